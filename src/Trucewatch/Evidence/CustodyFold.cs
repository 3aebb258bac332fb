using System.Collections.Immutable;

namespace Trucewatch.Evidence;

/// <summary>Why a chain of custody does not hold together. The words of people stand in <c>texts/</c>. Never renumber.</summary>
public enum CustodyFault
{
    /// <summary>It does not begin with capture or receipt: where it came from is not known.</summary>
    NoBeginning = 1,

    /// <summary>It was copied, derived from, transferred or released before its digests were computed.</summary>
    NotHashed = 2,

    /// <summary>The digests that came out are not those of the evidence.</summary>
    HashDiffers = 3,

    /// <summary>Somebody gave it away who, as far as is known, did not have it.</summary>
    NotTheHolder = 4,

    /// <summary>The act says it was done before the act that stands before it in the record.</summary>
    OutOfOrder = 5,

    /// <summary>It was copied, derived from or released while under seal.</summary>
    UnderSeal = 6,

    /// <summary>It was sealed while under seal, or opened without one.</summary>
    SealMismatch = 7,

    /// <summary>It names a derivative that is not in the record, or one of something else.</summary>
    NoSuchDerivative = 8,

    /// <summary>The act is about evidence that is not in the record.</summary>
    NoSuchEvidence = 9,
}

/// <summary>A gap in a chain of custody: the act at which it shows.</summary>
/// <param name="Entry">The number of the act's entry in the record.</param>
/// <param name="Act">The id of the act.</param>
/// <param name="Fault">What does not fit.</param>
public sealed record CustodyGap(long Entry, string Act, CustodyFault Fault);

/// <summary>An act with its place in the record.</summary>
public sealed record CustodyStep(long Entry, CustodyAct Act);

/// <summary>The chain of custody of one piece of evidence.</summary>
/// <param name="Hash">Its digests; null: it is not in the record, only acts about it are.</param>
/// <param name="Holder">Who has it; null: not known.</param>
/// <param name="Seal">The number of the seal it is under; null: none.</param>
/// <param name="IsHashed">True: its digests were computed and are those of the evidence.</param>
/// <param name="Steps">Every act, in the order of the record.</param>
/// <param name="Gaps">What does not fit, in the order of the record; nothing is put right.</param>
public sealed record Custody(
    ContentHash? Hash,
    string? Holder,
    string? Seal,
    bool IsHashed,
    ImmutableArray<CustodyStep> Steps,
    ImmutableArray<CustodyGap> Gaps
)
{
    /// <summary>Nothing is known of it.</summary>
    public static readonly Custody None = new(null, null, null, false, [], []);

    /// <summary>True: it begins with capture or receipt, its digests were computed, and no act leaves a gap.</summary>
    public bool IsComplete => !Steps.IsEmpty && IsHashed && Gaps.IsEmpty;
}

/// <summary>All evidence of a record: originals, derivatives, and who did what with them.</summary>
/// <param name="Items">The originals.</param>
/// <param name="Derivatives">What was made of them.</param>
/// <param name="Chains">The chain of custody of each.</param>
public sealed record CustodyState(
    ImmutableSortedDictionary<EvidenceId, EvidenceItem> Items,
    ImmutableSortedDictionary<EvidenceId, Derivative> Derivatives,
    ImmutableSortedDictionary<EvidenceId, Custody> Chains
);

/// <summary>Folds evidence and acts of custody, in the order of the record. An act is never refused: a gap shows.</summary>
public static class CustodyFold
{
    /// <summary>The version of this fold: other numbers mean other answers for the same entries.</summary>
    public const int Version = 1;

    /// <summary>Before the first entry.</summary>
    public static readonly CustodyState Empty = new(
        ImmutableSortedDictionary<EvidenceId, EvidenceItem>.Empty,
        ImmutableSortedDictionary<EvidenceId, Derivative>.Empty,
        ImmutableSortedDictionary<EvidenceId, Custody>.Empty
    );

    /// <summary>One more original. The first entry of the same bytes stands.</summary>
    public static CustodyState Apply(CustodyState state, EvidenceItem item) =>
        state.Items.ContainsKey(item.Id)
            ? state
            : Known(state with { Items = state.Items.Add(item.Id, item) }, item.Id, item.Hash);

    /// <summary>One more derivative. The first entry of the same bytes stands.</summary>
    public static CustodyState Apply(CustodyState state, Derivative derivative) =>
        state.Derivatives.ContainsKey(derivative.Id)
            ? state
            : Known(
                state with
                {
                    Derivatives = state.Derivatives.Add(derivative.Id, derivative),
                },
                derivative.Id,
                derivative.Hash
            );

    /// <summary>One more act.</summary>
    /// <param name="state">What is known before it.</param>
    /// <param name="entry">The number of its entry.</param>
    /// <param name="act">The act.</param>
    public static CustodyState Apply(CustodyState state, long entry, CustodyAct act)
    {
        var was = state.Chains.GetValueOrDefault(act.Evidence) ?? Custody.None;
        var faults = CustodyRules.Faults(state, was, act);
        return state with
        {
            Chains = state.Chains.SetItem(
                act.Evidence,
                was with
                {
                    Holder = HolderAfter(was, act),
                    Seal = act switch
                    {
                        CustodyAct.Sealed s => s.Seal,
                        CustodyAct.Opened => null,
                        _ => was.Seal,
                    },
                    IsHashed = was.IsHashed || (act is CustodyAct.Hashed h && h.Hash == was.Hash),
                    Steps = was.Steps.Add(new(entry, act)),
                    Gaps = was.Gaps.AddRange(faults.Select(f => new CustodyGap(entry, act.Id, f))),
                }
            ),
        };
    }

    private static CustodyState Known(CustodyState state, EvidenceId id, ContentHash hash) =>
        state with
        {
            Chains = state.Chains.SetItem(
                id,
                (state.Chains.GetValueOrDefault(id) ?? Custody.None) with
                {
                    Hash = hash,
                }
            ),
        };

    private static string? HolderAfter(Custody was, CustodyAct act) =>
        act switch
        {
            CustodyAct.Captured c => c.Holder,
            CustodyAct.Received r => r.Holder,
            CustodyAct.Transferred t => t.To,
            _ => was.Holder,
        };
}
