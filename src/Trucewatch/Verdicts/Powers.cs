using System.Collections.Immutable;
using Trucewatch.Acts;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>Acts of power that count: each of a body to which the agreement gives that power over that clause.</summary>
/// <remarks>
/// A power is used as often, and by as much, as its bounds allow; what goes beyond has no effect. A use counts for an
/// obligation if it takes effect while the obligation still runs: what is overdue stays overdue.
/// </remarks>
public sealed class Powers
{
    private readonly ImmutableArray<RegisteredAct.Exercise> uses;
    private readonly ImmutableArray<Norm.Empower> given;
    private readonly Calendar calendar;

    /// <summary>The uses that stand, and the powers that the provisions give.</summary>
    public Powers(IEnumerable<RegisteredAct.Exercise> uses, IEnumerable<Provision> provisions, Calendar calendar)
    {
        this.uses =
        [
            .. uses.OrderBy(u => u.During.Start).ThenBy(u => u.Known).ThenBy(u => u.Id, StringComparer.Ordinal),
        ];
        given = [.. provisions.Select(p => p.Norm).OfType<Norm.Empower>()];
        this.calendar = calendar;
    }

    /// <summary>Nobody used any.</summary>
    public static Powers None(Calendar calendar) => new([], [], calendar);

    /// <summary>When a clause is suspended for a bearer, apart from single obligations: spans in microseconds, the end excluded.</summary>
    public IEnumerable<Stretch> Suspended(string clause, string bearer) =>
        Of(Power.Suspend, clause, bearer, trigger: null).Where(u => u.Trigger is null).Select(Span);

    /// <summary>What the uses make of an obligation.</summary>
    /// <param name="clause">Under which clause.</param>
    /// <param name="bearer">Whose.</param>
    /// <param name="trigger">The fact that triggered it; null: a state did.</param>
    /// <param name="at">When it was triggered.</param>
    /// <param name="limit">Its limit by the text.</param>
    /// <param name="until">Up to when it is judged.</param>
    internal PowerEffect Over(string clause, string bearer, FactId? trigger, long at, long limit, long until)
    {
        var by = new SortedSet<FactId>();
        var moved = limit;
        foreach (var use in Of(Power.Extend, clause, bearer, trigger).Where(u => u.By is not null))
            if (Starts(use) <= moved)
                Count(use, calendar.End(Instants.FromMicros(moved), use.By!).ToMicros());
        var suspended = false;
        foreach (var use in Of(Power.Suspend, clause, bearer, trigger))
            if (Span(use) is var span && span.From <= moved && span.Until > at)
            {
                suspended |= span.From <= until && until < span.Until;
                var stopped = span.Until == long.MaxValue ? long.MaxValue : span.Until - Math.Max(span.From, at);
                Count(use, stopped > long.MaxValue - moved ? long.MaxValue : moved + stopped);
            }
        var waiver = Of(Power.Waive, clause, bearer, trigger)
            .FirstOrDefault(u => Starts(u) <= moved && Starts(u) <= until);
        if (waiver is not null)
            by.Add(FactId.OfAct(waiver.Id));
        return new(moved, suspended, waiver is not null, [.. by]);

        void Count(RegisteredAct.Exercise use, long to)
        {
            by.Add(FactId.OfAct(use.Id));
            moved = to;
        }
    }

    private IEnumerable<RegisteredAct.Exercise> Of(Power power, string clause, string bearer, FactId? trigger)
    {
        var count = 0;
        foreach (var use in uses.Where(u => u.Power == power && u.Over == clause))
            if (
                (use.Bearer is null || use.Bearer == bearer)
                && (use.Trigger is null || use.Trigger == trigger?.Text)
                && given.FirstOrDefault(g => Gives(g, use)) is { } empowered
                && ++count <= (empowered.Bounds.Times ?? int.MaxValue)
            )
                yield return use;
    }

    private bool Gives(Norm.Empower given, RegisteredAct.Exercise use) =>
        given.By == use.DecidedBy
        && given.Power == use.Power
        && given.Over.Contains(use.Over)
        && (given.Bounds.AtMost is not { } most || Amount(use) <= Amount(most, use));

    // By how much: of an extension what it says, of a suspension how long it lasts.
    private long Amount(RegisteredAct.Exercise use) =>
        use.By is { } by ? Amount(by, use)
        : use.Power != Power.Suspend ? 0
        : Span(use) is { Until: < long.MaxValue } span ? span.Until - span.From
        : long.MaxValue;

    private long Amount(Length length, RegisteredAct.Exercise use) =>
        calendar.End(use.During.Start, length).ToMicros() - Starts(use);

    private static long Starts(RegisteredAct.Exercise use) => use.During.Start.ToMicros();

    private static Stretch Span(RegisteredAct.Exercise use) =>
        new(Starts(use), use.During.HasEnd ? use.During.End.ToMicros() : long.MaxValue);
}

/// <summary>What acts of power make of an obligation.</summary>
/// <param name="Limit">The limit as they moved it.</param>
/// <param name="IsSuspended">True: it stands still at the instant up to which it is judged.</param>
/// <param name="IsWaived">True: it was let off in time.</param>
/// <param name="By">The acts.</param>
internal sealed record PowerEffect(long Limit, bool IsSuspended, bool IsWaived, ImmutableArray<FactId> By);
