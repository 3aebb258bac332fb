using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

public sealed partial class ProofMaker
{
    /// <summary>One question: a clause, a bearer, an anchor.</summary>
    private sealed class Asked
    {
        private readonly ProofMaker maker;
        private readonly ClauseVersion version;
        private readonly string bearer;
        private readonly Formula? formula;
        private readonly string? sector;
        private readonly ProofStep.Version versionStep;
        private readonly ProofStep.InForce forceStep;

        public Asked(
            ProofMaker maker,
            ClauseVersion version,
            string bearer,
            Fact? anchor,
            ProofSpan span,
            Formula? formula,
            string? sector = null
        )
        {
            (this.maker, this.version, this.bearer, Anchor, Span) = (maker, version, bearer, anchor, span);
            (this.formula, this.sector) = (formula, sector);
            var matter = maker.Matter;
            var runs = matter.Runs(version);
            versionStep = new(version.Adopted, runs, matter.EntryIntoForce);
            forceStep = matter.Binds(Clause, bearer, span, Areas(), Codes);
            var ran =
                runs.IsEmpty || !runs.Overlaps(span) ? Answer.No
                : span.IsIn(runs) ? Answer.Yes
                : Answer.Unclear;
            Force = Answers.And(ran, forceStep.Answer);
            Binding = BearerBinding();
            Search = new(matter.World, version.Provision.Needs);
        }

        public string Clause => version.Provision.Clause;

        public string Bearer => bearer;

        /// <summary>The binding with what the anchor fixes in a formula.</summary>
        public ProofBinding Fixed(Formula by) =>
            Anchor is not null && Atoms(by).FirstOrDefault(f => f.Kind == Anchor.Kind) is { } atom
                ? ProofMatching.Of(Anchor, atom, version.Provision.Needs, Binding, maker.Matter.World.Rules).After
                : Binding;

        public Fact? Anchor { get; }

        public ProofSpan Span { get; }

        public Answer Force { get; }

        public ProofBinding Binding { get; }

        public ProofSearch Search { get; }

        public CodeSet Codes =>
            version.Provision.Norm is not Norm.Forbid forbid ? CodeSet.All
            : !version.Provision.Breach.Codes.Ranges.IsEmpty ? version.Provision.Breach.Codes
            : Atoms(forbid.Act).FirstOrDefault()?.Codes ?? CodeSet.All;

        /// <summary>The same question of an act of the day.</summary>
        public Asked At(Fact fact) =>
            new(maker, version, bearer, fact, new(fact.Start, fact.End), ((Norm.Forbid)version.Provision.Norm).Act);

        /// <summary>The anchor as what the norm's formula is about.</summary>
        public ProofStep? Acts(Shows shows) =>
            Anchor is null ? Find(formula!, shows) : Search.Pinned(formula!, Anchor, shows, Span, Binding)?.Step;

        public ProofStep? Find(Formula of, Shows shows) => Search.Throughout(of, shows, Span, Binding);

        public ProofStep? Against(Formula of, Shows shows, ProofSpan at) =>
            Anchor is null ? Search.Throughout(of, shows, at, Binding) : Search.IsNot(Anchor, of, shows, at, Binding);

        public Proof? Breached(ProofStep? norm) =>
            norm is not null && Exceptions(Shows.SurelyNot, norm) is { } none
                ? Proof(ProofValue.Breached, [norm, .. none])
                : null;

        public Proof? NotBreached() =>
            Against(formula!, Shows.SurelyNot, Span) is { } fails ? Proof(ProofValue.NotBreached, [fails])
            : Lifted() is { } lifted ? Proof(ProofValue.NotBreached, [lifted])
            : null;

        /// <summary>An obligation whose time may have run out, and that an exception surely lifts then.</summary>
        public Proof? Excused(ProofStep? norm) =>
            norm is not null && Each(Shows.Surely, norm).OfType<ProofStep.Exception>().FirstOrDefault() is { } lifted
                ? Proof(ProofValue.NotBreached, [norm, lifted])
                : null;

        public ProofStep.Exception? Lifted() => Each(Shows.Surely, null).OfType<ProofStep.Exception>().FirstOrDefault();

        /// <summary>It may be breached; the doubt is the first of: the truce, the norm, an exception, a plea.</summary>
        public Proof? Undetermined(ProofStep? norm, ProofStep? doubt = null)
        {
            if (norm is null || Exceptions(Shows.PossiblyNot, norm) is not { } exceptions)
                return null;
            var why =
                Force != Answer.Yes
                    ? new ProofStep.Doubt(DoubtOf.InForce, forceStep.Answer == Answer.Unclear ? forceStep : versionStep)
                : (doubt ?? (formula is null ? null : Against(formula, Shows.PossiblyNot, Span))) is { } fails
                    ? new ProofStep.Doubt(DoubtOf.Norm, fails)
                : Each(Shows.Possibly, norm).OfType<ProofStep.Exception>().FirstOrDefault() is { } lifts
                    ? new ProofStep.Doubt(DoubtOf.Exception, lifts)
                : Plea() is { Examined: null } plea ? new ProofStep.Doubt(DoubtOf.SelfDefence, plea)
                : null;
            return why is null ? null : Proof(ProofValue.Undetermined, [norm, .. exceptions, why]);
        }

        public Proof Proof(ProofValue value, ImmutableArray<ProofStep> rest)
        {
            var matter = maker.Matter;
            var steps = ImmutableArray.Create<ProofStep>(versionStep, forceStep).AddRange(rest);
            var verdict = new ProvenVerdict(
                version.Provision.Clause,
                version.Version,
                bearer,
                Anchor?.Id.Text ?? "",
                Span,
                sector,
                value,
                matter.Entry,
                matter.Until,
                matter.Release,
                matter.Fold
            );
            var labels = steps.SelectMany(ProofSize.Cited);
            if (Anchor is { } anchor)
                labels = labels.Append(anchor.Id.Text).Concat(OfFile(anchor));
            return new(verdict, Premises(labels), steps);
        }

