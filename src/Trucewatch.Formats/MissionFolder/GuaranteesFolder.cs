using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Guarantees;
using Trucewatch.Parties;
using Trucewatch.Verdicts;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads <c>guarantees/</c>: the instruments (<c>*.md</c>) and the tables beside them.</summary>
internal sealed class GuaranteesFolder
{
    private const string Path = "guarantees";

    /// <summary>What a body's <c>may</c> says of one that may find what becomes of a ceasefire.</summary>
    public const string MayFind = "find";

    private readonly Folder files;
    private readonly Charter charter;
    private readonly Problems problems;
    private readonly DateTimeZone zone;
    private readonly ImmutableArray<Instrument> instruments;
    private readonly ImmutableArray<string> guarantors;

    private GuaranteesFolder(Folder files, Charter charter, Problems problems)
    {
        (this.files, this.charter, this.problems) = (files, charter, problems);
        zone = charter.TimeZone;
        guarantors = [.. charter.Bodies.Where(b => b.May.Contains(MatterFold.MayGuarantee)).Select(b => b.Id)];
        instruments =
        [
            .. files
                .List(Path, ".md")
                .Select(p => (Path: p, Text: files.Text(p)))
                .Where(f => f.Text is not null)
                .Select(f => new InstrumentMarkdown(f.Path, charter, problems).Read(f.Text!))
                .OfType<Instrument>(),
        ];
    }

    /// <summary>The register; null: the mission has no such folder.</summary>
    public static GuaranteeRegister? Read(
        Folder files,
        Charter charter,
        ImmutableArray<TruceClaim> claims,
        Problems problems
    ) => files.List(Path, ".md").IsEmpty ? null : new GuaranteesFolder(files, charter, problems).Register(claims);

    private GuaranteeRegister Register(ImmutableArray<TruceClaim> claims) =>
        new(
            zone,
            [.. charter.Parties.Select(p => p.Id)],
            charter
                .Bodies.Where(b => guarantors.Contains(b.Id))
                .ToImmutableSortedDictionary(b => b.Id, b => b.Name, StringComparer.Ordinal),
            instruments,
            Once("guarantor", Rows("commitments", Commitment), v => $"{v.Instrument}/{v.Guarantor}"),
            Once("step", Rows("steps", Step), v => v.Id),
            [.. Rows("caveats", Caveat).Select(r => r.Value)],
            claims,
            Once("finding", Rows("findings", Finding), v => v.Id),
            Once("point", Rows("open-points", Open), v => v.Id),
            [.. Rows("positions", Position).Select(r => r.Value)],
            Once("total", Rows("totals", Total), v => v.Id)
        );

    private Commitment? Commitment(MissionRow row)
    {
        var (instrument, guarantor) = (Instrument(row), Guarantor(row, "guarantor"));
        var nature = row.Word("nature", GuaranteeWords.Natures);
        var authorisation = row.Word("authorisation", GuaranteeWords.Authorisations);
        var (from, until) = (row.MaybeDated("from", zone), row.MaybeDated("until", zone));
        if (until?.First < from?.First)
            row.Wrong("until", Rule.EndsFirst, "an end after its start", "Change \"from\" and \"until\".");
        return nature is { } n && authorisation is { } a
            ? new(instrument, guarantor, n, a, from, until, row["limits"], row.Must("source"))
            : null;
    }

    private LegalStep? Step(MissionRow row)
    {
        var (id, instrument, guarantor) = (row.Id("step"), Instrument(row), Guarantor(row, "guarantor"));
        var (kind, when, known) = (
            row.Word("kind", GuaranteeWords.Steps),
            row.Dated("when", zone),
            row.Moment("known")
        );
        var planned = row.Word("planned", GuaranteeWords.YesOrNo);
        var (by, text, source) = (row.Must("by"), row.Must("text"), row.Must("source"));
        return kind is { } k && when is { } w && known is { } n && planned is { } p
            ? new(id, instrument, guarantor, k, w, p, by, text, n, source)
            : null;
    }

    private Caveat? Caveat(MissionRow row)
    {
        var guarantor = Guarantor(row, "guarantor");
        var instrument = row["instrument"].Length > 0 ? Instrument(row) : null;
        var (kind, blocking) = (
            row.Word("kind", GuaranteeWords.CaveatKinds),
            row.Word("blocking", GuaranteeWords.YesOrNo)
        );
        var (text, when, source) = (row.Must("text"), row.Dated("when", zone), row.Must("source"));
        return kind is { } k && blocking is { } b && when is { } w
            ? new(guarantor, instrument, k, b, text, w, source)
            : null;
    }

