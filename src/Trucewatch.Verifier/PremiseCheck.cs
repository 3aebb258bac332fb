using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

/// <summary>What the cited facts are, and whether an atom of a provision speaks of them.</summary>
/// <param name="proof">The proof.</param>
/// <param name="record">The record.</param>
/// <param name="needs">What the provision needs before something is sure.</param>
/// <param name="rules">The rulebook of that entry.</param>
/// <param name="found">Where faults and closed values go.</param>
internal sealed partial class PremiseCheck(
    Proof proof,
    VerdictRecord record,
    ProofNeeded needs,
    Rules rules,
    Findings found
)
{
    private static readonly Field Anything = new([]);

    private readonly Dictionary<string, Premise> _byLabel = proof
        .Premises.DistinctBy(p => p.Label, StringComparer.Ordinal)
        .ToDictionary(p => p.Label, StringComparer.Ordinal);

    public VerdictRecord Record => record;

    /// <summary>The entry up to which it holds.</summary>
    public long Entry => proof.Verdict.Entry;

    /// <summary>The rulebook of that entry.</summary>
    public Rules Rules => rules;

    /// <summary>The fact that set the verdict off; null: none did.</summary>
    public Premise? Anchor(string label) => _byLabel.GetValueOrDefault(label);

    /// <summary>The premise of a label; null: there is none, and that is a fault.</summary>
    public Premise? Of(string label, string where)
    {
        if (_byLabel.TryGetValue(label, out var premise))
            return premise;
        if (proof.Premises.Any(p => p.Label.Length == 0))
            found.Close($"{where}: {label}");
        else
            found.Fail(where, $"no premise is called {label}");
        return null;
    }

    /// <summary>Whether a fact is what an atom asks for, apart from its time; null: what is asked is closed.</summary>
    public Answer? Matches(Premise premise, Formula.Fact atom, Bound bound, string where)
    {
        if (premise.IsClosed("kind"))
        {
            found.Close($"{where}: kind of {premise.Label}");
            return null;
        }
        if (premise.Kind != atom.Kind)
            return Answer.No;
        var (all, isClosed) = (Answer.Yes, false);
        string[] asked = ["codes", "known", .. atom.Arguments.Where(a => a.Field != "place").Select(a => a.Field)];
        foreach (var (field, i) in asked.Select((f, i) => (f, i)))
        {
            var answer = i < 2 ? Known(premise, atom, field) : Has(premise, Argument(atom, field), bound);
            if (answer is null)
                found.Close($"{where}: {field} of {premise.Label}");
            isClosed |= answer is null;
            all = answer < all ? answer.Value : all;
        }
        // What is closed may be anything: no is then still no, and nothing else is said.
        return all == Answer.No || !isClosed ? all : null;
    }

    /// <summary>Whether one field of a fact is what an atom asks for; null: it is closed.</summary>
    public Answer? Differs(Premise premise, Formula.Fact atom, ProofStep.Differs differs, Bound bound, string where)
    {
        if (differs.Field is "codes" or "known")
            return Closing(Known(premise, atom, differs.Field), premise, differs.Field, where);
        if (atom.Arguments.FirstOrDefault(a => a.Field == differs.Field) is not { } argument)
        {
            found.Fail(where, $"{differs.Field} is not asked for");
            return null;
        }
        if (
            premise.Fields is { } fields
            && !premise.IsClosed(differs.Field)
            && !fields.GetValueOrDefault(differs.Field, Anything).Equals(differs.Has)
        )
            found.Fail(where, $"{premise.Label} has another {differs.Field}");
        return Closing(Has(premise, argument, bound), premise, differs.Field, where);
    }

    /// <summary>The binding with what a fact fixes.</summary>
    public Bound Fixing(Premise premise, Formula.Fact atom, Bound bound)
    {
        foreach (var argument in atom.Arguments)
            if (argument is { Field: "place", Is: Operand.Variable place })
                bound = bound with { Places = bound.Places.SetItem(place.Name, premise.Label) };
            else if (argument.Is is Operand.Variable free && bound.Of(free) is null)
                bound =
                    argument.Field == "id" ? With(bound, free.Name, ProofActs.Name(premise.Label))
                    : premise.Fields is not { } fields || premise.IsClosed(argument.Field)
                        ? bound with
                        {
                            IsPartlyClosed = true,
                        }
                    : With(bound, free.Name, fields.GetValueOrDefault(argument.Field, Anything));
        return bound;
    }

    private static Bound With(Bound bound, string name, Field field) =>
        bound with
        {
            Fields = bound.Fields.SetItem(name, field),
        };

    /// <summary>A place against a zone: each distance is measured again.</summary>
    public void IsNear(Formula.Near near, Shows shows, Bound bound, ProofStep.Near step, string where)
    {
        if (!bound.Places.ContainsKey(near.Of) && bound.IsPartlyClosed)
        {
            found.Close(where);
            return;
        }
        if (
            bound.Places.GetValueOrDefault(near.Of) != step.Premise
            || step.Zone != near.Zone
            || step.Bound != near.Bound.Meters
        )
            found.Fail(where, "it measures another place, zone or distance");
        if (Of(step.Premise, where) is not { } premise)
            return;
        if (premise.IsClosed("place") || premise.Span is null)
            found.Close($"{where}: place of {step.Premise}");
        else if (Measured(premise, step, near, where) is { } answer)
        {
            var outward = near.Outside ? (Answer)(2 - (int)answer) : answer;
            if (!ProofMatch.Shown(outward, shows))
                found.Fail(where, "its distances do not show that");
        }
    }

    /// <summary>Whether every entry that may give such a fact in a window is among the facts named.</summary>
    public void IsComplete(
        Formula.Fact atom,
        ProofSpan window,
        bool? registered,
        ImmutableArray<string> labels,
        string where
    )
    {
        var kept = record.IsRegistered(atom.Kind, Entry);
        if (registered is { } said && said != kept)
            found.Fail(where, kept ? "that register is kept" : "no register of that is kept");
        var named = labels.Select(l => _byLabel.GetValueOrDefault(l)).OfType<Premise>().ToList();
        if (labels.Distinct(StringComparer.Ordinal).Count() != labels.Length)
            found.Fail(where, "it considers a fact twice");
        if (named.Exists(p => p.Entries is null) || named.Count < labels.Length)
            found.Close($"{where}: what the facts considered are made of");
        else if (kept)
            NoOtherAct(atom, window, named, where);
        else
            NoOtherObservation(atom, window, named, where);
    }

    /// <summary>The number that a tally gives over these facts; null: a value is closed.</summary>
    public double? Number(Formula.Tally tally, IEnumerable<string> labels, string where)
    {
        var facts = labels.Select(l => Of(l, where)).OfType<Premise>().ToList();
        var atom =
            tally.Over as Formula.Fact ?? (tally.Over as Formula.All)?.Of.OfType<Formula.Fact>().FirstOrDefault();
        var field = atom?.Arguments.FirstOrDefault(a => a.Is is Operand.Variable v && v.Name == tally.Of)?.Field;
        if (tally.Kind == TallyKind.Count || field is null)
            return facts.Count;
        if (facts.Exists(f => f.Fields is null))
        {
            found.Close($"{where}: {field} of what is counted");
            return null;
        }
        var values = facts.SelectMany(f => f.Fields!.GetValueOrDefault(field, Anything).Possible).ToList();
        var numbers = values.OfType<Value.Number>().Select(n => n.Of).DefaultIfEmpty(0);
        return tally.Kind switch
        {
            TallyKind.Distinct => values.Distinct().Count(),
            TallyKind.Sum => numbers.Sum(),
            TallyKind.Min => numbers.Min(),
            _ => numbers.Max(),
        };
    }

    private Answer? Known(Premise premise, Formula.Fact atom, string what) =>
        what == "codes"
            ? premise.Likely is { } likely
                ? ProofMatch.Coded(likely, atom.Codes, rules)
                : null
            : premise.Proof switch
            {
                null => null,
                { IsRegistered: true } => Answer.Yes,
                { Verified: false } => Answer.No,
                { Verified: true } => Answer.Yes,
                { Groups: var groups } => groups >= needs.IndependentSources ? Answer.Yes : Answer.Unclear,
            };

    private Answer? Has(Premise premise, Argument argument, Bound bound)
    {
        if (argument.Is is Operand.Variable free && bound.Of(free) is null)
            return bound.IsPartlyClosed ? null : Answer.Yes; // it is fixed here
        if (argument.Field == "id")
            return ProofMatch.Same(ProofActs.Name(premise.Label), bound.Of(argument.Is)!);
        if (premise.Fields is not { } fields || premise.Proof is not { } known || premise.IsClosed(argument.Field))
            return null;
        var same = ProofMatch.Same(fields.GetValueOrDefault(argument.Field, Anything), bound.Of(argument.Is)!);
        var isSure = argument.Field != "by" || known.IsRegistered || known.Attributed >= needs.Standard;
        return same == Answer.Yes && !isSure ? Answer.Unclear : same;
    }

    private static Argument Argument(Formula.Fact atom, string field) => atom.Arguments.First(a => a.Field == field);

    private Answer? Closing(Answer? answer, Premise premise, string field, string where)
    {
        if (answer is null)
            found.Close($"{where}: {field} of {premise.Label}");
        return answer;
    }

    private Answer? Measured(Premise premise, ProofStep.Near step, Formula.Near near, string where)
    {
        if (premise.Place is Place.Areas areas)
            return areas.Zones is [var only] && only == near.Zone && near.Bound.Meters == 0 ? Answer.Yes
                : areas.Zones.Contains(near.Zone) || !Zones(near.Zone).Any(z => z.Value.Kind == ZoneKind.Sector)
                    ? Answer.Unclear
                : Answer.No;
        var circle = premise.Place is { } place ? ProofPlaces.Circle(place) : null;
        if (!ProofPlaces.IsSame(step.Error ?? -1, circle?.Radius ?? -1))
            found.Fail(where, $"the place is known to {circle?.Radius ?? 0:0} m");
        if (circle is not var (center, radius))
            return Answer.Unclear;
        var zones = Zones(near.Zone)
            .Where(z => z.Value.Kind == ZoneKind.Sector || Holds(z.Value, premise.Span!.Value))
            .ToList();
        if (!zones.Select(z => z.Entry).Order().SequenceEqual(step.By.Select(b => b.Entry).Order()))
            found.Fail(where, "other outlines of the zone were known");
        var answers = new List<Answer>();
        foreach (var (entry, zone) in zones)
        {
            var meters = Geodesy.SignedDistance(center, zone.Shape);
            if (
                step.By.FirstOrDefault(b => b.Entry == entry) is { } said
                && (said.Drawer != zone.Drawer || !ProofPlaces.IsSame(said.Meters, meters))
            )
                found.Fail(where, $"it lies {meters:0} m from the outline of entry {entry}, drawn by {zone.Drawer}");
            var beyond = meters - near.Bound.Meters;
            answers.Add(ProofPlaces.Within(beyond, radius));
        }
        return answers.Count > 0 && answers.Min() == answers.Max() ? answers[0] : Answer.Unclear;
    }

    private IEnumerable<(long Entry, Zone Value)> Zones(string id) =>
        record.All<Zone>(Entry).Where(z => z.Value.Id == id);

    private static bool Holds(Zone zone, ProofSpan span) =>
        VerdictRecord.Micros(zone.Valid.Start) < span.Until
        && (!zone.Valid.HasEnd || span.From < VerdictRecord.Micros(zone.Valid.End));

    private void NoOtherAct(Formula.Fact atom, ProofSpan window, List<Premise> named, string where)
    {
        var entries = named.SelectMany(p => p.Entries!.Value).Select(e => e.Entry).ToHashSet();
        foreach (var (entry, act) in record.Filed(atom.Kind, Entry))
            if (ProofActs.Span(act).Overlaps(window) && !entries.Contains(entry))
                found.Fail(where, $"entry {entry} is such a {atom.Kind} and was not considered");
        foreach (var entry in record.Closed("act", Entry))
            found.Close($"{where}: entry {entry}, an act that may be such a {atom.Kind}");
    }

    private void NoOtherObservation(Formula.Fact atom, ProofSpan window, List<Premise> named, string where)
    {
        var members = named
            .SelectMany(p => p.Entries!.Value)
            .Where(e => e.Role == CitedRole.Member)
            .Select(e => (e.Entry, e.Reading))
            .ToHashSet();
        foreach (var (observation, entry) in record.During(window, Entry))
            if (
                observation.Standing != Standing.Alleged
                && MayBe(observation, atom.Codes)
                && !members.Contains((entry, null))
                && !members.Contains((entry, observation.Id.Text))
            )
                found.Fail(where, $"entry {entry} may be such a {atom.Kind} and was not considered");
        foreach (var kind in (string[])["observation", "batch"])
        foreach (var entry in record.Closed(kind, Entry))
            found.Close($"{where}: entry {entry}, an observation that may be such a {atom.Kind}");
    }

    // A report that names kinds of act and none of these says they are 6 nats less likely than its best: no such incident
    // rests on it alone.
    private static bool MayBe(Observation observation, CodeSet codes) =>
        observation.Type.Nats.IsEmpty
        || observation.Type.Nats.Any(n => codes.Has(n.Key) && n.Value > TypeEvidence.Elsewhere);
}
