using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>What a check of a whole record says.</summary>
public abstract record RecordVerdict
{
    private RecordVerdict() { }

    /// <summary>Every rule holds, up to the checkpoint.</summary>
    /// <param name="Origin">The record's name.</param>
    /// <param name="Size">The number of entries.</param>
    /// <param name="Root">The root that follows from them, which is the checkpoint's.</param>
    /// <param name="OpenedFields">How many values were open and fit their digests.</param>
    /// <param name="ClosedDigests">How many digests stay closed: of their values nothing is known.</param>
    /// <param name="Authors">The authors' keys that count after the last entry. That a name is who it says is not shown by the record.</param>
    /// <param name="SignedBy">Who signed the checkpoint, as far as the reader knows their keys; null: it gave none, nothing was checked.</param>
    /// <param name="AuthorsChecked">False: no values were offered, so the authors' keys could not be read from the record.</param>
    /// <remarks>
    /// It says that nothing was altered since the checkpoint was made, and that each entry was signed with its author's
    /// key. That everybody got the same record is shown by the signatures of witnesses.
    /// </remarks>
    public sealed record Holds(
        string Origin,
        long Size,
        ImmutableArray<byte> Root,
        long OpenedFields,
        long ClosedDigests,
        ImmutableArray<VerifierKey> Authors,
        ImmutableArray<NoteVerdict.Vouched>? SignedBy,
        bool AuthorsChecked
    ) : RecordVerdict;

    /// <summary>Some rule does not hold.</summary>
    /// <param name="Faults">Every fault in the order found, at most <see cref="MaxFaults"/>.</param>
    public sealed record Fails(ImmutableArray<RecordFault> Faults) : RecordVerdict;

    /// <summary>How many faults are named before the rest is left out.</summary>
    public const int MaxFaults = 1000;

    /// <summary>One answer for each case.</summary>
    public T Match<T>(Func<Holds, T> holds, Func<Fails, T> fails) =>
        this switch
        {
            Holds all => holds(all),
            Fails some => fails(some),
            _ => throw new InvalidOperationException("There is no third verdict."),
        };
}
