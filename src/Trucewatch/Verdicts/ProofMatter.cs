using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Coverage;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>A claim about a truce with the entry that brought it.</summary>
public sealed record CitedClaim(TruceClaim Claim, long Entry);

/// <summary>What was pleaded for an act, and by which entries.</summary>
/// <param name="Examined">True: upheld; false: failed; null: nobody has examined it.</param>
/// <param name="Entries">The entries of plea and examination.</param>
public sealed record CitedPlea(bool? Examined, ImmutableArray<long> Entries);

/// <summary>All that proofs are made of, as known at one entry.</summary>
/// <param name="Clauses">The versions of all clauses, with the entries that adopted them.</param>
/// <param name="World">Facts under their labels, places, zones.</param>
/// <param name="Premises">Each fact as a proof states it, by its label.</param>
/// <param name="Claims">The claims as they were made; the area is theirs.</param>
/// <param name="ClaimsIn">The claims as they count in a sector, or in the area <c>all</c>.</param>
/// <param name="Pleas">Pleas of self-defence by the label of the act.</param>
/// <param name="Extensions">The acts that extend limits, with their entries.</param>
/// <param name="Charter">The mission.</param>
/// <param name="EntryIntoForce">When the agreement entered into force; null: nothing counts from it.</param>
/// <param name="Coverage">Who could have seen what.</param>
/// <param name="Sources">The entries of the sources that could see.</param>
/// <param name="Entry">The entry up to which all this is known.</param>
/// <param name="Until">When that was logged.</param>
/// <param name="Release">The program.</param>
/// <param name="Fold">The version of its folds.</param>
public sealed record ProofMatter(
    ImmutableArray<ClauseVersion> Clauses,
    ProofWorld World,
    ImmutableDictionary<string, Premise> Premises,
    ImmutableArray<CitedClaim> Claims,
    Func<string, IReadOnlyCollection<TruceClaim>> ClaimsIn,
    ImmutableDictionary<string, CitedPlea> Pleas,
    ImmutableArray<(Acts.RegisteredAct.Exercise Act, long Entry)> Extensions,
    Charter Charter,
    Instant? EntryIntoForce,
    CoverageLedger Coverage,
    ImmutableArray<long> Sources,
    long Entry,
    Instant Until,
    string Release,
    int Fold
)
{
    /// <summary>The area of what has no place.</summary>
    public const string Everywhere = "all";

    /// <summary>Days, months and entry into force.</summary>
    public Calendar Calendar { get; } = new(Charter.TimeZone, EntryIntoForce);

    /// <summary>The version of a clause that is valid at an instant; null: none is.</summary>
    public ClauseVersion? Clause(string clause, long at) =>
        Clauses.FirstOrDefault(c => c.Provision.Clause == clause && c.Valid.From <= at && at < c.Valid.Until);

    /// <summary>When a version runs: by its validity and its own words. Empty: never.</summary>
    public ProofSpan Runs(ClauseVersion version)
    {
        var valid = new ProofSpan(
            Math.Max(version.Valid.From, ProofSpan.Ever),
            Math.Min(version.Valid.Until, ProofSpan.Forever)
        );
        var when = version.Provision.When;
        return new ProofSpan(Edge(when.From, ProofSpan.Ever), Edge(when.Until, ProofSpan.Forever)).And(valid);
    }

    // What counts from an entry into force that has not come never begins.
    private long Edge(Edge? edge, long open) =>
        edge is null or { Moment: { Of: MomentOf.EntryIntoForce, At: null, Plus: null } } ? open
        : Calendar.At(edge) is { } at ? at.ToMicros()
        : open == ProofSpan.Ever ? ProofSpan.Forever
        : ProofSpan.Ever;

    /// <summary>Whether a clause binds somebody throughout a span, in these areas, and the claims that say so.</summary>
    public ProofStep.InForce Binds(string clause, string bearer, ProofSpan at, IEnumerable<string> areas, CodeSet codes)
    {
        var isOfInstrument = InstrumentClause.InstrumentOf(clause) is not null;
        var parties = (isOfInstrument ? Guarantors : Charter.Parties.Select(p => p.Id)).Order().ToList();
        var bound = parties.Contains(new(bearer)) ? [new PartyId(bearer)] : parties;
        var window = new Interval(Instants.FromMicros(at.From), Instants.FromMicros(at.Until));
        var spans = (
            from area in areas
            from party in bound
            from span in InForce.Periods(party, window, area, codes, Claimed(area))
            select (Area: area, Party: party, span.Binding)
        ).ToList();
        // A body, or a party under an instrument, is bound as surely as the surest of them.
        var answers = spans
            .GroupBy(s => s.Area, StringComparer.Ordinal)
            .Select(a => a.GroupBy(s => s.Party, s => s.Binding.Answer).Max(Throughout))
            .Distinct()
            .ToList();
        var entries = Claims.ToLookup(c => c.Claim.Id, c => c.Entry, StringComparer.Ordinal);
        return new(
            answers is [var only] ? only : Answer.Unclear,
            [.. spans.SelectMany(s => s.Binding.Claims).SelectMany(c => entries[c.Id]).Distinct().Order()]
        );

        static Answer Throughout(IEnumerable<Answer> over) =>
            over.Distinct().ToList() is [var only] ? only : Answer.Unclear;

        IReadOnlyCollection<TruceClaim> Claimed(string area) =>
            isOfInstrument ? [.. ClaimsIn(area).Where(c => InstrumentClause.Covers(c.Truce, clause))] : ClaimsIn(area);
    }

    private IEnumerable<PartyId> Guarantors =>
        Charter.Bodies.Where(b => b.May.Contains(MatterFold.MayGuarantee)).Select(b => new PartyId(b.Id));

    /// <summary>The sectors, by id.</summary>
    public IEnumerable<string> Sectors => World.Sectors;
}
