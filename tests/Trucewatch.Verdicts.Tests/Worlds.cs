using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Verdicts.Tests;

/// <summary>Small worlds for tests: facts <c>p</c> and <c>q</c>, each by a party, in a sector, at an instant.</summary>
internal static class Worlds
{
    public static readonly ProofNeeded Needs = new(Standard.ReasonableGrounds, 2);

    public static readonly ImmutableSortedDictionary<string, Value> Nothing = ImmutableSortedDictionary.Create<
        string,
        Value
    >(StringComparer.Ordinal);

    public static World Of(params ImmutableArray<Fact> facts) =>
        new(
            facts,
            ImmutableDictionary<string, CodeSet>.Empty,
            ImmutableDictionary<string, Formula>.Empty,
            DefaultRules.Value,
            ["A", "B"],
            (_, _, _) => Answer.Unclear,
            _ => Signal.Always,
            _ => Signals.Never
        );

    public static Fact Fact(string kind, long at, params ReadOnlySpan<(string Field, string Value)> fields) =>
        Fact(kind, at, at + 1, fields);

    public static Fact Fact(
        string kind,
        long from,
        long until,
        params ReadOnlySpan<(string Field, string Value)> fields
    )
    {
        var made = ImmutableSortedDictionary.CreateBuilder<string, Field>(StringComparer.Ordinal);
        foreach (var (field, value) in fields)
            made[field] = new([
                .. value.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(v => (Value)new Value.Name(v)),
            ]);
        return new(
            new($"{kind}:{from}-{until}:{string.Join(',', made.Select(m => m.Value.Possible.Length))}"),
            kind,
            from,
            until,
            ImmutableSortedDictionary<Code, double>.Empty,
            made.ToImmutable(),
            FactProof.Registered
        );
    }

    public static Formula.Fact Atom(string kind, params ReadOnlySpan<(string Field, string Variable)> arguments)
    {
        var made = ImmutableArray.CreateBuilder<Argument>();
        foreach (var (field, variable) in arguments)
            made.Add(new(field, new Operand.Variable(variable)));
        return new(kind, CodeSet.All, made.ToImmutable());
    }
}
