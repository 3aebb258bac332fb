using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trucewatch.Record;

namespace Trucewatch.Server.Records;

/// <summary>A running record over HTTP: C2SP tlog-tiles to read it, one address to give it entries.</summary>
/// <remarks>
/// Reading is for everybody and from every origin: nothing in the tree is restricted. Tiles never change and may be kept
/// for ever; the checkpoint is stale after two seconds. An entry is given as two lines: its canonical form, and its values
/// as a <see cref="ValuesLine"/> of number 0. The answer is a receipt in the form of C2SP tlog-proof.
/// </remarks>
public static class RecordRoutes
{
    /// <summary>The greatest length of a request that gives an entry, in bytes.</summary>
    public const long MaxRequest = 16 << 20;

    private const string Text = "text/plain; charset=utf-8";
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Maps the routes.</summary>
    /// <param name="routes">The group under which the record stands.</param>
    /// <param name="log">The log.</param>
    /// <param name="sequencer">The way in; null: it takes no entries.</param>
    /// <param name="opens">Which values everybody may see now.</param>
    public static void Map(RouteGroupBuilder routes, RecordLog log, Sequencer? sequencer, Func<Field, bool> opens)
    {
        routes.AddEndpointFilter(
            async (context, next) =>
            {
                context.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
                return await next(context);
            }
        );
        routes.MapGet(
            "/checkpoint",
            (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "public, max-age=2";
                return Results.Text(log.Signed.Note, Text);
            }
        );
        routes.MapGet(
            "/tile/{**rest}",
            (string rest, HttpContext http, CancellationToken stop) => TileAsync(log, rest, http, stop)
        );
        routes.MapGet("/values/{**rest}", (string rest, CancellationToken stop) => ValuesAsync(log, rest, opens, stop));
        routes.MapGet("/proof/{number:long}", (long number, CancellationToken stop) => ProofAsync(log, number, stop));
        if (sequencer is not null)
            routes.MapPost(
                "/entries",
                (HttpRequest request, CancellationToken stop) => GiveAsync(sequencer, request, stop)
            );
    }

    private static async Task<IResult> TileAsync(
        RecordLog log,
        string rest,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await log.Tiles("tile/" + rest, cancellationToken) is not { } bytes)
            return Missing(
                "There is no such tile: its path is none of C2SP tlog-tiles, or the record does not reach so far."
            );
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(bytes, "application/octet-stream");
    }

    private static async Task<IResult> ValuesAsync(
        RecordLog log,
        string rest,
        Func<Field, bool> opens,
        CancellationToken cancellationToken
    )
    {
        if (
            !rest.EndsWith(".jsonl", StringComparison.Ordinal)
            || TilePath.Read(rest[..^".jsonl".Length]) is not (var index, TilePath.Width)
            || index * TilePath.Width >= log.Checkpoint.Size
        )
            return Missing("There are no such values: the path is none, or the record does not reach so far.");
        var lines = new StringBuilder();
        var first = (index * TilePath.Width) + 1;
        await foreach (var entry in log.ReadAsync(new(first), new(first + TilePath.Width - 1), cancellationToken))
            lines.Append(new ValuesLine(entry.Number, [.. entry.Open.Fields.Where(opens)]).Text()).Append('\n');
        return Results.Text(lines.ToString(), "application/x-ndjson; charset=utf-8");
    }

    private static async Task<IResult> ProofAsync(RecordLog log, long number, CancellationToken cancellationToken)
    {
        var signed = log.Signed;
        if (number < 1 || number > signed.Checkpoint.Size)
            return Missing($"There is no entry {number}: the record has {signed.Checkpoint.Size}.");
        var proofs = new TileProofs(log.Tiles, signed.Checkpoint.Size);
        var path = await proofs.InclusionAsync(number - 1, signed.Checkpoint.Size, cancellationToken);
        return Results.Text(new TlogProof(number - 1, path, SignedNote.Read(Utf8.GetBytes(signed.Note))).Text(), Text);
    }

    private static async Task<IResult> GiveAsync(
        Sequencer sequencer,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (request.ContentLength > MaxRequest)
            return Problem(413, "too_large", $"An entry with its values has at most {MaxRequest} bytes.");
        OpenEntry open;
        try
        {
            open = await ReadAsync(request.Body, cancellationToken);
        }
        catch (FormatException wrong)
        {
            return Problem(400, "malformed", wrong.Message);
        }

        switch (await sequencer.SubmitAsync(open))
        {
            case Submission.Stored stored:
                request.HttpContext.Response.Headers["Trucewatch-Entry"] = stored.Number.ToString();
                return Results.Text(stored.Proof().Text(), Text, statusCode: 201);
            case Submission.Refused refused:
                return Problem(422, "refused", $"{refused.Rule}: {refused.Found}.");
            case Submission.Full:
                request.HttpContext.Response.Headers.RetryAfter = "1";
                return Problem(429, "full", "Too many entries wait. Nothing was taken: give it again in a second.");
            case Submission.Stopped stopped:
                return Problem(503, "stopped", $"The record takes no entries until somebody has looked: {stopped.Why}");
            default:
                throw new InvalidOperationException("there is no other outcome");
        }
    }

    private static async Task<OpenEntry> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[8192];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (bytes.Length + read > MaxRequest)
                throw new FormatException($"An entry with its values has at most {MaxRequest} bytes.");
            bytes.Write(buffer, 0, read);
        }
        var all = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        var end = all.IndexOf((byte)'\n');
        if (end < 0)
            throw new FormatException("An entry is given as two lines: its canonical form, then its values.");
        try
        {
            var values = ValuesLine.Read(Utf8.GetString(all[(end + 1)..]).TrimEnd('\n'));
            return new(EntryForm.Read(all[..end]), values.Fields);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new FormatException("The values are not UTF-8.", wrong);
        }
    }

    private static IResult Missing(string detail) => Problem(404, "not_found", detail);

    private static IResult Problem(int status, string title, string detail) =>
        Results.Problem(statusCode: status, title: title, detail: detail);
}
