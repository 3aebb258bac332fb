using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Coverage;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Time;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

public sealed partial class VerdictCheck
{
    /// <summary>Of a day in a sector: nothing speaks against it, and it was watched enough, or not.</summary>
    private void Day(ImmutableArray<ProofStep> rest, Answer force)
    {
        if (Verdict.Sector is not { } sector || provision.Norm is not Norm.Forbid forbid || Charter is not { } charter)
        {
            found.Fail("sector", "it is of no day in a sector");
            return;
        }
        Needs(force != Answer.No, "value", "the clause or the truce did not bind that day");
        Needs(Sectors().Any(s => s.Key == sector), "sector", "there is no such sector");
        Needs(
            Verdict.Anchor.Length == 0 && Verdict.At == DaySpan(charter),
            "at",
            "it is no day as far as the clause runs"
        );
        if (rest is not [var none, var watched])
        {
            found.Fail("steps", "a day needs what was looked for, and how much could be seen");
            return;
        }
        steps.AbsenceCounts = true;
        steps.Lifted = (premise, exception, where) => Lifts(premise, exception, where);
        steps.Check(InSector(forbid.Act, sector), Shows.SurelyNot, Verdict.At, bound, none, "none");
        if (watched is ProofStep.Watched seen)
            IsWatched(seen, sector, charter);
        else
            found.Close("how much could be seen");
    }

    private Charter? Charter => record.Last<Charter>(Verdict.Entry)?.Value;

    private ProofSpan DaySpan(Charter charter)
    {
        var day = charter.SpanOf(From(Verdict.At.From).InZone(charter.TimeZone).Date);
        var span = Span(day).And(Span(charter.Window)).And(new(ProofSpan.Ever, Micros(Verdict.Until)));
        return Runs is { } runs ? span.And(runs) : span;
    }

    private static ProofSpan Span(Interval span) => new(Micros(span.Start), Micros(span.End));

    private static Formula InSector(Formula act, string sector) =>
        act switch
        {
            Formula.Fact fact => fact with
            {
                Arguments = fact.Arguments.Insert(0, new("sector", new Operand.Constant(new Value.Name(sector)))),
            },
            Formula.All all => all with { Of = [.. all.Of.Select(f => InSector(f, sector))] },
            Formula.Any any => any with { Of = [.. any.Of.Select(f => InSector(f, sector))] },
            _ => act,
        };

    // An act of that day which an exception surely lifts is no breach.
    private void Lifts(Premise premise, ProofStep.Exception exception, string where)
    {
        if (premise.Span is not { } span)
        {
            found.Close(where);
            return;
        }
        var of = new Proof(
            Verdict with
            {
                Anchor = premise.Label,
                At = span,
                Sector = null,
            },
            proof.Premises,
            proof.Steps
        );
        new VerdictCheck(of, record, provision, valid, premises.Rules, found)
        {
            Calendar = Calendar,
            Runs = Runs,
        }.ExceptionIs(exception, Shows.Surely, where);
    }

    private void IsWatched(ProofStep.Watched step, string sector, Charter charter)
    {
        foreach (var kind in (string[])["source", "looked"])
            if (record.Closed(kind, Verdict.Entry).ToList() is { Count: > 0 } closed)
            {
                found.Close($"entry {closed[0]}, of what could be seen");
                return;
            }
        var sources = record
            .All<Source>(Verdict.Entry)
            .GroupBy(s => s.Value.Id)
            .Select(g => g.Last())
            .Where(s => s.Value.IsOwnMeans && !s.Value.Sees.IsEmpty)
            .ToList();
        var looked = record.All<Looked>(Verdict.Entry).ToList();
        var ledger = new CoverageLedger(
            sources.Select(s => s.Value),
            looked.Select(l => l.Value),
            premises.Rules,
            charter.TimeZone
        );
        var (counted, acts) = (CodesOf(), StepCheck.Facts(((Norm.Forbid)provision.Norm).Act).ToList());
        var codes = premises
            .Rules.Codes.Keys.Where(c => c.Family != 'N' && counted.Has(c) && acts.Exists(f => f.Codes.Has(c)))
            .ToList();
        var spans = InForce
            .Over(
                new(Verdict.Bearer),
                new(From(Verdict.At.From), From(Verdict.At.Until)),
                sector,
                codes,
                ClaimsIn(sector)
            )
            .Where(s => s.Binding.Answer != Answer.No)
            .Select(s => s.Span);
        var watching = ledger.Of(sector, new(Verdict.Bearer), codes, spans);
        Needs(
            ProofPlaces.IsChance(step.Hours, watching.Hours)
                && ProofPlaces.IsChance(step.Seen, watching.Watched)
                && ProofPlaces.IsChance(step.Missed, watching.Missed),
            "watched",
            $"{watching.Watched:0.##} of {watching.Hours:0.##} hours were watched"
        );
        Needs(
            watching.Suffices(premises.Rules) == (Verdict.Value == ProofValue.Complied),
            "value",
            "what was watched says otherwise"
        );
        Needs(
            step.Sources.Order().SequenceEqual(sources.Select(s => s.Entry).Order()),
            "watched",
            "other sources could see"
        );
    }
}
