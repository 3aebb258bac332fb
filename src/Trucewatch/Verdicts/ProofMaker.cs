using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Time;

namespace Trucewatch.Verdicts;

/// <summary>Makes the proof of a verdict, on demand: of what can be shown, with the fewest facts.</summary>
/// <remarks>It is trusted in nothing: the check knows only the record. What cannot be shown has no proof, and null says so.</remarks>
public sealed partial class ProofMaker(ProofMatter matter)
{
    /// <summary>The proof of what a clause says of one act, for one bearer; null: nothing can be shown of it.</summary>
    /// <param name="version">The clause's version.</param>
    /// <param name="bearer">Whose conduct.</param>
    /// <param name="anchor">The act.</param>
    /// <param name="sector">Whether it did so in that sector; null: anywhere.</param>
    public Proof? OfAct(ClauseVersion version, string bearer, Fact anchor, string? sector = null)
    {
        if (version.Provision.Norm is not Norm.Forbid forbid)
            return null;
        var asked = new Asked(
            this,
            version,
            bearer,
            anchor,
            new(anchor.Start, anchor.End),
            sector is null ? forbid.Act : InSector(forbid.Act, sector),
            sector
        );
        if (asked.Force == Answer.No)
            return asked.Proof(ProofValue.NotInForce, []);
        return (asked.Force == Answer.Yes ? asked.Breached(asked.Acts(Shows.Surely)) : null)
            ?? asked.NotBreached()
            ?? asked.Undetermined(asked.Acts(Shows.Possibly));
    }

    /// <summary>The proof that a state was not kept at an instant; null: it cannot be shown.</summary>
    public Proof? OfState(ClauseVersion version, string bearer, long at)
    {
        if (version.Provision.Norm is not Norm.Keep keep)
            return null;
        var asked = new Asked(this, version, bearer, null, ProofSpan.At(at), null);
        if (asked.Force == Answer.No)
            return asked.Proof(ProofValue.NotInForce, []);
        return (asked.Force == Answer.Yes ? asked.Breached(asked.Find(keep.State, Shows.SurelyNot)) : null)
            ?? asked.Undetermined(asked.Find(keep.State, Shows.PossiblyNot), asked.Find(keep.State, Shows.Possibly));
    }

    /// <summary>The proof of where an obligation stands; null: it cannot be shown.</summary>
    /// <param name="version">The clause's version.</param>
    /// <param name="bearer">Whose obligation.</param>
    /// <param name="anchor">What triggered it; null: a state did, or the entry into force.</param>
    /// <param name="at">When it was triggered.</param>
    public Proof? OfDuty(ClauseVersion version, string bearer, Fact? anchor, ProofSpan at)
    {
        if (version.Provision.Norm is not Norm.Require require)
            return null;
        var asked = new Asked(this, version, bearer, anchor, at, require.Trigger);
        if (asked.Force == Answer.No)
            return asked.Proof(ProofValue.NotInForce, []);
        var duty = new Duty(asked, require, matter);
        return duty.Discharged()
            ?? duty.Due()
            ?? (asked.Force == Answer.Yes ? asked.Breached(duty.Overdue(Shows.Surely)) : null)
            ?? asked.Excused(duty.Overdue(Shows.Possibly))
            ?? asked.Undetermined(duty.Overdue(Shows.Possibly), duty.Doubt());
    }

    /// <summary>The proof of a day in a sector against which nothing speaks: complied, not observed or not in force; null: something does.</summary>
    public Proof? OfDay(ClauseVersion version, string bearer, string sector, LocalDate day)
    {
        if (version.Provision.Norm is not Norm.Forbid forbid)
            return null;
        var until = new ProofSpan(ProofSpan.Ever, matter.Until.ToMicros());
        var at = Span(matter.Charter.SpanOf(day)).And(Span(matter.Charter.Window)).And(until).And(matter.Runs(version));
        if (at.IsEmpty)
            return null;
        var asked = new Asked(this, version, bearer, null, at, null, sector);
        if (asked.Force == Answer.No)
            return asked.Proof(ProofValue.NotInForce, []);
        var search = asked.Search.With(absenceCounts: true, f => asked.At(f).Lifted());
        if (search.Find(InSector(forbid.Act, sector), Shows.SurelyNot, at, asked.Binding) is not { Step: var none })
            return null;
        var codes = matter
            .World.Rules.Codes.Keys.Where(c =>
                c.Family != 'N' && asked.Codes.Has(c) && Atoms(forbid.Act).Any(f => f.Codes.Has(c))
            )
            .ToList();
        var window = new Interval(Instants.FromMicros(at.From), Instants.FromMicros(at.Until));
        var spans = InForce
            .Over(new(bearer), window, sector, codes, matter.ClaimsIn(sector))
            .Where(s => s.Binding.Answer != Answer.No)
            .Select(s => s.Span);
        var watching = matter.Coverage.Of(sector, new(bearer), codes, spans);
        var watched = new ProofStep.Watched(watching.Hours, watching.Watched, watching.Missed, matter.Sources);
        var value = watching.Suffices(matter.World.Rules) ? ProofValue.Complied : ProofValue.NotObserved;
        return asked.Proof(value, [none, watched]);
    }

    private static ProofSpan Span(Interval span) => new(span.Start.ToMicros(), span.End.ToMicros());

    internal static Formula InSector(Formula act, string sector) =>
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

    internal static IEnumerable<Formula.Fact> Atoms(Formula formula) =>
        formula switch
        {
            Formula.Fact fact => [fact],
            Formula.All all => all.Of.SelectMany(Atoms),
            Formula.Any any => any.Of.SelectMany(Atoms),
            Formula.Some some => Atoms(some.Of),
            _ => [],
        };
}
