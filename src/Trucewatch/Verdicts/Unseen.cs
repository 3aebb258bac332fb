using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>Where something may have happened that nobody could see. Acts on the register need no watching.</summary>
internal sealed class Unseen(World world)
{
    /// <summary>The instants at which an observed fact of the formula could have gone unseen.</summary>
    public Signal At(Formula formula, ImmutableSortedDictionary<string, Value?> bound) =>
        Sight(formula, bound) is { } sight ? world.Watched(sight).Not() : Signal.Never;

    /// <summary>The instants whose window behind was not watched enough.</summary>
    public Signal Behind(Formula formula, Window within, ImmutableSortedDictionary<string, Value?> bound) =>
        Sight(formula, bound) is not { } sight ? Signal.Never
        : within.To is { } to
            ? WatchedWindow.Enough(world.Watched(sight), within.From, to, world.Rules.WatchedShare).Not()
        : world.Watched(sight).Equals(Signal.Always) ? Signal.Never
        : Signal.Always;

    /// <summary>When the time behind was watched.</summary>
    public Signals Watched(Formula.Watched watched, ImmutableSortedDictionary<string, Value?> bound)
    {
        if (Sight(watched.Of, bound) is not { } sight)
            return Signals.Always;
        var enough = WatchedWindow.Enough(world.Watched(sight), 0, watched.Behind, world.Rules.WatchedShare);
        return new(enough, enough);
    }

    private Sight? Sight(Formula formula, ImmutableSortedDictionary<string, Value?> bound)
    {
        var parts = Parts(formula).ToList();
        var atoms = parts.OfType<Formula.Fact>().Where(f => world.Observed.ContainsKey(f.Kind)).ToList();
        if (atoms.Count == 0)
            return null;
        var zones = parts.OfType<Formula.Near>().Where(n => !n.Outside).Select(n => n.Zone);
        var sectors = atoms.Select(a => Asked(a, "sector", bound)).OfType<string>();
        var parties = atoms.Select(a => Asked(a, "by", bound)).Distinct(StringComparer.Ordinal).ToList();
        return new(
            [.. atoms.Select(a => a.Codes.Ranges.IsEmpty ? world.Observed[a.Kind] : a.Codes).Distinct()],
            [.. zones.Concat(sectors).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            parties is [var party] ? party : null
        );
    }

    private string? Asked(Formula.Fact atom, string field, ImmutableSortedDictionary<string, Value?> bound) =>
        atom.Arguments.FirstOrDefault(a => a.Field == field) is { } argument
            ? (Matching.Value(argument.Is, bound) as Value.Name)?.Of
            : null;

    private IEnumerable<Formula> Parts(Formula formula) =>
        formula switch
        {
            Formula.All all => all.Of.SelectMany(Parts),
            Formula.Any any => any.Of.SelectMany(Parts),
            Formula.Not not => Parts(not.Of),
            Formula.Some some => Parts(some.Of),
            Formula.Past past => Parts(past.Of),
            Formula.Next next => Parts(next.Of),
            Formula.Since since => Parts(since.Keeping).Concat(Parts(since.Start)),
            Formula.Until until => Parts(until.Keeping).Concat(Parts(until.End)),
            Formula.Tally tally => Parts(tally.Over),
            Formula.Begins begins => Parts(begins.Of),
            Formula.Ends ends => Parts(ends.Of),
            Formula.Watched watched => Parts(watched.Of),
            Formula.Defined defined when world.Terms.TryGetValue(defined.Term, out var means) => Parts(means),
            _ => [formula],
        };
}
