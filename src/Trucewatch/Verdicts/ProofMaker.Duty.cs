using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

public sealed partial class ProofMaker
{
    /// <summary>One obligation: its trigger, its limit, and what discharges it.</summary>
    private sealed class Duty(Asked asked, Norm.Require require, ProofMatter matter)
    {
        private readonly (long Last, List<long> Powers)? limit = Last(asked, require, matter);

        public Proof? Discharged() =>
            Trigger(Shows.Possibly) is { } trigger && Act(Shows.Surely) is { } act
                ? asked.Proof(ProofValue.Discharged, [Step(trigger, act)])
                : null;

        public Proof? Due() =>
            limit is { } end
            && end.Last >= matter.Until.ToMicros()
            && Trigger(Shows.Possibly) is { } trigger
            && Act(Shows.PossiblyNot) is { } act
                ? asked.Proof(ProofValue.Due, [Step(trigger, act)])
                : null;

        public ProofStep.Limit? Overdue(Shows shows) =>
            HasPassed
            && Trigger(shows) is { } trigger
            && Act(shows == Shows.Surely ? Shows.SurelyNot : Shows.PossiblyNot) is { } act
                ? Step(trigger, act)
                : null;

        /// <summary>The trigger may be none, or the act may have been done in time.</summary>
        public ProofStep? Doubt() =>
            asked.Against(require.Trigger, Shows.PossiblyNot, asked.Span)
            ?? (Trigger(Shows.Possibly) is { } trigger && Act(Shows.Possibly) is { } act ? Step(trigger, act) : null);

        private bool HasPassed =>
            limit is { } end && (require.Limit is Limit.Before || end.Last < matter.Until.ToMicros());

        private ProofStep? Trigger(Shows shows) =>
            require.Trigger is Formula.All { Of.IsEmpty: true } ? new ProofStep.All([]) : asked.Acts(shows);

        private ProofStep? Act(Shows shows)
        {
            if (limit is not { } end)
                return null;
            var length = Math.Min(end.Last, matter.Until.ToMicros()) - asked.Span.From;
            Formula act = require.Limit is Limit.Before before
                ? new Formula.Past(new(before.AtLeast ?? 0, before.AtMost), require.Act)
                : new Formula.Next(new(0, Math.Max(0, length)), require.Act);
            return asked.Search.Throughout(act, shows, asked.Span, asked.Fixed(require.Trigger));
        }

        private ProofStep.Limit Step(ProofStep trigger, ProofStep act) =>
            new(trigger, Instants.FromMicros(limit!.Value.Last), [.. limit.Value.Powers], act);

        private static (long, List<long>)? Last(Asked asked, Norm.Require require, ProofMatter matter)
        {
            var calendar = matter.Calendar;
            var trigger = asked.Span.Until - 1;
            if (Limits.Of(require.Limit, trigger, asked.Anchor, calendar, matter.World.Facts) is not { } last)
                return null;
            var by = new List<long>();
            foreach (var (use, entry) in matter.Extensions)
                if (
                    use.Over == asked.Clause
                    && use.By is { } more
                    && (use.Bearer ?? asked.Bearer) == asked.Bearer
                    && use.During.Start.ToMicros() <= last
                )
                {
                    by.Add(entry);
                    last = calendar.End(Instants.FromMicros(last), more).ToMicros();
                }
            return (last, by);
        }
    }
}
