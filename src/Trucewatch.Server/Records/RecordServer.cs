using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trucewatch.Record;

namespace Trucewatch.Server.Records;

/// <summary>A record served alone, without a mission: for benches, for tests, and for whoever keeps only a record.</summary>
public static class RecordServer
{
    /// <summary>The server, not started yet, on loopback only; the record stands under <c>/record</c>.</summary>
    /// <param name="log">The log; it stays the caller's.</param>
    /// <param name="sequencer">The way in; null: it takes no entries.</param>
    /// <param name="port">The port; 0: any free one.</param>
    /// <param name="opens">Which values everybody may see.</param>
    public static WebApplication Make(RecordLog log, Sequencer? sequencer, int port, Func<Field, bool> opens)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        builder.Services.AddProblemDetails();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        RecordRoutes.Map(app.MapGroup("/record"), log, sequencer, opens);
        return app;
    }
}
