using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Values;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

public sealed partial class VerdictCheck
{
    private Calendar? Calendar { get; set; }

    private ProofSpan? Runs { get; set; }

    /// <summary>Whether the version of the clause ran at the verdict's time.</summary>
    private Answer IsVersion(ProofStep.Version step)
    {
        var charter = record.Last<Charter>(Verdict.Entry)?.Value;
        if (charter is null)
        {
            found.Close("the mission");
            return Answer.Unclear;
        }
        Calendar = new(charter.TimeZone, step.EntryIntoForce);
        Needs(provision.Clause == Verdict.Clause, "clause", $"entry {step.Entry} adopts {provision.Clause}");
        Needs(
            record.Once("digest of the clause", step.Entry, () => ProvisionDigest.Of(provision)) == Verdict.Version,
            "version",
            "the clause of that entry has another digest"
        );
        if (Begins().Any())
            found.Take(
                $"when the agreement entered into force, by its own words: {step.EntryIntoForce?.ToString() ?? "not yet"}"
            );
        else
            Needs(
                EntryIntoForce() == step.EntryIntoForce,
                "version",
                "the agreement entered into force at another time"
            );
        var said = new ProofSpan(
            Edge(provision.When.From, ProofSpan.Ever),
            Edge(provision.When.Until, ProofSpan.Forever)
        ).And(valid);
        Needs(said == step.Valid || (said.IsEmpty && step.Valid.IsEmpty), "version", "it is valid at other times");
        Runs = said.IsEmpty ? null : said;
        return said.IsEmpty || !said.Overlaps(Verdict.At) ? Answer.No
            : Verdict.At.IsIn(said) ? Answer.Yes
            : Answer.Unclear;
    }

    // What counts from an entry into force that has not come never begins.
    private long Edge(Edge? edge, long open) =>
        edge is null or { Moment: { Of: MomentOf.EntryIntoForce, At: null, Plus: null } } ? open
        : Calendar!.At(edge) is { } at ? Micros(at)
        : open == ProofSpan.Ever ? ProofSpan.Forever
        : ProofSpan.Ever;

    /// <summary>The first instant since which each party is bound; null: not all of them are.</summary>
    private Instant? EntryIntoForce() => record.Once("entry into force", Verdict.Entry, BindsAll);

    private Instant? BindsAll()
    {
        var parties = Charter?.Parties.Select(p => p.Id).ToList() ?? [];
        var all = new Interval(Instant.MinValue, Instant.MaxValue);
        var first = parties
            .Select(p =>
                InForce
                    .Periods(p, all, Everywhere, CodeSet.All, ClaimsIn(Everywhere))
                    .Where(s => s.Binding.Answer == Answer.Yes)
                    .Select(s => (Instant?)s.Span.Start)
                    .FirstOrDefault()
            )
            .ToList();
        return first.Count > 0 && first.TrueForAll(f => f > Instant.MinValue) ? first.Max() : null;
    }

    private IEnumerable<(long Entry, Provision Value)> Begins() =>
        record.All<Provision>(Verdict.Entry).Where(p => p.Value.Norm is Norm.InForce);

    /// <summary>Whether the truce binds the bearer at the verdict's time, there and against that kind of act.</summary>
    private Answer InForceNow(ProofStep.InForce step)
    {
        var (answer, claims) = BindingOver(Verdict.At);
        if (record.Closed("claim", Verdict.Entry).ToList() is { Count: > 0 } closed)
            found.Close($"entry {closed[0]}, a claim of a truce");
        else if (IsAnchorClosed)
            found.Close("where the anchor was, for the truce");
        else if (!IsOfInstrument && Begins().Any())
            found.Take("whether the truce binds, which clauses of the agreement say");
        else
        {
            Needs(step.Answer == answer, "truce", $"the claims say {answer.ToString().ToLowerInvariant()}");
            Needs(step.Claims.Order().SequenceEqual(claims), "truce", "it rests on other claims");
        }
        return step.Answer;
    }

