using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Trucewatch.Server.Witnesses;

/// <summary>A witness over HTTP (C2SP tlog-witness), on this machine only.</summary>
public static class WitnessServer
{
    /// <summary>The server, not started yet: <c>POST /add-checkpoint</c> and <c>GET /HASH/checkpoint</c>, on loopback.</summary>
    /// <param name="desk">The witness; it stays the caller's.</param>
    /// <param name="port">The port; 0: any free one.</param>
    public static WebApplication Make(WitnessDesk desk, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = WitnessDesk.MaxBytes;
            kestrel.Limits.MaxConcurrentConnections = 100;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        });
        var app = builder.Build();
        app.MapPost("/add-checkpoint", http => AddAsync(desk, http));
        app.MapGet(
            "/{hash}/checkpoint",
            (string hash, HttpResponse response) =>
            {
                response.Headers.AccessControlAllowOrigin = "*";
                response.Headers.CacheControl = "no-cache";
                return desk.Published(hash) is { } note
                    ? Results.Bytes(note, "text/plain; charset=utf-8")
                    : Results.Text("No checkpoint of such a log was cosigned here.\n", statusCode: 404);
            }
        );
        return app;
    }

    private static async Task AddAsync(WitnessDesk desk, HttpContext http)
    {
        using var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        }
        catch (BadHttpRequestException wrong)
        {
            http.Response.StatusCode = wrong.StatusCode; // 413: longer than a request may be
            return;
        }

        WitnessAnswer answer;
        try
        {
            answer = desk.Receive(body.ToArray());
        }
        catch (IOException)
        {
            answer = new(
                500,
                "The witness cannot store what it would sign, and so does not sign.\n",
                "text/plain; charset=utf-8"
            );
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        await http.Response.WriteAsync(answer.Body, http.RequestAborted);
    }
}
