using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>Which logs and which witnesses a reader trusts, and how many of them must have seen a checkpoint (C2SP tlog-policy).</summary>
/// <remarks>Made by <see cref="Read"/> only, so the names in it are defined, and each counts in one way.</remarks>
public sealed class WitnessPolicy
{
    private readonly ImmutableDictionary<string, Group> _groups;
    private readonly string _quorum;

    internal WitnessPolicy(
        string text,
        ImmutableArray<VerifierKey> logs,
        ImmutableArray<PolicyWitness> witnesses,
        ImmutableDictionary<string, Group> groups,
        string quorum
    ) => (Text, Logs, Witnesses, _groups, _quorum) = (text, logs, witnesses, groups, quorum);

    /// <summary>The name that stands for "no cosignature is asked for" on a quorum line.</summary>
    public const string NoQuorum = "none";

    /// <summary>Asks for no cosignatures.</summary>
    public static readonly WitnessPolicy None = Read($"quorum {NoQuorum}\n");

    /// <summary>The policy as it was read.</summary>
    public string Text { get; }

    /// <summary>The keys of the logs; none: the log is known from elsewhere.</summary>
    public ImmutableArray<VerifierKey> Logs { get; }

    /// <summary>The witnesses, in the order of their lines.</summary>
    public ImmutableArray<PolicyWitness> Witnesses { get; }

    /// <summary>
    /// Reads a policy: lines <c>log vkey [url]</c>, <c>witness name vkey [url]</c>,
    /// <c>group name any|all|k member…</c> and one <c>quorum name|none</c>; <c>#</c> begins a comment.
    /// </summary>
    /// <exception cref="FormatException">What is wrong, with the number of the line.</exception>
    public static WitnessPolicy Read(string text) => PolicyLines.Read(text);

    /// <summary>Do these cosigners suffice? Keys that are no witness of the policy count nothing.</summary>
    public bool IsSatisfiedBy(IReadOnlyCollection<VerifierKey> cosigners) =>
        IsSatisfiedBy(Witnesses.Where(w => cosigners.Contains(w.Key)).Select(static w => w.Name).ToHashSet());

    /// <summary>Do the witnesses with these names suffice?</summary>
    public bool IsSatisfiedBy(IReadOnlySet<string> names) => _quorum == NoQuorum || HasSeen(_quorum, names);

    /// <summary>The policy as text.</summary>
    public override string ToString() => Text;

    /// <summary>
    /// The text of the default policy: k of the coalition's witnesses, and two of {party A, party B, independent}.
    /// </summary>
    /// <remarks>Two of these three always include a party, and no single side can stop the record.</remarks>
    /// <param name="log">The record's own key.</param>
    /// <param name="coalition">The witnesses of the states that watch.</param>
    /// <param name="threshold">k: with n witnesses and f dishonest ones, a fork needs f ≥ 2k − n.</param>
    /// <param name="partyA">One party's witness.</param>
    /// <param name="partyB">The other party's.</param>
    /// <param name="independent">The witness of a body that belongs to no side.</param>
    /// <exception cref="ArgumentException">A name or a key occurs twice, or k is not from 1 to the number of witnesses.</exception>
    public static string DefaultText(
        VerifierKey log,
        ImmutableArray<VerifierKey> coalition,
        int threshold,
        VerifierKey partyA,
        VerifierKey partyB,
        VerifierKey independent
    )
    {
        VerifierKey[] sides = [partyA, partyB, independent];
        var text = string.Concat([
            $"log {log}\n",
            .. coalition.Select(static w => $"witness {w.Name} {w}\n"),
            $"group coalition {threshold}{string.Concat(coalition.Select(static w => " " + w.Name))}\n",
            .. sides.Select(static w => $"witness {w.Name} {w}\n"),
            $"group sides 2{string.Concat(sides.Select(static w => " " + w.Name))}\n",
            "group coalition-and-sides all coalition sides\n",
            "quorum coalition-and-sides\n",
        ]);
        try
        {
            return Read(text).Text;
        }
        catch (FormatException under)
        {
            throw new ArgumentException($"These witnesses make no policy. {under.Message}", nameof(coalition), under);
        }
    }

    private bool HasSeen(string name, IReadOnlySet<string> names) =>
        _groups.TryGetValue(name, out var group)
            ? group.Members.Count(m => HasSeen(m, names)) >= group.Threshold
            : names.Contains(name);

    /// <summary>At least so many of these witnesses and groups.</summary>
    internal sealed record Group(int Threshold, ImmutableArray<string> Members);
}

/// <summary>A witness of a policy.</summary>
/// <param name="Name">What the policy calls it; means nothing elsewhere.</param>
/// <param name="Key">The key of its cosignatures.</param>
/// <param name="Url">Where it is reached; null: not said.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, string? Url);
