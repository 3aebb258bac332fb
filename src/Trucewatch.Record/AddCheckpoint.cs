using System.Collections.Immutable;
using System.Text;

namespace Trucewatch.Record;

/// <summary>A log's request for a cosignature: <c>old size</c>, proof lines, an empty line, the signed checkpoint (C2SP tlog-witness).</summary>
/// <param name="OldSize">The size up to which, says the log, the witness knows it.</param>
/// <param name="Path">Shows that the new tree begins with the old one.</param>
/// <param name="Note">The signed checkpoint.</param>
/// <param name="Checkpoint">What it says.</param>
public sealed record AddCheckpoint(
    long OldSize,
    ImmutableArray<ImmutableArray<byte>> Path,
    SignedNote Note,
    Checkpoint Checkpoint
)
{
    /// <summary>Makes the request for a checkpoint of ours.</summary>
    /// <exception cref="FormatException">The note is no checkpoint.</exception>
    public static AddCheckpoint Of(long oldSize, ImmutableArray<ImmutableArray<byte>> path, SignedNote note) =>
        new(oldSize, path, note, CheckpointBody.Read(note.Text).ToCheckpoint());

    /// <summary>The request's body.</summary>
    public string Body() =>
        $"old {OldSize}\n{string.Concat(Path.Select(static h => Convert.ToBase64String(h.AsSpan()) + "\n"))}\n{Note}";

    /// <summary>Reads a request's body; nothing of it is checked yet.</summary>
    /// <exception cref="FormatException">Another form, or more than 63 proof lines.</exception>
    public static AddCheckpoint Read(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf("\n\n"u8);
        if (end < 0)
            throw new FormatException("The request has no empty line before its checkpoint.");

        ReadOnlySpan<string> lines = Encoding.ASCII.GetString(body[..end]).Split('\n');
        if (TlogProof.ReadNumber("old ", lines[0]) is not { } oldSize)
            throw new FormatException("The request does not begin with a line \"old\" and the old size.");
        if (lines.Length - 1 > TlogProof.MaxHashes)
            throw new FormatException($"The proof has more than {TlogProof.MaxHashes} hashes.");
        return Of(oldSize, TlogProof.ReadHashes(lines[1..]), SignedNote.Read(body[(end + 2)..]));
    }
}
