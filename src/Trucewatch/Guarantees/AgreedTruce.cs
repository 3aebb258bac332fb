using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Guarantees;

/// <summary>That the parties agreed on a truce, from their own claims.</summary>
/// <param name="Start">When it starts.</param>
/// <param name="End">When it ends; null: open.</param>
/// <param name="Known">When the last party's word became known.</param>
/// <param name="Ground">What the claims said then.</param>
/// <param name="Claims">The claims, by id.</param>
internal sealed record AgreedTruce(
    Instant Start,
    Instant? End,
    Instant Known,
    CeasefireGround Ground,
    ImmutableArray<string> Claims
)
{
    /// <summary>The first time at which every party is surely bound by its own word; null: never.</summary>
    /// <param name="own">The claims of one truce, in the order in which they became known.</param>
    /// <param name="parties">The parties.</param>
    public static AgreedTruce? Of(List<TruceClaim> own, ImmutableArray<PartyId> parties)
    {
        foreach (var known in own.Select(c => c.Known).Distinct())
        {
            var words = own.Where(c => c.Known <= known && IsWord(c, parties)).ToList();
            if (parties.IsEmpty || parties.Any(p => !words.Exists(c => c.Claimant == p.Code)))
                continue;
            var start = parties.Max(p => words.Where(c => c.Claimant == p.Code).Min(c => c.Start));
            var ground = At(own, parties, start, known);
            if (ground.InForce.Values.All(a => a == Answer.Yes))
                return new(start, EndOf(own, parties), known, ground, [.. words.Select(c => c.Id)]);
        }
        return null;
    }

    /// <summary>What binds each party at an instant, by the best that was known then or became known later.</summary>
    public static CeasefireGround Binding(List<TruceClaim> own, ImmutableArray<PartyId> parties, Instant t)
    {
        var later = own.Select(c => c.Known).Where(k => k > t).Distinct().Prepend(t);
        var grounds = later.Select(k => At(own, parties, t, k)).ToList();
        return grounds.Find(g => g.InForce.Values.All(a => a == Answer.Yes)) ?? grounds[^1];
    }

    private static CeasefireGround At(List<TruceClaim> own, ImmutableArray<PartyId> parties, Instant t, Instant known)
    {
        var claims = own.Where(c => c.Known <= known && c.Kind != TruceKind.Unilateral).ToList();
        // A third's word neither widens nor narrows what the parties have to say.
        var words = claims.Where(c => parties.Any(p => p.Code == c.Claimant)).ToList();
        var areas = words.Select(c => c.Area).Distinct(StringComparer.Ordinal).ToList();
        var codes = words.SelectMany(c => Edges(c.Targets)).Distinct().ToList();
        return CeasefireHistory.Ground(parties, p => Least(p, t, areas, codes, claims));
    }

    // Surely bound means everywhere, and against everything, that a party says the truce covers.
    private static Answer Least(
        PartyId party,
        Instant t,
        List<string> areas,
        List<Code> codes,
        List<TruceClaim> claims
    ) =>
        areas.Count == 0
            ? Answer.No
            : Answers.And([
                .. from area in areas from code in codes select InForce.At(party, t, area, code, claims).Answer,
            ]);

    // "All" is asked by one code of each family: no claim parts a family then but by its own edges, which are asked too.
    private static IEnumerable<Code> Edges(CodeSet codes) =>
        codes.Ranges.IsEmpty
            ? "KMWASICXEDP".Select(f => new Code($"{f}-1"))
            : codes.Ranges.SelectMany(r => new[] { r.From, r.To });

    private static bool IsWord(TruceClaim claim, ImmutableArray<PartyId> parties) =>
        claim.Kind != TruceKind.Unilateral
        && claim.Act is ClaimAct.Declares or ClaimAct.Accepts
        && parties.Any(p => p.Code == claim.Claimant);

    // Open as soon as one party's word is open on the other's end: the earliest of the parties' latest ends.
    private static Instant? EndOf(List<TruceClaim> own, ImmutableArray<PartyId> parties) =>
        parties
            .Select(p => own.Where(c => c.Claimant == p.Code && IsWord(c, parties)).ToList())
            .Select(words => words.Exists(c => c.End is null) ? null : words.Max(c => c.End))
            .Min();
}
