using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;

namespace Trucewatch.Reports;

/// <summary>Reports of one source and class by calendar day. A day on which the source did not look has no count.</summary>
/// <param name="Source">The source.</param>
/// <param name="Counts">By day, every day read from the first to the last; null: not looked at.</param>
public sealed record Series(Source Source, ImmutableSortedDictionary<LocalDate, int?> Counts)
{
    /// <summary>The mean of the days before a day that were looked at, at most <paramref name="days"/> of them back; null: none was.</summary>
    public (double Mean, int Days)? Before(LocalDate day, int days)
    {
        var looked = Counts
            .Where(c => c.Key < day && c.Key >= day.PlusDays(-days))
            .Select(c => c.Value)
            .OfType<int>()
            .ToList();
        return looked.Count == 0 ? null : ((double)looked.Sum() / looked.Count, looked.Count);
    }

    /// <summary>The days with a count of zero that was looked at, in order.</summary>
    public ImmutableArray<LocalDate> Zeros => [.. Counts.Where(c => c.Value == 0).Select(c => c.Key)];

    /// <summary>A code counts as named by a report if it is at most this far below its best, nats.</summary>
    private const double Named = -1;

    /// <summary>Counts the observations of a source that name one of these codes, by the day of their start.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="source">Whose observations.</param>
    /// <param name="codes">Which codes; null: any, heat included.</param>
    /// <param name="accused">Only those about that party; null: all.</param>
    public static Series Of(Known known, Source source, IReadOnlySet<Code>? codes, PartyId? accused)
    {
        var zone = known.Charter.TimeZone;
        var days = new SortedDictionary<LocalDate, int?>();
        var last = LocalDate.Min(known.Charter.LastDay, known.At.InZone(zone).Date);
        for (var day = known.Charter.FirstDay; day <= last; day = day.PlusDays(1))
            days[day] = 0;
        foreach (var observation in known.Observations.Values.Where(o => o.Source == source.Id))
        {
            if (accused is not null && observation.Accused != accused)
                continue;
            var day = observation.Occurred.Start.InZone(zone).Date;
            if (days.TryGetValue(day, out var count) && (codes is null || Names(observation.Type, codes)))
                days[day] = count + 1;
        }
        foreach (var looked in known.Looked.Where(l => l.Source == source.Id && l.Hours.IsEmpty))
            if (days.ContainsKey(looked.Day))
                days[looked.Day] = null;
        return new(source, days.ToImmutableSortedDictionary());
    }

    private static bool Names(TypeEvidence type, IReadOnlySet<Code> codes) =>
        type.Nats.Any(n => n.Value >= Named && codes.Contains(n.Key));
}