    private GroundFinding? Finding(MissionRow row)
    {
        var (id, kind) = (row.Id("finding"), row.Word("kind", GuaranteeWords.Findings));
        var (about, by) = (row.Must("about"), row.Must("by"));
        var (when, known) = (row.Dated("when", zone), row.Moment("known"));
        var (text, source) = (row.Must("text"), row.Must("source"));
        if (kind is not { } k)
            return null;
        if (k == FindingKind.NationalAuthorisation)
        {
            Guarantor(row, "about");
            if (by != about)
                row.Wrong("by", Rule.MayNot, "the sending state itself", "Each state authorises its own part only.");
        }
        else
            FoundBy(row, k, about, by);
        return when is { } w && known is { } n ? new(id, k, about, by, w, n, text, source) : null;
    }

    private void FoundBy(MissionRow row, FindingKind kind, string about, string by)
    {
        if (about.Length > 0)
            row.Known("about", about, Truces, "a truce that an instrument names");
        if (by.Length == 0)
            return;
        if (kind == FindingKind.HostRequest)
            row.Known("by", by, [.. charter.Parties.Select(p => p.Id.Code)], "a party: the host");
        else if (!charter.Bodies.Any(b => b.Id == by && b.May.Contains(MayFind)))
            row.Wrong(
                "by",
                Rule.MayNot,
                $"a body that may {MayFind}",
                $"Name another body, or add \"{MayFind}\" to its \"may\" in mission.yaml."
            );
    }

    private OpenPoint? Open(MissionRow row)
    {
        var (id, instrument) = (row.Id("point"), row["instrument"].Length > 0 ? Instrument(row) : null);
        return new(id, instrument, row.Must("text"), row.Must("source"));
    }

    private Position? Position(MissionRow row)
    {
        var (who, kind) = (Guarantor(row, "who"), row.Word("kind", GuaranteeWords.Whose));
        var level = row["level"] == "unknown" ? null : row.Number("level", 0, 9);
        var (text, from, until) = (row.Must("text"), row.Dated("from", zone), row.MaybeDated("until", zone));
        var source = row.Must("source");
        return kind is { } state && from is { } f ? new(who, state, level, text, f, until, source) : null;
    }

    private ClaimedTotal? Total(MissionRow row)
    {
        var (id, claimant, number) = (row.Id("total"), row.Must("claimant"), row.Number("number", 0, 1_000_000));
        var (states, least) = (row.Word("counts", GuaranteeWords.Counted), row.Number("least_level", 0, 9));
        var (text, when, source) = (row.Must("text"), row.Dated("when", zone), row.Must("source"));
        return number is { } n && states is { } s && least is { } l && when is { } w
            ? new(id, claimant, n, s, l, text, w, source)
            : null;
    }

    private string Instrument(MissionRow row)
    {
        var id = row.Must("instrument");
        if (id.Length > 0)
            row.Known("instrument", id, [.. instruments.Select(i => i.Id)], "an instrument of guarantees/*.md");
        return id;
    }

    private string Guarantor(MissionRow row, string column)
    {
        var id = row.Must(column);
        if (id.Length > 0)
            row.Known(
                column,
                id,
                guarantors,
                $"a guarantor: a body of mission.yaml that may {MatterFold.MayGuarantee}"
            );
        return id;
    }

    private ImmutableArray<string> Truces => [.. instruments.Select(i => i.Truce).OfType<string>().Distinct()];

    private IEnumerable<(MissionRow Row, T Value)> Rows<T>(string table, Func<MissionRow, T?> read)
        where T : class
    {
        var path = $"{Path}/{table}.csv";
        if (!files.Has(path) || files.Text(path) is not { } text)
            yield break;
        foreach (var row in new MissionTable(path, KnownKeys.At(table), problems).Rows(text))
            if (read(row) is { } value)
                yield return (row, value);
    }

    private static ImmutableArray<T> Once<T>(
        string column,
        IEnumerable<(MissionRow Row, T Value)> rows,
        Func<T, string> key
    )
    {
        var (all, seen) = (ImmutableArray.CreateBuilder<T>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (row, value) in rows)
        {
            if (!seen.Add(key(value)))
                row.Wrong(column, Rule.Twice, "what stands once", "Take one of the two out, or give it another id.");
            all.Add(value);
        }
        return all.ToImmutable();
    }
}
