using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trucewatch.Missions.Evidence;
using Trucewatch.Record;
using Trucewatch.Storage.Files;

namespace Trucewatch.Server;

/// <summary>What a sender declares of a file before sending it.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex.</param>
public sealed record DeclaredUpload(long Length, string Sha256);

/// <summary>What is entered of a finished upload: from whom it came, who took it, who has it from then on.</summary>
/// <param name="Name">What the sender calls the file.</param>
/// <param name="Source">The source's code in the mission.</param>
/// <param name="By">The person who takes it.</param>
/// <param name="Holder">Who has it from then on.</param>
public sealed record FinishedUpload(string? Name, string? Source, string? By, string? Holder);

/// <summary>The receipt of an upload that is in the record.</summary>
/// <param name="Index">The number of the receipt in the evidence folder, from 1, without gaps.</param>
/// <param name="Upload">The upload's id.</param>
/// <param name="Sha256">The SHA-256 of the whole file, lower-case hex.</param>
/// <param name="Sha512">The SHA-512 of the whole file, lower-case hex.</param>
/// <param name="Length">The length of the whole file, in bytes.</param>
/// <param name="Entry">The number of the entry with its digests; <c>/record/proof/NUMBER</c> shows that it is in the record.</param>
public sealed record EnteredUpload(long Index, string Upload, string Sha256, string Sha512, long Length, long Entry);

/// <summary>The routes of evidence, for the mechanism only: resumable uploads, and originals as attachments.</summary>
/// <remarks>
/// A chunk carries its digest as <c>Content-Digest: sha-256=:BASE64:</c> (RFC 9530). An answer that says kept or stored is
/// given after the bytes are on disk; a finished upload is answered when its entries are, too. Asked again, it is entered once.
/// </remarks>
internal static class EvidenceRoutes
{
    private const string DigestStart = "sha-256=:";
    private static readonly int MostChunk = EvidenceLimits.Usual.ChunkBytes;

    public static void Map(RouteGroupBuilder routes, EvidenceDesk desk)
    {
        var evidence = desk.Folder;
        routes
            .MapPost("/uploads", (DeclaredUpload told) => Answer(evidence.Begin(told.Length, told.Sha256 ?? ""), 201))
            .Produces<UploadStatus>(StatusCodes.Status201Created);
        routes.MapGet("/uploads/{id}", (string id) => Answer(evidence.Status(id))).Produces<UploadStatus>();
        routes.MapDelete("/uploads/{id}", (string id) => Answer(evidence.GiveUp(id))).Produces<UploadStatus>();
        routes
            .MapPut(
                "/uploads/{id}/{offset:long}",
                (string id, long offset, HttpRequest request, CancellationToken stop) =>
                    PutAsync(evidence, id, offset, request, stop)
            )
            .Produces<UploadStatus>();
        routes
            .MapPost(
                "/uploads/{id}/finish",
                (string id, FinishedUpload told, CancellationToken stop) => FinishAsync(desk, id, told, stop)
            )
            .Produces<EnteredUpload>();
        routes.MapGet("/originals/{sha256}", (string sha256) => Original(evidence, sha256));
    }

    private static async Task<IResult> FinishAsync(
        EvidenceDesk desk,
        string id,
        FinishedUpload told,
        CancellationToken cancellationToken
    )
    {
        if (new[] { told.Name, told.Source, told.By, told.Holder }.Any(string.IsNullOrWhiteSpace))
            return Hindered("malformed", "Give name, source, by and holder; a source by its code in the mission.");
        var command = new TakeEvidence.Command(told.Name!, told.Source!, told.By!, told.Holder!) { Upload = id };
        if (TakeEvidence.Hinders(command, desk) is { } hindrance)
            return Hindered("unknown_source", hindrance.ToString());
        if (desk.Folder.Finish(id, cancellationToken) is not UploadReply.Stored stored)
            return Answer(desk.Folder.Finish(id, cancellationToken));
        try
        {
            // What was begun is finished, whether the sender still waits or not.
            var entered = await TakeEvidence.EnterAsync(command, stored.Original, desk, CancellationToken.None);
            return entered is TakeEvidence.Reply.Taken taken
                ? Results.Json(Receipt(stored.Receipt, taken.Entry))
                : throw new InvalidOperationException("what hinders was asked before");
        }
        catch (RecordException closed)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "stopped",
                detail: $"The file is stored and not in the record; finish again later. {closed.Message}"
            );
        }
    }

    private static EnteredUpload Receipt(UploadReceipt receipt, long entry) =>
        new(receipt.Index, receipt.Upload, receipt.Sha256, receipt.Sha512, receipt.Length, entry);

    private static IResult Hindered(string title, string detail) =>
        Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: title, detail: detail);

    private static async Task<IResult> PutAsync(
        EvidenceFolder evidence,
        string id,
        long offset,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (Digest(request.Headers["Content-Digest"].ToString()) is not { } sha256)
            return Answer(
                new UploadReply.Refused(
                    UploadProblem.Malformed,
                    "no Content-Digest with a sha-256",
                    "Send the chunk's digest as Content-Digest: sha-256=:BASE64: (RFC 9530)."
                )
            );
        var bytes = new byte[(int)Math.Min(request.ContentLength ?? MostChunk, MostChunk) + 1];
        var length = await request.Body.ReadAtLeastAsync(
            bytes,
            bytes.Length,
            throwOnEndOfStream: false,
            cancellationToken
        );
        return Answer(evidence.Put(id, offset, bytes.AsSpan(0, length), sha256));
    }

    /// <summary>An original: never shown in the page's origin, whatever its bytes are.</summary>
    private static IResult Original(EvidenceFolder evidence, string sha256) =>
        sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower) && evidence.OpenRead(sha256) is { } content
            ? Results.File(content, "application/octet-stream", sha256 + ".bin")
            : Results.Problem(
                statusCode: StatusCodes.Status404NotFound,
                title: "no_such_original",
                detail: "Nothing of this SHA-256 is stored. Give 64 lower-case hex digits, as take answered them."
            );

    private static IResult Answer(UploadReply reply, int status = StatusCodes.Status200OK) =>
        reply switch
        {
            UploadReply.Going going => Results.Json(going.Status, statusCode: status),
            UploadReply.Stored stored => Results.Json(stored.Receipt, statusCode: status),
            UploadReply.Refused refused => Results.Problem(
                statusCode: StatusOf(refused.Problem),
                title: refused.Problem,
                detail: $"{refused.Found}. {refused.Cure}"
            ),
            _ => throw new InvalidOperationException($"no answer is made of {reply.GetType().Name}"),
        };

    private static int StatusOf(string problem) =>
        problem switch
        {
            UploadProblem.NoUpload => StatusCodes.Status404NotFound,
            UploadProblem.OtherBytes or UploadProblem.Incomplete => StatusCodes.Status409Conflict,
            UploadProblem.TooLarge => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status400BadRequest,
        };

    private static string? Digest(string header)
    {
        var from = header.IndexOf(DigestStart, StringComparison.Ordinal);
        var end = from < 0 ? -1 : header.IndexOf(':', from + DigestStart.Length);
        if (end < 0)
            return null;
        Span<byte> digest = stackalloc byte[32];
        return
            Convert.TryFromBase64String(header[(from + DigestStart.Length)..end], digest, out var length)
            && length == 32
            ? Convert.ToHexStringLower(digest)
            : null;
    }
}