        // Where a limit counts from the first or last of a noun: all of the trigger's file, of which it is one.
        private IEnumerable<string> OfFile(Fact anchor) =>
            version.Provision.Norm is Norm.Require { Limit: Limit.Within { Noun: { } noun } }
            && anchor.Fields.GetValueOrDefault("file") is { Possible: [var file] }
                ? maker
                    .Matter.World.Facts.Where(f =>
                        f.Kind == noun && f.Fields.GetValueOrDefault("file")?.Possible is [var its] && its == file
                    )
                    .Select(f => f.Id.Text)
                : [];

        // With those that they are about: a proof cites no fact that it does not state.
        private ImmutableArray<Premise> Premises(IEnumerable<string> labels)
        {
            var all = new SortedDictionary<string, Premise>(StringComparer.Ordinal);
            var open = new Stack<string>(labels);
            while (open.TryPop(out var label))
                if (maker.Matter.Premises.GetValueOrDefault(label) is { } premise && all.TryAdd(label, premise))
                    if (premise.Fields?.GetValueOrDefault("about") is { Possible: [Value.Name other] })
                        open.Push(other.Of);
            return [.. all.Values];
        }

        private List<ProofStep>? Exceptions(Shows shows, ProofStep norm)
        {
            var steps = Each(shows, norm).ToList();
            if (steps.Contains(null))
                return null;
            var plea = Plea();
            if (plea is not null && plea.Examined != false && (shows == Shows.SurelyNot || plea.Examined == true))
                return null;
            return [.. steps.OfType<ProofStep>(), .. plea is null ? [] : new[] { plea }];
        }

        private ProofStep.Plea? Plea() =>
            Anchor is not null && maker.Matter.Pleas.GetValueOrDefault(Anchor.Id.Text) is { } plea
                ? new(plea.Examined, plea.Entries)
                : null;

        private IEnumerable<ProofStep?> Each(Shows shows, ProofStep? norm)
        {
            var at = ExceptionAt(norm);
            var fixedBy = formula is null ? Binding : Fixed(formula);
            for (var i = 0; i < version.Provision.Unless.Length; i++)
            {
                var unless = version.Provision.Unless[i];
                yield return Search.Throughout(unless.When, shows, at, fixedBy) is { } step
                    ? new ProofStep.Exception(i, unless.GrantedBy, null, step)
                    : null;
            }
            foreach (var permit in maker.Matter.Clauses)
                if (permit.Provision.Norm is Norm.Permit norm2 && norm2.From.Contains(version.Provision.Clause))
                    yield return Permit(permit, norm2, shows, at) is { } step
                        ? new ProofStep.Exception(null, permit.Provision.Clause, permit.Adopted, step)
                        : null;
        }

        private ProofStep? Permit(ClauseVersion permit, Norm.Permit norm, Shows shows, ProofSpan at)
        {
            var runs = maker.Matter.Runs(permit);
            if (shows is Shows.SurelyNot or Shows.PossiblyNot)
                return (shows == Shows.SurelyNot ? !runs.Overlaps(Span) : !Span.IsIn(runs))
                    ? new ProofStep.Version(permit.Adopted, runs, maker.Matter.EntryIntoForce)
                    : Against(norm.Act, shows, at);
            if (!(shows == Shows.Possibly ? runs.Overlaps(Span) : Span.IsIn(runs)) || !permit.Provision.Unless.IsEmpty)
                return null;
            return Anchor is null
                ? Search.Find(norm.Act, shows, at, Binding)?.Step
                : Search.Pinned(norm.Act, Anchor, shows, at, Binding)?.Step;
        }

        // Of an obligation that is overdue: when that began. Of a state: where it fails.
        private ProofSpan ExceptionAt(ProofStep? norm) =>
            version.Provision.Norm is Norm.Require { Limit: not Limit.Before } && norm is ProofStep.Limit limit
                ? ProofSpan.At(limit.Last.ToMicros() + 1)
                : Span;

        // Where the anchor may lie; a duty, and an act on the register, has no place.
        private IEnumerable<string> Areas()
        {
            if (sector is not null)
                return [sector];
            if (version.Provision.Norm is not Norm.Forbid || Anchor is null || Anchor.Proof.IsRegistered)
                return [ProofMatter.Everywhere];
            return Anchor.Fields.GetValueOrDefault("sector") is { Possible.IsEmpty: false } field
                ? field.Possible.OfType<Value.Name>().Select(n => n.Of)
                : maker.Matter.Sectors;
        }

        private ProofBinding BearerBinding()
        {
            var by = version.Provision.Norm switch
            {
                Norm.Forbid forbid => forbid.By,
                Norm.Require require => require.By,
                Norm.Keep keep => keep.By,
                _ => null,
            };
            var variable = by switch
            {
                Agreements.Bearer.EachParty or Agreements.Bearer.Named => "party",
                Agreements.Bearer.EachGuarantor => "guarantor",
                _ => "body",
            };
            var binding = ProofBinding.Nothing.With(variable, Name(bearer));
            var others = maker.Matter.Charter.Parties.Select(p => p.Id.Code).Where(p => p != bearer).ToList();
            return variable == "party" && others is [var other] ? binding.With("other party", Name(other)) : binding;
        }

        private static Field Name(string name) => Field.Of(new Value.Name(name));
    }

    private ProofMatter Matter => matter;
}
