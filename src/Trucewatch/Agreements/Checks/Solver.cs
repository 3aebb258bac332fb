using System.Collections.Immutable;
using System.Globalization;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>What a way comes to: a fact that is so, or what stands against it.</summary>
internal abstract record Solution
{
    private Solution() { }

    /// <summary>Such a fact there may be.</summary>
    public sealed record Found(
        string? Noun,
        ImmutableSortedSet<Code> Codes,
        ImmutableSortedDictionary<string, Domain> Fields,
        ImmutableArray<Literal.Lies> Places
    ) : Solution;

    /// <summary>There is none: why, and the literals that stand against each other.</summary>
    public sealed record None(string Why, ImmutableArray<Literal> Against) : Solution;
}

/// <summary>Decides conjunctions of number intervals, finite sets, states and zones; exactly, but for what is taken as a whole.</summary>
internal sealed class Solver(Ways ways, Places places)
{
    /// <summary>More steps than this are not gone when exceptions are taken away.</summary>
    private const int Most = 4096;

    /// <summary>A fact that fits, or why there is none.</summary>
    public Solution Solve(Way way)
    {
        if (way.Of.Any(l => l is Literal.Never))
            return new Solution.None("it can never hold", [.. way.Of.Where(l => l is Literal.Never)]);
        var codes = ImmutableSortedSet<Code>.Empty;
        if (way.Of.OfType<Literal.Coded>().ToImmutableArray() is { IsEmpty: false } coded)
        {
            codes = coded.Select(c => c.In).Aggregate((a, b) => a.Intersect(b));
            if (codes.IsEmpty)
                return new Solution.None(CodeWords(coded), [.. coded]);
        }
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Domain>(StringComparer.Ordinal);
        foreach (var field in way.Of.OfType<Literal.Has>().GroupBy(h => h.Field, StringComparer.Ordinal))
        {
            var domain = field.Select(h => h.In).Aggregate(ValuesOf(way.Noun, field.Key), (a, b) => a.And(b));
            if (domain.IsEmpty)
                return new Solution.None($"no {field.Key.TrimStart('?')} can be all of that at once", [.. field]);
            fields[field.Key] = domain;
        }
        if (Contradiction(way) is { } none)
            return none;
        var lies = way.Of.OfType<Literal.Lies>().Distinct().ToImmutableArray();
        return places.Against(lies) is { } against
            ? new Solution.None(PlaceWords(against), against.Other is { } o ? [against.One, o] : [against.One])
            : new Solution.Found(way.Noun, codes, fields.ToImmutable(), lies);
    }

    /// <summary>A fact that fits and that none of the exceptions covers.</summary>
    /// <returns>None: they cover it all. Null: not settled.</returns>
    public Solution? Without(Way way, IEnumerable<Way> exceptions)
    {
        var steps = 0;
        return Without(way, [.. exceptions], ref steps);
    }

    private Solution? Without(Way way, ImmutableArray<Way> exceptions, ref int steps)
    {
        if (Solve(way) is Solution.None none)
            return none;
        if (exceptions.IsEmpty)
            return Solve(way);
        var open = false;
        foreach (var literal in exceptions[0].Of)
        {
            if (++steps > Most)
                return null;
            switch (Without(way.With([literal.Not(ways.Codes)]), exceptions.RemoveAt(0), ref steps))
            {
                case Solution.Found found:
                    return found;
                case null:
                    open = true;
                    break;
            }
        }
        return open ? null : new Solution.None("its exceptions cover all of it", []);
    }

    // A field with a measure is a number from 0 on.
    private Domain ValuesOf(string? noun, string field) =>
        noun is not null
        && ways.Kind(noun)?.Attributes.OfType<KindAttribute.Field>().FirstOrDefault(f => f.Name == field)
            is { Measure: not null }
            ? Domain.Of(Comparison.AtLeast, new Value.Number(0))
            : Domain.All;

    private static Solution.None? Contradiction(Way way)
    {
        var states = way.Of.OfType<Literal.State>().ToImmutableArray();
        if (!states.IsEmpty && states.Select(s => s.States).Aggregate((a, b) => a.Intersect(b)).IsEmpty)
            return new("the ceasefire cannot be in such a state then", [.. states]);
        var wholes = way.Of.OfType<Literal.Whole>().ToImmutableArray();
        return wholes.FirstOrDefault(w => w.Holds && wholes.Contains(w with { Holds = false })) is { } both
            ? new("the same is asked to hold and not to hold", [both, both with { Holds = false }])
            : null;
    }

    private static string CodeWords(ImmutableArray<Literal.Coded> coded) =>
        coded.FirstOrDefault(c => c.In.IsEmpty) is not null
            ? "no code of its noun is meant"
            : $"no code is one of {Listed(coded[0])} and also one of {Listed(coded[1])}";

    private static string Listed(Literal.Coded coded) => string.Join(", ", coded.In.Take(6).Select(c => c.Text));

    private string PlaceWords((Literal.Lies One, Literal.Lies? Other) against) =>
        against.Other is { } other
            ? $"no place lies {Words(against.One)} and {Words(other)}"
            : $"nothing lies in \"{against.One.Zone}\", for it has no area";

    /// <summary>A condition on a place, in words.</summary>
    public static string Words(Literal.Lies lies) =>
        (lies.Meters > 0, lies.Outside) switch
        {
            (false, false) => $"in {lies.Zone}",
            (false, true) => $"outside {lies.Zone}",
            (true, false) => $"within {Kilometers(lies.Meters)} of {lies.Zone}",
            (true, true) => $"more than {Kilometers(lies.Meters)} from {lies.Zone}",
        };

    /// <summary>A distance as the language writes it.</summary>
    public static string Kilometers(double meters) =>
        meters >= 1000
            ? (meters / 1000).ToString("0.######", CultureInfo.InvariantCulture) + " km"
            : meters.ToString("0.######", CultureInfo.InvariantCulture) + " m";
}
