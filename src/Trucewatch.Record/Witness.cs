using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Trucewatch.Record;

/// <summary>A witness: it cosigns a log's checkpoint only if the log has done nothing but grow since the last one (C2SP tlog-witness).</summary>
/// <remarks>
/// Pure: it decides, and the host acts. For one origin the host takes one request at a time: it asks
/// <see cref="Receive"/>, stores the next state durably, and only then answers.
/// </remarks>
/// <param name="logs">The logs that it watches; their origins differ.</param>
public sealed class Witness(ImmutableArray<WitnessedLog> logs)
{
    /// <summary>The type of an answer that tells the known size.</summary>
    public const string SizeType = "text/x.tlog.size";

    private readonly ImmutableDictionary<string, WitnessedLog> _logs = logs.ToImmutableDictionary(static l => l.Origin);

    /// <summary>Where the newest cosigned checkpoint of a log is served: <c>hex(SHA-256(origin))/checkpoint</c>.</summary>
    public static string MonitoringPath(string origin) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Jcs.ToUtf8(origin)))}/checkpoint";

    /// <summary>Decides upon the body of <c>POST /add-checkpoint</c>.</summary>
    /// <param name="body">The body, as it came.</param>
    /// <param name="last">The last cosigned checkpoint of each origin; none of an origin: it was never cosigned.</param>
    public WitnessVerdict Receive(ReadOnlySpan<byte> body, ImmutableDictionary<string, Checkpoint> last)
    {
        AddCheckpoint request;
        try
        {
            request = AddCheckpoint.Read(body);
        }
        catch (FormatException wrong)
        {
            return Refuse(400, wrong.Message);
        }

        var next = request.Checkpoint;
        if (!_logs.TryGetValue(next.Origin, out var log))
            return Refuse(404, $"{next.Origin} is not watched here.");
        if (request.Note.Check(log.Keys) is not NoteVerdict.Accepted signed)
            return Refuse(403, $"No key that is known of {next.Origin} signed this, or a signature does not hold.");
        if (request.OldSize > next.Size)
            return Refuse(400, "The old size is greater than the checkpoint's.");

        var known = last.GetValueOrDefault(next.Origin) ?? new(next.Origin, 0, MerkleTree.EmptyRoot);
        if (request.OldSize != known.Size)
            return new WitnessVerdict.Refused(409, $"{known.Size}\n", SizeType);
        if (!HasOnlyGrown(known, next, request.Path))
            return Refuse(422, "The proof does not show that the log has only grown.");
        return new WitnessVerdict.Cosign(
            next,
            SignedNote.Of(request.Note.Text, [.. signed.Verified.Select(static v => v.Signature)]),
            last.SetItem(next.Origin, next)
        );
    }

    // Every tree begins with the empty one; there is nothing to prove, and so no proof.
    private static bool HasOnlyGrown(Checkpoint old, Checkpoint next, ImmutableArray<ImmutableArray<byte>> path) =>
        old.Size == 0
            ? path.IsEmpty && (next.Size > 0 || MerkleTree.Same(next.Root, MerkleTree.EmptyRoot))
            : MerkleProof.IsConsistent(old.Size, old.Root, next.Size, next.Root, path);

    private static WitnessVerdict.Refused Refuse(int status, string why) =>
        new(status, $"{why}\n", "text/plain; charset=utf-8");
}

/// <summary>A log that a witness watches.</summary>
/// <param name="Origin">Its name, the first line of its checkpoints.</param>
/// <param name="Keys">Its keys; one of them must have signed.</param>
public sealed record WitnessedLog(string Origin, ImmutableArray<VerifierKey> Keys);

/// <summary>What a witness decides upon a request.</summary>
public abstract record WitnessVerdict
{
    private WitnessVerdict() { }

    /// <summary>It cosigns: the host stores <paramref name="State"/> and the signed note durably, and then answers with status 200.</summary>
    /// <param name="Checkpoint">The newest checkpoint from now on.</param>
    /// <param name="Note">It, with the log's signatures that hold.</param>
    /// <param name="State">The last checkpoint of each origin from now on.</param>
    public sealed record Cosign(Checkpoint Checkpoint, SignedNote Note, ImmutableDictionary<string, Checkpoint> State)
        : WitnessVerdict
    {
        /// <summary>Cosigns.</summary>
        /// <param name="keys">The witness's keys.</param>
        /// <param name="time">Now, in UTC seconds since 1970; not 0.</param>
        /// <returns>The note to publish, with log's and witness's signatures, and the body of the answer: the witness's lines alone.</returns>
        public (SignedNote Published, string Body) With(IReadOnlyCollection<SigningKey> keys, long time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, 1);
            ImmutableArray<NoteSignature> lines = [.. keys.Select(k => k.Cosign(Note.Text, time))];
            return (Note.With(lines), string.Concat(lines.Select(static l => l.Line() + "\n")));
        }
    }

    /// <summary>It does not cosign; nothing changes.</summary>
    /// <param name="Status">400 malformed, 403 not signed by the log, 404 not watched, 409 another known size, 422 no proof of growth.</param>
    /// <param name="Body">The answer's body.</param>
    /// <param name="ContentType">The body's type.</param>
    public sealed record Refused(int Status, string Body, string ContentType) : WitnessVerdict;
}
