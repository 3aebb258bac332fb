using System.Collections.Immutable;
using NodaTime;

namespace Trucewatch.Parties;

/// <summary>What kind of data a mission holds: the mark is on every page, file and message.</summary>
public enum Mark
{
    /// <summary>The real thing.</summary>
    Live = 1,

    /// <summary>Simulated data.</summary>
    Exercise = 2,

    /// <summary>Past data with its own clock.</summary>
    Replay = 3,
}

/// <summary>What a mission is: its name, its parties and bodies, its time zone, the days it looks at.</summary>
/// <param name="Id">The folder's name, such as <c>easter-2025</c>.</param>
/// <param name="Name">The mission's name by language.</param>
/// <param name="Mark">LIVE, EXERCISE or REPLAY.</param>
/// <param name="Origin">The record's name; the mark is added to it unless LIVE.</param>
/// <param name="Zone">The mission's IANA time zone: days are its calendar days.</param>
/// <param name="Truce">The truce's id in claims and in outside data.</param>
/// <param name="Window">The span the report is about, start included, end excluded.</param>
/// <param name="FirstDay">The first day whose data are read: by default 30 days before the window's first day.</param>
/// <param name="LastDay">The last day whose data are read, included: by default the window's last day.</param>
/// <param name="Parties">The parties of the agreement, by id.</param>
/// <param name="Bodies">The mechanism's bodies.</param>
/// <param name="CutOff">The report's cut-off, local time.</param>
public sealed record Charter(
    string Id,
    ImmutableSortedDictionary<string, string> Name,
    Mark Mark,
    string Origin,
    string Zone,
    string Truce,
    Interval Window,
    LocalDate FirstDay,
    LocalDate LastDay,
    ImmutableArray<Party> Parties,
    ImmutableArray<Body> Bodies,
    LocalTime CutOff
)
{
    /// <summary>The mission's time zone.</summary>
    public DateTimeZone TimeZone => DateTimeZoneProviders.Tzdb[Zone];

    /// <summary>The record's name with its mark, so that an exercise can never be taken for the real thing.</summary>
    public string MarkedOrigin => Mark == Mark.Live ? Origin : $"{Origin}/{Mark.ToString().ToUpperInvariant()}";

    /// <summary>The party a source means by that name; null: none of them.</summary>
    public PartyId? PartyCalled(string name) => Parties.FirstOrDefault(p => p.IsCalled(name.Trim()))?.Id;

    /// <summary>The calendar days of the mission's zone that the window touches, in order.</summary>
    public ImmutableArray<LocalDate> Days => DaysOf(Window);

    /// <summary>The calendar days of the mission's zone that a span touches, in order.</summary>
    public ImmutableArray<LocalDate> DaysOf(Interval span)
    {
        var zone = TimeZone;
        var first = span.Start.InZone(zone).Date;
        var last = (span.End - Duration.FromTicks(1)).InZone(zone).Date;
        return [.. Enumerable.Range(0, Period.DaysBetween(first, last) + 1).Select(first.PlusDays)];
    }

    /// <summary>One calendar day of the mission's zone as a span of time.</summary>
    public Interval SpanOf(LocalDate day) =>
        new(TimeZone.AtStartOfDay(day).ToInstant(), TimeZone.AtStartOfDay(day.PlusDays(1)).ToInstant());
}