    private (Answer Answer, ImmutableArray<long> Claims) BindingOver(ProofSpan at)
    {
        var codes = CodesOf();
        var window = new Interval(From(at.From), From(at.Until));
        var spans = (
            from area in Areas()
            from party in WhoIsBound(Verdict.Bearer)
            from span in InForce.Periods(party, window, area, codes, [.. ClaimsIn(area).Where(Counts)])
            select (Area: area, Party: party, span.Binding)
        ).ToList();
        var answers = spans
            .ToLookup(s => s.Area, StringComparer.Ordinal)
            .Select(area => area.ToLookup(s => s.Party, s => s.Binding.Answer).Select(Only).Max())
            .Distinct()
            .ToList();
        var entries = Claims().ToLookup(c => c.Value.Id, c => c.Entry, StringComparer.Ordinal);
        return (
            answers is [var only] ? only : Answer.Unclear,
            [.. spans.SelectMany(s => s.Binding.Claims).SelectMany(c => entries[c.Id]).Distinct().Order()]
        );
    }

    // The answer that holds throughout; where it changes, none is sure. Of several that may bind a body, the surest counts.
    private static Answer Only(IEnumerable<Answer> over)
    {
        var all = over.ToHashSet();
        return all.Count == 1 ? all.Single() : Answer.Unclear;
    }

    // A clause of an instrument binds by the guarantors' own claims of it, or of a clause that it stands under.
    private bool IsOfInstrument => InstrumentClause.InstrumentOf(provision.Clause) is not null;

    private bool Counts(TruceClaim claim) => !IsOfInstrument || InstrumentClause.Covers(claim.Truce, provision.Clause);

    private List<PartyId> WhoIsBound(string bearer)
    {
        var charter = record.Last<Charter>(Verdict.Entry)?.Value;
        var all = IsOfInstrument
            ? charter?.Bodies.Where(b => b.May.Contains(MatterFold.MayGuarantee)).Select(b => new PartyId(b.Id))
            : charter?.Parties.Select(p => p.Id);
        var parties = all?.Order().ToList() ?? [];
        return parties.Contains(new(bearer)) ? [new PartyId(bearer)] : parties;
    }

    // Where the anchor may lie; a duty, and an act on the register, has no place.
    private IEnumerable<string> Areas()
    {
        if (Verdict.Sector is { } sector)
            return [sector];
        if (
            provision.Norm is not Norm.Forbid
            || premises.Anchor(Verdict.Anchor) is not { Proof: not { IsRegistered: true } } anchor
        )
            return [Everywhere];
        return anchor.Fields?.GetValueOrDefault("sector") is { Possible.IsEmpty: false } field
            ? field.Possible.OfType<Value.Name>().Select(n => n.Of)
            : Sectors().Select(s => s.Key).Order(StringComparer.Ordinal);
    }

    private const string Everywhere = "all";

    private IEnumerable<IGrouping<string, Zone>> Sectors() =>
        record
            .All<Zone>(Verdict.Entry)
            .Select(z => z.Value)
            .Where(z => z.Kind == ZoneKind.Sector)
            .GroupBy(z => z.Id, StringComparer.Ordinal);

    private IEnumerable<(long Entry, TruceClaim Value)> Claims()
    {
        var claims = record.All<TruceClaim>(Verdict.Entry).ToList();
        return claims.Concat(
            from act in record.StandingActs(Verdict.Entry)
            where act.Act is RegisteredAct.Acceptance
            let accepted = (RegisteredAct.Acceptance)act.Act
            from claim in claims.Where(c => c.Value.Id == accepted.Claim).Take(1)
            select (
                act.Entry,
                claim.Value with
                {
                    Id = accepted.Id,
                    Claimant = accepted.By.Code,
                    Act = ClaimAct.Accepts,
                    Start = accepted.From,
                    Known = accepted.Known,
                }
            )
        );
    }

