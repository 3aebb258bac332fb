using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>Which checkpoints of a record bear time stamps, and since when its first entries were there for certain.</summary>
public static class StampedCheckpoints
{
    /// <summary>What a stamp is worth: the host checks it, since the verifier knows no certificates.</summary>
    public abstract record Worth
    {
        private Worth() { }

        /// <summary>The authority signed that it was there by then.</summary>
        /// <param name="At">The authority's time, UTC seconds since 1970.</param>
        /// <param name="Subject">Who signed.</param>
        public sealed record Holds(long At, string Subject) : Worth;

        /// <summary>It shows nothing.</summary>
        public sealed record Fails(string Why) : Worth;
    }

    /// <summary>One stamp.</summary>
    /// <param name="Size">How many entries it covers.</param>
    /// <param name="Authority">The keeper's name for the authority.</param>
    /// <param name="Worth">Null: it was not checked, for no root was given.</param>
    public sealed record Stamp(long Size, string Authority, Worth? Worth);

    /// <summary>Reads and checks the stamps of a record that holds.</summary>
    /// <param name="files">The record.</param>
    /// <param name="record">What its check said.</param>
    /// <param name="check">Checks a token over a note; null: nobody is trusted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>In the order of the list; a checkpoint that is not of this record's history fails, whoever stamped it.</returns>
    /// <exception cref="IOException">The list is not in its form.</exception>
    public static async Task<ImmutableArray<Stamp>> ReadAsync(
        RecordFiles files,
        RecordVerdict.Holds record,
        Func<byte[], byte[], Worth>? check,
        CancellationToken cancellationToken
    )
    {
        if (await files.Source(CheckpointStamp.ListFile, cancellationToken) is not { } list)
            return [];
        ImmutableArray<CheckpointStamp> named;
        try
        {
            named = CheckpointStamp.ReadList(list);
        }
        catch (FormatException wrong)
        {
            throw new IOException($"{files.Name}: {wrong.Message}", wrong);
        }
        var proofs = new TileProofs(files.Source, record.Size);
        var stamps = ImmutableArray.CreateBuilder<Stamp>(named.Length);
        foreach (var stamp in named)
        {
            var note = await files.Source(stamp.NoteFile, cancellationToken);
            var token = await files.Source(stamp.TokenFile, cancellationToken);
            var fault =
                note is null || token is null
                    ? "its files are missing"
                    : await FaultAsync(stamp, note, record, proofs, cancellationToken);
            var worth = fault is not null ? new Worth.Fails(fault) : check?.Invoke(token!, note!);
            stamps.Add(new(stamp.Size, stamp.Authority, worth));
        }
        return stamps.ToImmutable();
    }

    private static async Task<string?> FaultAsync(
        CheckpointStamp stamp,
        byte[] note,
        RecordVerdict.Holds record,
        TileProofs proofs,
        CancellationToken cancellationToken
    )
    {
        Checkpoint checkpoint;
        try
        {
            checkpoint = CheckpointForm.Read(SignedNote.Read(note).Text);
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
        if (checkpoint.Origin != record.Origin || checkpoint.Size != stamp.Size || stamp.Size > record.Size)
            return "the checkpoint that it is over is not one of this record";
        return MerkleTree.Same(await proofs.RootAsync(stamp.Size, cancellationToken), checkpoint.Root)
            ? null
            : $"the checkpoint that it is over does not have the root of the first {stamp.Size} entries: another history was stamped";
    }
}
