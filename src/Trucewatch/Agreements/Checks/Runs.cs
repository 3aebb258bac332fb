using NodaTime;

namespace Trucewatch.Agreements;

/// <summary>When a provision runs: the start counts in, the end does not.</summary>
internal sealed record Run(Instant From, Instant Until)
{
    public bool IsEmpty => Until <= From;

    public Run And(Run other) => new(Instant.Max(From, other.From), Instant.Min(Until, other.Until));
}

/// <summary>When provisions run, as far as their moments can be told.</summary>
/// <remarks>
/// Without a T0 one is supposed, so that moments counted from it can be compared with one another; dates are then left open.
/// </remarks>
internal sealed class Runs(CheckContext context)
{
    private static readonly LocalDateTime supposed = new(2026, 3, 1, 12, 0);

    private readonly Calendar calendar = new(
        context.TimeZone,
        context.EntryIntoForce ?? context.TimeZone.AtLeniently(supposed).ToInstant()
    );

    /// <summary>T0, or the one supposed.</summary>
    public Instant Start => calendar.EntryIntoForce!.Value;

    /// <summary>The end of the agreement; the end of time where it is open.</summary>
    public Instant End => context.End ?? Instant.MaxValue;

    /// <summary>When a provision runs.</summary>
    public Run Of(Provision provision) => Of(provision.When).And(new(Start, End));

    /// <summary>When a validity holds, whatever the agreement does.</summary>
    public Run Of(Validity when) =>
        new(
            when.From is { } from && Knows(from.Moment) ? calendar.At(from) ?? Instant.MinValue : Instant.MinValue,
            when.Until is { } until && Knows(until.Moment) ? calendar.At(until) ?? Instant.MaxValue : Instant.MaxValue
        );

    /// <summary>The instant of a moment; null: it cannot be told.</summary>
    public Instant? At(Moment moment, Instant? trigger = null) => Knows(moment) ? calendar.At(moment, trigger) : null;

    /// <summary>The last instant of a length.</summary>
    public Instant EndOf(Instant from, Length length) => calendar.End(from, length);

    /// <summary>The agreement's local time; null: the instant is no end, but open.</summary>
    public LocalDateTime? Local(Instant at) =>
        at == Instant.MinValue || at == Instant.MaxValue ? null : at.InZone(context.TimeZone).LocalDateTime;

    /// <summary>Microseconds added; the end of time stays.</summary>
    public static Instant Plus(Instant at, long microseconds) =>
        at == Instant.MaxValue || at == Instant.MinValue ? at : at + Duration.FromTicks(microseconds * 10);

    private bool Knows(Moment moment) => context.EntryIntoForce is not null || moment.Of != MomentOf.Date;
}
