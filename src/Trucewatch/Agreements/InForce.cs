using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Whether a truce binds a party there and then. In rising order, so that the surest of several is the greatest.</summary>
public enum Bound
{
    /// <summary>No claim binds it.</summary>
    No = 0,

    /// <summary>Only others say that it is bound, or its own claims and acts differ.</summary>
    Disputed = 1,

    /// <summary>It declared or accepted it, and took nothing back.</summary>
    Yes = 2,
}

/// <summary>An answer, and the claims it rests on, by id.</summary>
/// <param name="Bound">No, disputed or yes.</param>
/// <param name="Claims">
/// Yes: what the party declared or accepted. Disputed: that, what it took back, and what others say. No: what it took back or denied.
/// </param>
public sealed record InForceAnswer(Bound Bound, ImmutableArray<TruceClaim> Claims)
{
    /// <inheritdoc />
    public bool Equals(InForceAnswer? other) =>
        other is not null
        && Bound == other.Bound
        && Claims.Select(c => c.Id).SequenceEqual(other.Claims.Select(c => c.Id));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Bound, Claims.Length);
}

/// <summary>Which truce binds whom, from the claims as far as they are known (the caller leaves out what was not known yet).</summary>
/// <remarks>
/// A party binds itself by what it declares (and says to bind itself) or accepts; a unilateral claim binds its claimant only.
/// Others cannot bind it: what only they say is disputed, and so is a signed text that it has not accepted in a row of its own.
/// Its own <c>ends</c> and <c>denies</c> take back what it said of the same truce at the same time or earlier, as they become known;
/// with equal times the later start is the later act. A unilateral claim that its claimant ended covers nothing after that;
/// any other that was taken back is disputed. The order in which claims are given never matters.
/// </remarks>
public static class InForce
{
    // All families of the taxonomy but N, which is no violation.
    private const string Families = "KMWASICXEDP";

    /// <summary>Whether a truce forbids this party this kind of act there and then.</summary>
    /// <param name="party">Whose act.</param>
    /// <param name="t">When; a claim's start counts in, its end does not.</param>
    /// <param name="area">A zone's id; a claim's area <c>all</c> covers every zone, any other only its own.</param>
    /// <param name="target">Against what.</param>
    /// <param name="claims">All claims known.</param>
    public static InForceAnswer At(
        PartyId party,
        Instant t,
        string area,
        Code target,
        IReadOnlyCollection<TruceClaim> claims
    )
    {
        var covering = claims.Where(c => Covers(c, t, area, target)).ToList();
        var own = covering.Where(c => c.Claimant == party.Code).ToList();
        var said = own.Where(c => Binds(c, party)).ToList();
        var back = own.Where(c => c.Act is ClaimAct.Ends or ClaimAct.Denies).ToList();
        var standing = said.Where(c => !back.Exists(b => TakesBack(b, c))).ToList();
        if (standing.Count > 0)
            return Answer(Bound.Yes, standing);

        var differing = said.Where(c => !IsOver(c, back)).ToList();
        var others = covering.Where(c => c.Claimant != party.Code && IsSaidToBind(c, party)).ToList();
        return differing.Count + others.Count > 0
            ? Answer(Bound.Disputed, [.. differing, .. others, .. back])
            : Answer(Bound.No, [.. said, .. back]);
    }

    /// <summary>The answer for any of several codes: the surest of them; the claims are those of the codes that have it.</summary>
    /// <remarks>A provision over several codes is in force where the claims cover at least one. Ask <see cref="At"/> for one code.</remarks>
    public static InForceAnswer AtAny(
        PartyId party,
        Instant t,
        string area,
        CodeSet codes,
        IReadOnlyCollection<TruceClaim> claims
    ) => Surest(party, t, area, [.. Telling(codes, claims)], claims);

