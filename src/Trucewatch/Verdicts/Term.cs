using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>One obligation and its time: what is asked of meaning at its trigger.</summary>
/// <param name="require">The duty.</param>
/// <param name="trigger">What set it off.</param>
/// <param name="limits">The last instants at which it can be discharged in time: of the earliest and of the latest trigger.</param>
/// <param name="asking">By what it is judged.</param>
/// <param name="until">Up to when limits have run, included.</param>
/// <remarks>
/// Where only a span is known in which the trigger lies, what is sure holds for each instant of it. That no act came in time is
/// asked at the limit by looking back, so that an act which may have gone unseen keeps a breach open.
/// </remarks>
internal sealed class Term(Norm.Require require, Trigger trigger, Stretch limits, Asking asking, long until)
{
    private long Early => limits.From;

    private long Late => limits.Until - 1;

    /// <summary>What set it off.</summary>
    public Trigger Trigger => trigger;

    /// <summary>Its last instants.</summary>
    public Stretch Limits => limits;

    /// <summary>True if it is judged at its trigger, by looking back.</summary>
    public bool IsBefore => require.Limit is Limit.Before;

    /// <summary>When it would be breached.</summary>
    public Stretch Breaks => IsBefore ? trigger.At : new(Early + 1, Late + 2);

    /// <summary>Whether its limit has passed.</summary>
    public Answer HasPassed =>
        IsBefore || Late < until ? Answer.Yes
        : Early < until ? Answer.Unclear
        : Answer.No;

    /// <summary>No: it was surely discharged in time. Yes: it surely was not, so far.</summary>
    public Answer IsOpen => Ask(_ => Anchored.Always);

    /// <summary>When it was surely discharged first, in time or late; null: it was not, or it is not sure when.</summary>
    public long? Discharged =>
        IsBefore ? null
        : asking.Of(require.Act, trigger.Asked).Sure.And(Signal.Of(trigger.At.Until - 1, until + 1))
            is { IsNever: false } sure
            ? sure.Stretches.First().From
        : null;

    /// <summary>Whether it is open and nothing lifts that.</summary>
    public Answer Unlifted(ImmutableArray<Lift> lifts) =>
        Ask(isSure => new Formula.All([.. lifts.Where(l => isSure || l.IsSure).Select(l => NotLifted(l, isSure))]));

    /// <summary>What surely lifts it.</summary>
    public ImmutableArray<string> Because(ImmutableArray<Lift> lifts) =>
        [
            .. lifts
                .Where(l => l.IsSure && asking.Holds(trigger.Asked, NotLifted(l, isSure: false)) == Answer.No)
                .Select(l => l.Because)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What keeps it from being settled.</summary>
    public Verdict Undetermined()
    {
        var window = IsBefore ? Behind : new Stretch(trigger.At.From, Late + 1);
        var doubtful = asking
            .Open(require.Act, trigger.Asked.Binding, window)
            .Concat(trigger is { Answer: Answer.Unclear, Asked.Fact: { } fact } ? [fact.Id] : [])
            .Distinct()
            .Order()
            .ToImmutableArray();
        return new Verdict.Undetermined(doubtful, doubtful.IsEmpty ? [window.ToInterval()] : []);
    }

    private Answer Ask(Func<bool, Formula> and)
    {
        if (asking.Holds(trigger.Asked, new Formula.All([trigger.Rest, Open(isSure: false), and(false)])) == Answer.No)
            return Answer.No;
        var sure = new Formula.All([trigger.Rest, Open(isSure: true), and(true)]);
        return asking.Holds(trigger.Asked, sure) == Answer.Yes ? Answer.Yes : Answer.Unclear;
    }

    /// <summary>No act in time: sure in the longest time that it may have, possible in the shortest.</summary>
    private Formula Open(bool isSure)
    {
        if (require.Limit is Limit.Before before)
            return new Formula.Not(new Formula.Past(new(before.AtLeast ?? 0, before.AtMost), require.Act));
        var length = Length(isSure);
        return length < 0
            ? Anchored.Always
            : new Formula.Next(new(length, length), new Formula.Not(new Formula.Past(new(0, length), require.Act)));
    }

    // The same for each instant of the trigger where the limit moves with it; else as long (as short) as it may be.
    private long Length(bool isSure)
    {
        var (first, last) = (trigger.At.From, trigger.At.Until - 1);
        if (Late - Early == last - first)
            return Early - first;
        return isSure ? Late - first : Early - last;
    }

    private Formula NotLifted(Lift lift, bool isSure)
    {
        var not = new Formula.Not(lift.Lifts);
        if (IsBefore)
            return not;
        var window = new Window(Math.Max(0, Breaks.From - (trigger.At.Until - 1)), Breaks.Until - 1 - trigger.At.From);
        return isSure ? new Formula.Not(new Formula.Next(window, lift.Lifts)) : new Formula.Next(window, not);
    }

    private Stretch Behind =>
        require.Limit is Limit.Before before
            ? new(
                before.AtMost is { } most ? trigger.At.From - most : long.MinValue,
                trigger.At.Until - (before.AtLeast ?? 0)
            )
            : throw new InvalidOperationException("the limit lies ahead");
}
