using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Attributions;
using Trucewatch.Coverage;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Verdicts;

namespace Trucewatch.Reports;

/// <summary>A product that was issued: its digest, and the numbers it gave to incidents, in report order.</summary>
/// <param name="Product">Which product: <see cref="Report"/> or <see cref="Board"/>.</param>
/// <param name="Audience">For whom.</param>
/// <param name="Number">The product's number.</param>
/// <param name="AsOf">The entry up to which it was computed.</param>
/// <param name="Digest">SHA-256 of its canonical JSON, hexadecimal.</param>
/// <param name="Fold">The version of the folds that it came from.</param>
/// <param name="Release">The program's release.</param>
/// <param name="Incidents">Incident ids; the first has number 1. Of a board: none, for its report numbers them.</param>
/// <param name="Content">
/// SHA-256 of what <c>report.json</c> says (<see cref="ProductDigest.OfContent"/>), or of the bytes of <c>board.csv</c>;
/// empty: issued by a release that did not name it.
/// </param>
/// <param name="Sections">
/// SHA-256 of each section by its id, of a board by clause and party; null: issued by a release that did not name them.
/// </param>
public sealed record Issued(
    string Product,
    string Audience,
    int Number,
    long AsOf,
    string Digest,
    int Fold,
    string Release,
    ImmutableArray<string> Incidents,
    string Content = "",
    ImmutableSortedDictionary<string, string>? Sections = null
)
{
    /// <summary>The product <c>report.json</c>, and <c>report.html</c> as its rendering.</summary>
    public const string Report = "report";

    /// <summary>The product <c>board.csv</c>; it bears the number of the report that it was issued with.</summary>
    public const string Board = "board";
}

/// <summary>All that is known at one entry of the record: the fold over its entries.</summary>
/// <param name="AsOf">The last entry that was folded.</param>
/// <param name="At">When that entry was logged.</param>
/// <param name="Charter">The mission.</param>
/// <param name="Rules">The rulebook.</param>
/// <param name="Sources">By id.</param>
/// <param name="Zones">In the order in which they became known.</param>
/// <param name="Claims">In that order.</param>
/// <param name="Clauses">All versions of all clauses, in the order in which they were adopted.</param>
/// <param name="Kinds">The nouns of the agreement's terms, by noun; none: the record is of a release that did not enter them.</param>
/// <param name="Acts">In that order.</param>
/// <param name="Observations">By id; the first under an id stays.</param>
/// <param name="EntryOf">The entry that each observation came with.</param>
/// <param name="Counts">The parties' own counts.</param>
/// <param name="Looked">Days on which sources looked or did not.</param>
/// <param name="Rejections">What could not be read.</param>
/// <param name="Issues">The products issued.</param>
public sealed record Known(
    EntryNumber AsOf,
    Instant At,
    Charter Charter,
    Rules Rules,
    ImmutableSortedDictionary<SourceId, Source> Sources,
    ImmutableArray<Zone> Zones,
    ImmutableArray<TruceClaim> Claims,
    ImmutableArray<ClauseVersion> Clauses,
    ImmutableArray<FactKind> Kinds,
    ImmutableArray<RegisteredAct> Acts,
    ImmutableSortedDictionary<ObservationId, Observation> Observations,
    ImmutableDictionary<ObservationId, EntryNumber> EntryOf,
    ImmutableArray<AllegedCount> Counts,
    ImmutableArray<Looked> Looked,
    ImmutableArray<Rejection> Rejections,
    ImmutableArray<Issued> Issues
)
{
    /// <summary>The version of the folds: raised whenever the same entries would give another answer.</summary>
    public const int FoldVersion = 3;

    /// <summary>What of the agreement runs by its newest versions, in the order of the text.</summary>
    public ImmutableArray<Provision> Provisions =>
        [
            .. Clauses
                .GroupBy(c => c.Provision.Clause, StringComparer.Ordinal)
                .Select(g => g.Last())
                .Where(c => c.Valid.Until == long.MaxValue)
                .Select(c => c.Provision),
        ];

    /// <summary>How many reports were issued, for whichever audience.</summary>
    public int Reports => Issues.Count(static i => i.Product == Issued.Report);

    /// <summary>The conclusions that follow from all this.</summary>
    public Picture Draw()
    {
        var (facts, matter, placing) = Gather();
        return new(
            this,
            facts.Incidents,
            facts.Attributed,
            facts.Coverage,
            facts,
            matter,
            Judge.Board(facts, matter, placing)
        );
    }

    /// <summary>The verdicts at all anchors alone, in the order of their keys.</summary>
    public ImmutableArray<Judgement> Judged() => JudgeNorms.All(Gather().Matter);

    private (Facts Facts, Matter Matter, Placing Placing) Gather()
    {
        var acts = ActRegister.Standing(Acts, Charter);
        var incidents = Fusion.Fuse([.. Observations.Values], Rules);
        var attributed = AttributionFold.Of(incidents, Observations, acts);
        var coverage = new CoverageLedger(Sources.Values, Looked, Rules, Charter.TimeZone);
        var accused = incidents
            .Where(i => i.Standing == Standing.Alleged && Observations[i.Members[0]].Accused is not null)
            .ToImmutableDictionary(i => i.Id, i => Observations[i.Members[0]].Accused!.Value);
        var claims = ActRegister.WithAcceptances(Claims, acts);
        var facts = new Facts(Charter, Rules, Zones, claims, Clauses, incidents, attributed, coverage, accused, At)
        {
            Kinds = Kinds,
            Observations = Observations,
            Acts = acts,
        };
        var placing = new Placing(facts);
        return (facts, MatterFold.Of(facts, placing), placing);
    }
}

/// <summary>What follows from what is known: incidents and verdicts.</summary>
public sealed record Picture(
    Known Known,
    ImmutableArray<Incident> Incidents,
    ImmutableDictionary<IncidentId, Attributed> Attributed,
    CoverageLedger Coverage,
    Facts Facts,
    Matter Matter,
    Board Board
)
{
    private ImmutableArray<Judgement> judgements;

    /// <summary>The verdicts at all anchors, in the order of their keys. Computed when first asked for, and kept.</summary>
    public ImmutableArray<Judgement> Judgements
    {
        get
        {
            if (judgements.IsDefault)
                ImmutableInterlocked.InterlockedInitialize(ref judgements, JudgeNorms.All(Matter));
            return judgements;
        }
    }

    /// <summary>The word for where a case stands: alleged, open, verified, refuted.</summary>
    public string StatusOf(Incident incident) =>
        incident.Standing == Standing.Alleged
            ? "alleged"
            : (Attributed.GetValueOrDefault(incident.Id) ?? Attributions.Attributed.Open).Verified switch
            {
                true => "verified",
                false => "refuted",
                _ => "open",
            };

    /// <summary>The incidents in report order: those of the window first, then the others, each by time, code and id.</summary>
    public ImmutableArray<Incident> InReportOrder =>
        [
            .. Incidents
                .OrderBy(i => i.Occurred.Overlaps(Known.Charter.Window) ? 0 : 1)
                .ThenBy(i => i.Occurred.Start)
                .ThenBy(i => i.Code)
                .ThenBy(i => i.Id),
        ];
}
