using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

public sealed partial class VerdictCheck
{
    /// <summary>Every exception that the record knows is looked for, each once, and none of them holds.</summary>
    private void Exceptions(Shows shows, ImmutableArray<ProofStep> given)
    {
        var asked = Unlesses().Concat(Permits()).ToList();
        var pleas = premises.Pleas(Verdict.Anchor);
        if (given.Any(g => g is ProofStep.Closed))
        {
            found.Close("an exception");
            return;
        }
        var said = given.OfType<ProofStep.Exception>().ToList();
        if (!said.Select(e => (e.Index, e.Clause, e.Entry)).Order().SequenceEqual(asked.Order()))
            found.Fail("exceptions", "not every exception was looked for, or one that is none");
        foreach (var exception in said)
            ExceptionIs(exception, shows, $"exceptions/{exception.Clause ?? "unless"}");
        if (given.OfType<ProofStep.Plea>().FirstOrDefault() is { } plea)
            Needs(
                premises.IsPlea(Verdict.Anchor, plea) && (plea.Examined == false || shows == Shows.PossiblyNot),
                "plea",
                "self-defence was pleaded otherwise"
            );
        else
            Needs(pleas.Count == 0, "plea", "self-defence was pleaded");
    }

    private IEnumerable<(int? Index, string? Clause, long? Entry)> Unlesses() =>
        provision.Unless.Select((u, i) => ((int?)i, u.GrantedBy, (long?)null));

    private IEnumerable<(int? Index, string? Clause, long? Entry)> Permits() =>
        from entry in record
            .All<Provision>(Verdict.Entry)
            .Select(p => p.Entry)
            .Concat(record.All<Amendment>(Verdict.Entry).Select(a => a.Entry))
        let clause = record.Clause(entry, Verdict.Entry)
        where clause is { Provision.Norm: Norm.Permit permit } && permit.From.Contains(provision.Clause)
        select ((int?)null, (string?)clause.Value.Provision.Clause, (long?)entry);

    private void ExceptionIs(ProofStep.Exception step, Shows shows, string where)
    {
        if (
            step.Index is { } i
            && i >= 0
            && i < provision.Unless.Length
            && provision.Unless[i].GrantedBy == step.Clause
        )
            Unless(provision.Unless[i].When, shows, step.Of, where);
        else if (
            step is { Index: null, Entry: { } entry }
            && record.Clause(entry, Verdict.Entry) is { Provision.Norm: Norm.Permit permit } clause
        )
            Permit(clause.Provision, clause.Valid, permit, shows, step.Of, where);
        else
            found.Fail(where, "the clause has no such exception");
    }

    private void Unless(Formula when, Shows shows, ProofStep step, string where) =>
        steps.Check(when, shows, ExceptionAt, AnchorBound(), step, where);

    // Of an obligation that is overdue: when that began. Of a state: where it fails.
    private ProofSpan ExceptionAt =>
        provision.Norm is Norm.Require { Limit: not Limit.Before }
        && proof.Steps.OfType<ProofStep.Limit>().FirstOrDefault() is { } limit
            ? ProofSpan.At(Micros(limit.Last) + 1)
        : provision.Norm is Norm.Keep ? ProofSpan.At(Verdict.At.From)
        : Verdict.At;

    // What the anchor fixes: the fields of the fact that the norm's first atom is about.
    private Bound AnchorBound()
    {
        var formula = provision.Norm switch
        {
            Norm.Forbid forbid => forbid.Act,
            Norm.Require require => require.Trigger,
            _ => null,
        };
        if (formula is null || Verdict.Anchor.Length == 0)
            return bound;
        if (premises.Anchor(Verdict.Anchor) is not { } anchor || anchor.IsClosed("kind"))
            return bound with { IsPartlyClosed = true };
        return StepCheck.Facts(formula).FirstOrDefault(f => f.Kind == anchor.Kind) is { } atom
            ? premises.Fixing(anchor, atom, bound)
            : bound;
    }

    // A permit speaks of the same act: it does not run then, or the act is not what it permits.
    private void Permit(Provision permit, ProofSpan valid, Norm.Permit norm, Shows shows, ProofStep step, string where)
    {
        var runs = new ProofSpan(
            Edge(permit.When.From, ProofSpan.Ever),
            Edge(permit.When.Until, ProofSpan.Forever)
        ).And(valid);
        if (step is ProofStep.Version version)
            Needs(
                shows == Shows.SurelyNot
                    ? !runs.Overlaps(Verdict.At)
                    : shows == Shows.PossiblyNot && !Verdict.At.IsIn(runs),
                where,
                $"{permit.Clause} ran then, adopted by entry {version.Entry}"
            );
        else if (shows is Shows.SurelyNot or Shows.PossiblyNot)
            steps.IsNot(Verdict.Anchor, norm.Act, shows, ExceptionAt, bound, step, where);
        else
        {
            Needs(
                shows == Shows.Possibly ? runs.Overlaps(Verdict.At) : Verdict.At.IsIn(runs),
                where,
                $"{permit.Clause} did not run then"
            );
            Needs(permit.Unless.IsEmpty, where, "whether the permit itself is lifted is not shown");
            steps.Check(norm.Act, shows, ExceptionAt, bound, step, where);
        }
    }
}