    /// <summary>The answers over a window, in order, without gaps or overlaps; neighbours differ.</summary>
    /// <param name="party">Whose acts.</param>
    /// <param name="window">With a start and an end; an empty one has no periods.</param>
    /// <param name="area">A zone's id.</param>
    /// <param name="codes">The codes of a provision; one that is covered is enough, see <see cref="AtAny"/>.</param>
    /// <param name="claims">All claims known.</param>
    public static ImmutableArray<(Interval Period, InForceAnswer Answer)> Periods(
        PartyId party,
        Interval window,
        string area,
        CodeSet codes,
        IReadOnlyCollection<TruceClaim> claims
    )
    {
        var telling = Telling(codes, claims).ToImmutableArray();
        var edges = claims.Select(c => c.Start).Concat(claims.Where(c => c.End is not null).Select(c => c.End!.Value));
        var cuts = edges
            .Where(e => window.Start < e && e < window.End)
            .Append(window.Start)
            .Distinct()
            .Order()
            .ToList();
        var periods = ImmutableArray.CreateBuilder<(Interval Period, InForceAnswer Answer)>();
        for (var i = 0; i < cuts.Count && window.Start < window.End; i++)
        {
            var answer = Surest(party, cuts[i], area, telling, claims);
            var end = i + 1 < cuts.Count ? cuts[i + 1] : window.End;
            if (periods.Count > 0 && periods[^1].Answer == answer)
                periods[^1] = (new(periods[^1].Period.Start, end), answer);
            else
                periods.Add((new(cuts[i], end), answer));
        }
        return periods.ToImmutable();
    }

    private static InForceAnswer Surest(
        PartyId party,
        Instant t,
        string area,
        ImmutableArray<Code> codes,
        IReadOnlyCollection<TruceClaim> claims
    )
    {
        var answers = codes.Select(c => At(party, t, area, c, claims)).ToList();
        var bound = answers.Select(a => a.Bound).DefaultIfEmpty(Bound.No).Max();
        return Answer(bound, [.. answers.Where(a => a.Bound == bound).SelectMany(a => a.Claims)]);
    }

    private static bool Covers(TruceClaim claim, Instant t, string area, Code target) =>
        claim.Start <= t
        && (claim.End is not { } end || t < end)
        && (claim.Area == "all" || claim.Area == area)
        && claim.Targets.Has(target);

    // What a party says of itself.
    private static bool Binds(TruceClaim own, PartyId party) =>
        own.Act == ClaimAct.Accepts
        || (own.Act == ClaimAct.Declares && (own.Kind == TruceKind.Unilateral || own.Binds.Contains(party)));

    // What others say of it.
    private static bool IsSaidToBind(TruceClaim other, PartyId party) =>
        other.Act == ClaimAct.Declares && other.Kind != TruceKind.Unilateral && other.Binds.Contains(party);

    private static bool TakesBack(TruceClaim act, TruceClaim claim) =>
        act.Truce == claim.Truce && (act.Known, act.Start).CompareTo((claim.Known, claim.Start)) >= 0;

    private static bool IsOver(TruceClaim claim, List<TruceClaim> back) =>
        claim.Kind == TruceKind.Unilateral && back.Exists(b => b.Act == ClaimAct.Ends && TakesBack(b, claim));

    private static InForceAnswer Answer(Bound bound, IEnumerable<TruceClaim> claims) =>
        new(bound, [.. claims.DistinctBy(c => c.Id).OrderBy(c => c.Id, StringComparer.Ordinal)]);

    /// <summary>One code for each stretch of codes over which no claim begins or ends to count: enough to answer for all.</summary>
    private static IEnumerable<Code> Telling(CodeSet codes, IReadOnlyCollection<TruceClaim> claims)
    {
        var asked = codes.Ranges.IsEmpty
            ? Families.Select(f => (Family: f, From: 1, To: 99))
            : codes.Ranges.Select(Span);
        var edges = claims.SelectMany(c => c.Targets.Ranges).Select(Span).ToList();
        foreach (var (family, from, to) in asked)
        foreach (
            var number in edges
                .Where(e => e.Family == family)
                .SelectMany(e => new[] { e.From, e.To + 1 })
                .Append(from)
                .Distinct()
        )
            if (from <= number && number <= to)
                yield return new($"{family}-{number}");
    }

    private static (char Family, int From, int To) Span((Code From, Code To) range) =>
        (range.From.Family, range.From.Number, range.To.Number);
}
