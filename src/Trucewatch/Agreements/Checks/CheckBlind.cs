using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Agreements;

/// <summary>AG108: it concludes from what nobody saw: "no …" or "for …" over an observed noun, without "watched".</summary>
/// <remarks>Where the planned share of cell-hours meets what "watched" asks for, it is no flaw.</remarks>
internal static class CheckBlind
{
    public const string Code = "AG108";

    public static IEnumerable<Flaw> Of(Checking all) => all.Provisions.SelectMany(p => Of(p, all));

    private static IEnumerable<Flaw> Of(Provision provision, Checking all)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var formula in Parts.Of(provision))
        foreach (var (fact, zone) in Unseen(formula, false, [], all))
        {
            var party = fact.Arguments.FirstOrDefault(a => a.Field == "by")?.Is
                is Operand.Constant { Value: Value.Name by }
                ? by.Of
                : null;
            var codes = all.Ways.Kind(fact.Kind)?.Codes ?? fact.Codes;
            var share = all.Context.PlannedShare?.Invoke(codes, zone, party) ?? 0;
            if (share < all.Context.WatchedShare && seen.Add(fact.Kind))
                yield return Blind(provision, fact, zone, share, all);
        }
    }

    private static Flaw Blind(Provision provision, Formula.Fact fact, string? zone, double share, Checking all) =>
        Checking.Flaw(
            Code,
            provision,
            FlawWeight.Warning,
            $"it takes it that there was no {fact.Kind} where nobody could have seen one: {Planned(share, all)}, {Percent(all.Context.WatchedShare)} is needed",
            "Add \"watched\" behind the time, or plan more coverage",
            new ExampleFact(
                null,
                $"F1  {fact.Kind}{(zone is { } z ? $", in {all.ZoneWords(z)}" : "")}",
                "nobody sees it, so it counts as none"
            )
        );

    private static string Planned(double share, Checking all) =>
        all.Context.PlannedShare is null
            ? "no plan of coverage is known here"
            : $"{Percent(share)} of the time is watched as planned";

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>Observed facts whose absence over a time is asked for, and the zone of it.</summary>
    private static IEnumerable<(Formula.Fact Fact, string? Zone)> Unseen(
        Formula formula,
        bool overTime,
        ImmutableHashSet<string> watched,
        Checking all
    )
    {
        if (formula is Formula.All together)
            watched = watched.Union(
                together
                    .Of.OfType<Formula.Watched>()
                    .SelectMany(w => Parts.AllOf(w.Of))
                    .OfType<Formula.Fact>()
                    .Select(f => f.Kind)
            );
        overTime |= Parts.WindowOf(formula) is not null;
        if (formula is Formula.Not not && (overTime || Parts.AllOf(not.Of).Any(f => Parts.WindowOf(f) is not null)))
        {
            var zone = Parts.AllOf(not.Of).OfType<Formula.Near>().FirstOrDefault(n => !n.Outside)?.Zone;
            return Parts
                .AllOf(not.Of)
                .OfType<Formula.Fact>()
                .Where(f => all.Ways.Kind(f.Kind)?.Register == Register.Observed && !watched.Contains(f.Kind))
                .Select(f => (f, zone));
        }
        return Parts.Of(formula).SelectMany(f => Unseen(f, overTime, watched, all));
    }
}
