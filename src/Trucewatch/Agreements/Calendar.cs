using NodaTime;

namespace Trucewatch.Agreements;

/// <summary>Moments and limits of an agreement as instants: its time zone, and when it entered into force.</summary>
/// <param name="Zone">The agreement's time zone.</param>
/// <param name="EntryIntoForce">T0; null: it is not in force, and what counts from it has no instant.</param>
/// <remarks>
/// Day 0 is the local date of T0. A local time that the clocks skip is the first after the gap; one that they show twice is
/// the earlier (a date named in the text is refused by the reader instead).
/// </remarks>
public sealed record Calendar(DateTimeZone Zone, Instant? EntryIntoForce)
{
    /// <summary>The instant of a moment; null: it counts from something that has not come.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="trigger">From what <see cref="MomentOf.NextDay"/> counts; null: there is none.</param>
    public Instant? At(Moment moment, Instant? trigger = null)
    {
        var zone = moment.Zone is { } id ? DateTimeZoneProviders.Tzdb[id] : Zone;
        var day = moment.Of switch
        {
            MomentOf.Date => moment.Date,
            MomentOf.Day => EntryIntoForce is { } start ? DateOf(start).PlusDays(moment.Day ?? 0) : null,
            MomentOf.NextDay => trigger is { } from ? DateOf(from).PlusDays(1) : (LocalDate?)null,
            _ => moment.At is not null && EntryIntoForce is { } start ? DateOf(start) : null,
        };
        var at = day is { } date ? Instantly(date, moment.At, zone) : EntryIntoForce;
        if (day is null && moment.Of != MomentOf.EntryIntoForce)
            return null;
        return at is { } instant && moment.Plus is { } plus ? End(instant, plus) : at;
    }

    /// <summary>From when a validity counts, or until when: null where that has not come.</summary>
    public Instant? At(Edge edge)
    {
        if (!edge.After || edge.Moment.At is not null || edge.Moment.Of == MomentOf.EntryIntoForce)
            return At(edge.Moment);
        var next =
            edge.Moment.Of == MomentOf.Date
                ? edge.Moment with
                {
                    Date = edge.Moment.Date?.PlusDays(1),
                }
                : edge.Moment with
                {
                    Day = edge.Moment.Day + 1,
                };
        return At(next);
    }

    /// <summary>The last instant of a length counted from an instant: a limit of so long still holds at it.</summary>
    /// <remarks>Calendar days end with the day: the last microsecond before the next midnight.</remarks>
    public Instant End(Instant from, Length length) =>
        length switch
        {
            Length.Exact exact => from + Duration.FromTicks(exact.Microseconds * 10),
            Length.CalendarDays days => Instantly(DateOf(from).PlusDays(days.Days + 1), null, Zone)
                - Duration.FromTicks(10),
            Length.Months months => After(from, months),
            _ => throw new ArgumentOutOfRangeException(nameof(length), length, "no length"),
        };

    private Instant After(Instant from, Length.Months months)
    {
        var local = from.InZone(Zone).LocalDateTime;
        var down = local.PlusMonths(months.Number);
        var up = months.Up && down.Day != local.Day ? down.Date.PlusDays(1).At(local.TimeOfDay) : down;
        return Zone.AtLeniently(up).ToInstant();
    }

    private LocalDate DateOf(Instant instant) => instant.InZone(Zone).Date;

    private static Instant Instantly(LocalDate day, LocalTime? at, DateTimeZone zone) =>
        at is { } time ? zone.AtLeniently(day.At(time)).ToInstant() : zone.AtStartOfDay(day).ToInstant();
}
