using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>The keys of judgements.</summary>
internal static class Keys
{
    private static readonly ImmutableHashSet<string> bearers = ["party", "other party", "guarantor", "body"];

    /// <summary>The key of an anchor. A fact fixes the binding; behind a state's begin stand the variables that it holds for.</summary>
    public static JudgementKey Of(
        ClauseVersion version,
        Bound bound,
        Anchor anchor,
        ImmutableSortedDictionary<string, Value> binding
    ) =>
        new(
            version.Provision.Clause,
            version.Version,
            bound.Id,
            anchor.Fact is not null ? anchor.Text : string.Join(' ', Free(binding).Prepend(anchor.Text))
        );

    private static IEnumerable<string> Free(ImmutableSortedDictionary<string, Value> binding) =>
        binding.Where(b => !bearers.Contains(b.Key)).Select(b => $"{b.Key}={Text(b.Value)}");

    private static string Text(Value value) =>
        value switch
        {
            Value.Name name => name.Of,
            Value.Number number => number.Of.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no value"),
        };
}
