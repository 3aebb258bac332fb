using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Verdicts;

/// <summary>What is asked of those who watch: of which codes, where, of whom.</summary>
/// <param name="Codes">The codes to be seen, one set for each noun.</param>
/// <param name="Zones">The zones named; none: everywhere.</param>
/// <param name="Party">Whose acts; null: anybody's.</param>
public sealed record Sight(ImmutableArray<CodeSet> Codes, ImmutableArray<string> Zones, string? Party);

/// <summary>What a formula is read over, as known at one entry of the record.</summary>
/// <remarks>A mission's picture gives one, so does a clause test and so does a file of cases: data and three questions.</remarks>
/// <param name="Facts">All facts, in any order.</param>
/// <param name="Observed">The nouns of which absence counts only where somebody could have seen, with their codes.</param>
/// <param name="Terms">What the defined terms mean, by name.</param>
/// <param name="Rules">The rulebook: from which chance on a code is sure or possible, which share counts as watched.</param>
/// <param name="Parties">The parties by code.</param>
/// <param name="Near">Whether a fact lies in a zone, or within a distance of it.</param>
/// <param name="Watched">When it was watched.</param>
/// <param name="Truce">When the ceasefire is in a state.</param>
public sealed record World(
    ImmutableArray<Fact> Facts,
    ImmutableDictionary<string, CodeSet> Observed,
    ImmutableDictionary<string, Formula> Terms,
    Rules Rules,
    ImmutableArray<string> Parties,
    Func<FactId, string, Distance, Answer> Near,
    Func<Sight, Signal> Watched,
    Func<CeasefireState, Signals> Truce
)
{
    /// <summary>The field under which every fact is its own.</summary>
    public const string Id = "id";

    /// <summary>The field of the place: a variable for it is bound to the fact itself, unless the fact names its place.</summary>
    public const string Place = "place";

    private readonly ImmutableArray<Fact> facts = Facts;
    private readonly FactIndex index = new(Facts);

    /// <summary>All facts, in any order.</summary>
    public ImmutableArray<Fact> Facts
    {
        get => facts;
        init => (facts, index) = (value, new(value)); // a world changed by "with" has an index of its own
    }

    /// <summary>The facts of a noun that may have these values in these fields, by time and id; null: any value.</summary>
    internal IEnumerable<Fact> Of(string kind, string? field, Value? value) => index.Of(kind, field, value);

    /// <summary>The chance of its codes put into an answer; a fact without codes has those that are asked for.</summary>
    internal Answer Has(Fact fact, CodeSet codes)
    {
        if (fact.Likely.IsEmpty)
            return Answer.Yes;
        var chance = 0.0;
        foreach (var (code, share) in fact.Likely)
            if (codes.Has(code))
                chance += share;
        return chance >= Rules.SureAt ? Answer.Yes
            : chance >= Rules.DoubtAt ? Answer.Unclear
            : Answer.No;
    }
}

/// <summary>Facts by noun, and by what one of their fields may be.</summary>
internal sealed class FactIndex(ImmutableArray<Fact> facts)
{
    private static readonly Value missing = new Value.Name("\0");
    private readonly Dictionary<string, List<Fact>> byKind = facts
        .OrderBy(f => f.Start)
        .ThenBy(f => f.Id)
        .GroupBy(f => f.Kind, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
    private readonly Dictionary<(string, string), ILookup<Value, Fact>> byField = [];

    public IEnumerable<Fact> Of(string kind, string? field, Value? value)
    {
        if (!byKind.TryGetValue(kind, out var all))
            return [];
        if (field is null || value is null)
            return all;
        lock (byField)
        {
            if (!byField.TryGetValue((kind, field), out var lookup))
                byField[(kind, field)] = lookup = all.SelectMany(f => Possible(f, field).Select(v => (v, f)))
                    .ToLookup(p => p.v, p => p.f);
            return lookup[value].Concat(lookup[missing]);
        }
    }

    private static ImmutableArray<Value> Possible(Fact fact, string field) =>
        field == World.Id ? [new Value.Name(fact.Id.Text)]
        : fact.Fields.TryGetValue(field, out var has) && !has.Possible.IsEmpty ? has.Possible
        : [missing];
}
