using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Trucewatch.Labels;
using Trucewatch.Missions.Evidence;
using Trucewatch.Missions.Records;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Server.Records;
using Trucewatch.Storage.Files;

namespace Trucewatch.Server;

/// <summary>One mission served to browsers on this machine.</summary>
public static class MissionServer
{
    /// <summary>The server, not started yet. It listens on loopback only: there are no accounts.</summary>
    /// <param name="record">The mission's record; it stays the caller's.</param>
    /// <param name="most">The widest audience that anybody may look as.</param>
    /// <param name="port">The port; 0: any free one.</param>
    /// <param name="webRoot">The folder of the built pages; null: beside the program.</param>
    /// <param name="evidence">
    /// The mission's evidence: uploads come in, and originals go out as attachments; below the mechanism none is served. It
    /// stays the caller's. Null: there are no such routes.
    /// </param>
    /// <param name="texts">The documents of the agreement, for those who try changes of them.</param>
    public static WebApplication Make(
        MissionRecord record,
        Audience most,
        int port,
        string? webRoot,
        EvidenceFolder? evidence,
        AgreementTexts texts
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        });
        builder.Services.AddOpenApi();
        builder.Services.AddProblemDetails();
        builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
        builder.Services.AddSingleton(new Views(record, most));
        builder.Services.AddSingleton(texts);
        builder.Services.AddSingleton(_ => record.Sequence(TimeProvider.System)); // the server ends it with itself
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseResponseCompression();
        app.Use(Guard);
        app.MapOpenApi("/api/openapi.json");
        Routes.Map(app.MapGroup("/api"));
        RecordRoutes.Map(
            app.MapGroup("/record"),
            record.Log,
            record.Charter.Mark == Mark.Replay ? null : app.Services.GetRequiredService<Sequencer>(),
            record.IsOpenToAll
        );
        StampRoutes.Map(app.MapGroup("/record"), record.Stamps);
        if (evidence is not null && most == Audience.Mission)
            EvidenceRoutes.Map(
                app.MapGroup("/api/evidence"),
                EvidenceDesk.Over(record, evidence, NodaTime.SystemClock.Instance)
            );
        app.MapFallback("/api/{*path}", () => Results.Problem(statusCode: 404, title: "not_found"));
        ServePages(app, webRoot ?? Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        return app;
    }

    /// <summary>Headers for every answer: nothing from other origins, no sniffing, no frames.</summary>
    private static Task Guard(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (http.Request.Path != "/check.html") // which carries a stricter policy of its own
            http.Response.Headers.ContentSecurityPolicy =
                "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; frame-ancestors 'none'";
        return next(http);
    }

    private static void ServePages(WebApplication app, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "index.html")))
        {
            app.MapGet(
                "/",
                () => Results.Text("The pages are not built: run ./dev setup. The API stands under /api.", "text/plain")
            );
            return;
        }
        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        app.MapFallback(
            "{*path:nonfile}",
            async http =>
            {
                if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
                {
                    http.Response.StatusCode = 404;
                    return;
                }
                http.Response.ContentType = "text/html; charset=utf-8";
                await http.Response.SendFileAsync(Path.Combine(Path.GetFullPath(folder), "index.html"));
            }
        );
    }
}
