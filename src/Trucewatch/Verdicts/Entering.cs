using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>When an agreement surely and when it possibly enters into force, or ends.</summary>
/// <param name="Sure">From then on it surely does; null: never.</param>
/// <param name="Possible">From then on it may; null: never.</param>
internal sealed record Entry(Instant? Sure, Instant? Possible);

/// <summary>Entry into force by the agreement's own words: a fulfilled provision is a claim of kind S that binds all parties.</summary>
internal static class Entering
{
    /// <summary>The claims that the provisions make, beside those of <c>claims.csv</c>.</summary>
    /// <param name="provisions">Those that let the agreement enter into force or end.</param>
    /// <param name="matter">The facts; its calendar needs no entry into force, its force is not asked.</param>
    /// <param name="truce">The truce that the agreement is.</param>
    /// <remarks>
    /// What is fulfilled for sure, each party is taken to have declared itself: it signed that it would be so. What may be
    /// fulfilled is said by the text alone, and so disputed.
    /// </remarks>
    public static ImmutableArray<TruceClaim> Claims(IEnumerable<Provision> provisions, Matter matter, string truce)
    {
        var all = provisions.Where(p => p.Norm is Norm.InForce).ToList();
        return
        [
            .. from begin in all
            where begin.Norm is Norm.InForce { Begins: true }
            from party in matter.Parties.Order()
            let entry = When(begin, (Norm.InForce)begin.Norm, party, matter)
            let end = all.Where(e => e.Norm is Norm.InForce { Begins: false })
                .Select(e => When(e, (Norm.InForce)e.Norm, party, matter))
                .ToList()
            from claim in Claims(begin, party, entry, end, truce)
            select claim,
        ];
    }

    private static IEnumerable<TruceClaim> Claims(
        Provision begin,
        PartyId party,
        Entry entry,
        List<Entry> ends,
        string truce
    )
    {
        var surelyOver = ends.Min(e => e.Sure);
        var maybeOver = ends.Min(e => e.Possible);
        if (entry.Sure is { } sure && !(maybeOver <= sure))
            yield return Claim(party.Code, sure, maybeOver);
        // Where it is not sure yet, or may be over, only the text says so.
        if (entry.Possible is { } possible && possible != entry.Sure && !(surelyOver <= possible))
            yield return Claim("the agreement", possible, surelyOver);
        else if (entry.Sure is not null && maybeOver is { } from && from != surelyOver)
            yield return Claim("the agreement", from, surelyOver);

        TruceClaim Claim(string claimant, Instant start, Instant? end) =>
            new(
                $"{begin.Clause}|{party}|{claimant}",
                truce,
                claimant,
                ClaimAct.Declares,
                TruceKind.Signed,
                [party],
                start,
                end,
                Force.Everywhere,
                CodeSet.All,
                begin.Source,
                "UTC",
                start,
                begin.Clause
            );
    }

    private static Entry When(Provision provision, Norm.InForce norm, PartyId party, Matter matter)
    {
        var bound = Bound
            .By(norm.For is null ? new Bearer.EachParty() : norm.For, matter)
            .FirstOrDefault(b => b.Id == party.Code);
        if (bound is null)
            return new(null, null);
        if (Anchored.IsAlways(norm.When))
            return norm.At is { } moment ? Both(matter.Calendar.At(moment)) : new(null, null);
        var held = new Asking(matter, provision.Needs).Of(norm.When, bound.Binding);
        return new(
            First(held.Sure, norm.At, matter.Calendar, matter.Until),
            First(held.Possible, norm.At, matter.Calendar, matter.Until)
        );
    }

    private static Entry Both(Instant? at) => new(at, at);

    private static Instant? First(Signal held, Moment? at, Calendar calendar, long until)
    {
        if (held.IsNever || held.Stretches.First().From is var from && (from == long.MinValue || from > until))
            return null;
        var begin = Instants.FromMicros(held.Stretches.First().From);
        return at is null ? begin : calendar.At(at, begin);
    }
}
