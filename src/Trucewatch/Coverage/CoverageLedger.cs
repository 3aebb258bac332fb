using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Coverage;

/// <summary>How much of a period somebody could have seen.</summary>
/// <param name="Hours">Sector-hours of the period.</param>
/// <param name="Watched">Of them, hours in which the chance of seeing was high enough for every code.</param>
/// <param name="Missed">The chance that one happened in a watched hour and was not seen: 1 − exp(−Σ ρ (1 − P)).</param>
/// <param name="Unwatched">The spans that were not watched, in order.</param>
public sealed record Watching(double Hours, double Watched, double Missed, ImmutableArray<Interval> Unwatched)
{
    /// <summary>Nothing to watch.</summary>
    public static readonly Watching Nothing = new(0, 0, 0, []);

    /// <summary>The watched share, 0 to 1; 0 where there is nothing to watch.</summary>
    public double Share => Hours == 0 ? 0 : Watched / Hours;

    /// <summary>Enough to say "complied".</summary>
    public bool Suffices(Rules rules) => Hours > 0 && Watched >= rules.WatchedShare * Hours;

    /// <summary>Both periods together.</summary>
    public Watching With(Watching other) =>
        new(
            Hours + other.Hours,
            Watched + other.Watched,
            1 - ((1 - Missed) * (1 - other.Missed)),
            [.. Unwatched, .. other.Unwatched]
        );
}

/// <summary>Who could have seen what, where, when and of whom: the effort ledger.</summary>
/// <remarks>
/// First form: the cell is the sector, and the hour is the clock hour of the mission's zone; a sensor's chance of seeing
/// is one number per hour, and sensors are independent: P = 1 − Π (1 − p). A later release divides sectors into cells of equal area.
/// </remarks>
public sealed class CoverageLedger
{
    /// <summary>Acts to be expected per sector-hour when the chance of having missed one is told: one a day (our default).</summary>
    private const double ExpectedPerHour = 1.0 / 24;

    private readonly ImmutableArray<Source> sources;
    private readonly HashSet<(SourceId, LocalDate)> blindDays;
    private readonly Rules rules;
    private readonly DateTimeZone zone;

    /// <summary>A ledger over these sources and what is known of their days.</summary>
    public CoverageLedger(IEnumerable<Source> sources, IEnumerable<Looked> looked, Rules rules, DateTimeZone zone)
    {
        this.sources = [.. sources.Where(s => s.IsOwnMeans && !s.Sees.IsEmpty).OrderBy(s => s.Id)];
        blindDays = [.. looked.Where(l => l.Hours.IsEmpty).Select(l => (l.Source, l.Day))];
        (this.rules, this.zone) = (rules, zone);
    }

    /// <summary>How much of these spans was watched in a sector for every one of these codes, as to one party's acts.</summary>
    public Watching Of(string sector, PartyId party, IReadOnlyCollection<Code> codes, IEnumerable<Interval> spans)
    {
        var total = Watching.Nothing;
        var (looking, chance) = (ImmutableArray<Sight>.Empty, Least(codes, []));
        foreach (var hour in spans.SelectMany(HoursOf))
        {
            ImmutableArray<Sight> now = [.. Looking(sector, party, hour.Start)];
            if (!now.SequenceEqual(looking)) // most hours are as those before them
                (looking, chance) = (now, Least(codes, now));
            var watched = chance >= rules.WatchedAt;
            var length = hour.Hours();
            total = total.With(
                watched
                    ? new(length, length, 1 - Arithmetic.Exp(-ExpectedPerHour * length * (1 - chance)), [])
                    : new(length, 0, 0, [hour])
            );
        }
        return total with { Unwatched = Joined(total.Unwatched) };
    }

    /// <summary>The chance of seeing an act of that code in that sector at that moment, 0 to 1.</summary>
    public double Chance(string sector, PartyId party, Code code, Instant at) =>
        Least([code], [.. Looking(sector, party, at)]);

    /// <summary>The chance for the code that is seen worst; 0 where there is no code.</summary>
    private static double Least(IReadOnlyCollection<Code> codes, ImmutableArray<Sight> looking)
    {
        var missed = codes.Count == 0 ? 1.0 : 0.0;
        foreach (var code in codes)
        {
            var unseen = 1.0;
            foreach (var sight in looking)
                if (sight.Codes.Has(code))
                    unseen *= 1 - sight.Chance;
            missed = Math.Max(missed, unseen);
        }
        return 1 - missed;
    }

    /// <summary>What looks there then, whatever it can see, in the order of the sources.</summary>
    private IEnumerable<Sight> Looking(string sector, PartyId party, Instant at)
    {
        var local = at.InZone(zone);
        return sources
            .Where(s => !blindDays.Contains((s.Id, local.Date)) && !s.Outages.Any(o => o.During.Contains(at)))
            .SelectMany(s => s.Sees)
            .Where(s => Looks(s, sector, party, at, local.TimeOfDay));
    }

    private static bool Looks(Sight sight, string sector, PartyId party, Instant at, LocalTime time) =>
        (sight.Zones.Contains(sector) || sight.Zones.Contains("all"))
        && (sight.Of.IsEmpty || sight.Of.Contains(party))
        && (sight.During is not { } during || during.Contains(at))
        && IsBetween(time, sight.From ?? LocalTime.Midnight, sight.Until ?? LocalTime.Midnight);

    private static bool IsBetween(LocalTime time, LocalTime from, LocalTime until) =>
        from == until || (from < until ? from <= time && time < until : time >= from || time < until);

    /// <summary>A span cut at each full hour of the mission's zone.</summary>
    private IEnumerable<Interval> HoursOf(Interval span)
    {
        for (var at = span.Start; at < span.End; )
        {
            var local = at.InZone(zone);
            var past = Duration.FromNanoseconds(local.TimeOfDay.NanosecondOfDay % NodaConstants.NanosecondsPerHour);
            var next = Instant.Min(at + Duration.FromHours(1) - past, span.End);
            yield return new Interval(at, next);
            at = next;
        }
    }

    private static ImmutableArray<Interval> Joined(ImmutableArray<Interval> spans)
    {
        var joined = new List<Interval>();
        foreach (var span in spans)
        {
            if (joined.Count > 0 && joined[^1].End == span.Start)
                joined[^1] = new Interval(joined[^1].Start, span.End);
            else
                joined.Add(span);
        }
        return [.. joined];
    }
}