    private List<TruceClaim> ClaimsIn(string area) =>
        record.Once(
            $"claims in {area}",
            Verdict.Entry,
            () => Claims().Select(c => Covers(c.Value.Area, area) ? c.Value with { Area = area } : c.Value).ToList()
        );

    private bool Covers(string area, string sector) =>
        area == sector
        || (
            area != Everywhere
            && Sectors()
                .Where(s => s.Key == sector)
                .SelectMany(s => s)
                .Select(s => s.Shape.InteriorPoint)
                .Any(p =>
                    record
                        .All<Zone>(Verdict.Entry)
                        .Any(z => z.Value.Id == area && Geodesy.Contains(z.Value.Shape, GeoPoint.FromLonLat(p.X, p.Y)))
                )
        );

    private CodeSet CodesOf() =>
        provision.Norm is not Norm.Forbid forbid ? CodeSet.All
        : !provision.Breach.Codes.Ranges.IsEmpty ? provision.Breach.Codes
        : StepCheck.Facts(forbid.Act).FirstOrDefault()?.Codes ?? CodeSet.All;

    /// <summary>The last instant at which an obligation could be discharged in time, by the text.</summary>
    private long? LastOf(Limit limit, ProofSpan at, string where)
    {
        var trigger = at.Until - 1;
        switch (limit)
        {
            case Limit.Before before:
                return trigger - (before.AtLeast ?? 0);
            case Limit.By by:
                return Calendar?.At(by.Moment, From(trigger)) is { } moment ? Math.Max(trigger, Micros(moment)) : null;
            case Limit.Within { Noun: null } within:
                return Calendar is null ? null : Micros(Calendar.End(From(trigger), within.Of));
            case Limit.Within within when Calendar is not null && Origin(within, where) is { } origin:
                return Math.Max(trigger, Micros(Calendar.End(From(origin), within.Of)));
            default:
                return null;
        }
    }

    // The first or last fact of the noun that shares the trigger's file. Incidents of others are taken as the proof cites them.
    private long? Origin(Limit.Within within, string where)
    {
        if (premises.Anchor(Verdict.Anchor)?.Fields?.GetValueOrDefault("file") is not { Possible: [Value.Name file] })
            return null;
        if (!record.IsRegistered(within.Noun!, Verdict.Entry))
            found.Take($"which {within.Noun} was {(within.Last ? "the last" : "the first")} of file {file.Of}");
        var starts = proof
            .Premises.Where(p =>
                p.Kind == within.Noun
                && p.Fields?.GetValueOrDefault("file") is { Possible: [Value.Name its] }
                && its == file
            )
            .Select(p => p.Span?.From)
            .Concat(
                record
                    .Filed(within.Noun!, Verdict.Entry)
                    .Where(a => a.Act.Fields.GetValueOrDefault("file") == file.Of)
                    .Select(a => (long?)ProofActs.Span(a.Act).From)
            )
            .OfType<long>()
            .ToList();
        if (starts.Count == 0)
            found.Fail(where, $"no {within.Noun} of file {file.Of} is cited");
        return starts.Count == 0 ? null
            : within.Last ? starts.Max()
            : starts.Min();
    }

    // Powers that moved it are cited by their entries; the move itself is the bodies' act, and bounded by the clause.
    private long Moved(long last, ProofStep.Limit limit, string where)
    {
        var moved = last;
        foreach (var entry in limit.Powers)
            if (
                record.StandingActs(Verdict.Entry).FirstOrDefault(a => a.Entry == entry).Act
                    is RegisteredAct.Exercise { By: { } by } use
                && use.Over == provision.Clause
            )
                moved = Micros(Calendar!.End(From(moved), by));
            else
                found.Fail(where, $"entry {entry} extends no limit of {provision.Clause}");
        return moved;
    }

    private static long Micros(Instant at) => VerdictRecord.Micros(at);

    private static Instant From(long micros) => Instant.FromUnixTimeTicks(micros * 10);
}
