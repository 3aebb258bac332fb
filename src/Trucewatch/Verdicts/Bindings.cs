using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>Bindings of which some have a value that nobody knows, so that two may be one.</summary>
internal static class Bindings
{
    /// <summary>Each with its signals, possible also where one that may be the same is: what began may be what held already.</summary>
    public static IEnumerable<(T Of, Signals Signals)> MayBeOne<T>(
        this List<T> all,
        Func<T, ImmutableSortedDictionary<string, Value?>> bound,
        Func<T, Signals> signals
    ) =>
        all.Exists(a => HasUnknown(bound(a)))
            ? all.Select(a =>
                (
                    a,
                    signals(a) with
                    {
                        Possible = all.Where(b => MayBeOne(bound(a), bound(b)))
                            .Select(b => signals(b).Possible)
                            .Aggregate((some, more) => some.Or(more)),
                    }
                )
            )
            : all.Select(a => (a, signals(a)));

    private static bool HasUnknown(ImmutableSortedDictionary<string, Value?> bound) => bound.ContainsValue(null);

    private static bool MayBeOne(
        ImmutableSortedDictionary<string, Value?> one,
        ImmutableSortedDictionary<string, Value?> other
    ) => one.All(b => other.TryGetValue(b.Key, out var its) && (its is null || b.Value is null || its.Equals(b.Value)));
}
