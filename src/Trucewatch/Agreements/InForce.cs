using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Whether a truce binds a party at a moment, and which claims say so.</summary>
/// <param name="Answer">Yes, no, or unclear: disputed.</param>
/// <param name="Claims">
/// The claims it rests on, by id. Yes: what the party declared or accepted. Disputed: that, what it took back, and what others
/// say. No: what it took back or denied.
/// </param>
public sealed record Binding(Answer Answer, ImmutableArray<TruceClaim> Claims)
{
    /// <inheritdoc />
    public bool Equals(Binding? other) =>
        other is not null && Answer == other.Answer && Claims.SequenceEqual(other.Claims);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Answer, Claims.Length);
}

/// <summary>A span in which the answer stays the same.</summary>
public sealed record BindingSpan(Interval Span, Binding Binding);

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
    public static Binding At(PartyId party, Instant t, string area, Code target, IReadOnlyCollection<TruceClaim> claims)
    {
        var covering = claims.Where(c => Covers(c, t, area, target)).ToList();
        var own = covering.Where(c => c.Claimant == party.Code).ToList();
        var said = own.Where(c => Binds(c, party)).ToList();
        var back = own.Where(c => c.Act is ClaimAct.Ends or ClaimAct.Denies).ToList();
        var standing = said.Where(c => !back.Exists(b => TakesBack(b, c))).ToList();
        if (standing.Count > 0)
            return Based(Answer.Yes, standing);

        var differing = said.Where(c => !IsOver(c, back)).ToList();
        var others = covering.Where(c => c.Claimant != party.Code && IsSaidToBind(c, party)).ToList();
        return differing.Count + others.Count > 0
            ? Based(Answer.Unclear, [.. differing, .. others, .. back])
            : Based(Answer.No, [.. said, .. back]);
    }

    /// <summary>The answer for any of several codes: the surest of them; the claims are those of the codes that have it.</summary>
    /// <remarks>A provision over several codes is in force where the claims cover at least one. Ask <see cref="At"/> for one code.</remarks>
    public static Binding AtAny(
        PartyId party,
        Instant t,
        string area,
        IReadOnlyCollection<Code> codes,
        IReadOnlyCollection<TruceClaim> claims
    )
    {
        var all = codes.Select(c => At(party, t, area, c, claims)).ToList();
        var surest = all.Select(b => b.Answer).DefaultIfEmpty(Answer.No).Max();
        return Based(surest, all.Where(b => b.Answer == surest).SelectMany(b => b.Claims));
    }

    /// <summary>The answers over a window for the codes of a provision, see <see cref="AtAny"/>.</summary>
    /// <remarks>In order, without gaps or overlaps; cut where a claim starts or ends; neighbours differ in answer or claims.</remarks>
    /// <param name="party">Whose acts.</param>
    /// <param name="window">With a start and an end; an empty one has no spans.</param>
    /// <param name="area">A zone's id.</param>
    /// <param name="codes">The codes; none: there are no spans.</param>
    /// <param name="claims">All claims known.</param>
    public static ImmutableArray<BindingSpan> Over(
        PartyId party,
        Interval window,
        string area,
        IReadOnlyCollection<Code> codes,
        IReadOnlyCollection<TruceClaim> claims
    )
    {
        var spans = ImmutableArray.CreateBuilder<BindingSpan>();
        var cuts = Cuts(window, claims);
        for (var i = 1; i < cuts.Count && codes.Count > 0; i++)
        {
            var binding = AtAny(party, cuts[i - 1], area, codes, claims);
            if (spans.Count > 0 && spans[^1].Binding == binding)
                spans[^1] = new(new(spans[^1].Span.Start, cuts[i]), binding);
            else
                spans.Add(new(new(cuts[i - 1], cuts[i]), binding));
        }
        return spans.ToImmutable();
    }

    /// <summary>The same for a set of codes, as provisions and claims have it.</summary>
    public static ImmutableArray<BindingSpan> Periods(
        PartyId party,
        Interval window,
        string area,
        CodeSet codes,
        IReadOnlyCollection<TruceClaim> claims
    ) => Over(party, window, area, [.. Telling(codes, claims)], claims);

    private static List<Instant> Cuts(Interval window, IReadOnlyCollection<TruceClaim> claims) =>
        [
            .. claims
                .SelectMany(c => c.End is { } end ? [c.Start, end] : new[] { c.Start })
                .Where(t => window.Start < t && t < window.End)
                .Append(window.Start)
                .Append(window.End)
                .Distinct()
                .Order(),
        ];

    private static bool Covers(TruceClaim claim, Instant t, string area, Code target) =>
        claim.Start <= t
        && (claim.End is not { } end || t < end)
        && (claim.Area == "all" || claim.Area == area)
        && claim.Targets.Has(target);

    // What a party says of itself; where it names nobody, it means itself.
    private static bool Binds(TruceClaim own, PartyId party) =>
        own.Act == ClaimAct.Accepts
        || (
            own.Act == ClaimAct.Declares
            && (own.Kind == TruceKind.Unilateral || own.Binds.IsEmpty || own.Binds.Contains(party))
        );

    // What others say of it.
    private static bool IsSaidToBind(TruceClaim other, PartyId party) =>
        other.Act == ClaimAct.Declares && other.Kind != TruceKind.Unilateral && other.Binds.Contains(party);

    private static bool TakesBack(TruceClaim act, TruceClaim claim) =>
        act.Truce == claim.Truce && (act.Known, act.Start).CompareTo((claim.Known, claim.Start)) >= 0;

    private static bool IsOver(TruceClaim claim, List<TruceClaim> back) =>
        claim.Kind == TruceKind.Unilateral && back.Exists(b => b.Act == ClaimAct.Ends && TakesBack(b, claim));

    private static Binding Based(Answer answer, IEnumerable<TruceClaim> claims) =>
        new(answer, [.. claims.Distinct().OrderBy(c => c.Id, StringComparer.Ordinal)]);

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
