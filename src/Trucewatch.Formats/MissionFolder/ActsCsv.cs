using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Parties;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads <c>acts.csv</c>: acts and decisions of named bodies and parties, each with when it became known.</summary>
internal sealed partial class ActsCsv(Charter charter, ImmutableArray<string> sources, KnownZones zones)
{
    public const string File = "acts.csv";

    /// <summary>The columns that may be left out: those of acts that many missions have none of.</summary>
    public static readonly ImmutableArray<string> Optional = ["noun", "to", "of", "fields", "power", "over", "amount"];

    private enum Kind
    {
        Attribution,
        Verification,
        Pause,
        Notice,
        Filed,
        Withdrawal,
        Correction,
        Power,
        Acceptance,
        Plea,
        Examination,
    }

    private static readonly Dictionary<string, Kind> Kinds = new()
    {
        ["attribution"] = Kind.Attribution,
        ["verification"] = Kind.Verification,
        ["pause"] = Kind.Pause,
        ["notice"] = Kind.Notice,
        ["filed"] = Kind.Filed,
        ["withdrawal"] = Kind.Withdrawal,
        ["correction"] = Kind.Correction,
        ["power"] = Kind.Power,
        ["acceptance"] = Kind.Acceptance,
        ["plea"] = Kind.Plea,
        ["examination"] = Kind.Examination,
    };

    private static readonly Dictionary<string, Standard> Standards = new()
    {
        ["reasonable suspicion"] = Standard.ReasonableSuspicion,
        ["reasonable grounds"] = Standard.ReasonableGrounds,
        ["balance of probabilities"] = Standard.BalanceOfProbabilities,
        ["clear and convincing"] = Standard.ClearAndConvincing,
    };

    public ImmutableArray<RegisteredAct> Read(string text, Problems problems)
    {
        var acts = ImmutableArray.CreateBuilder<RegisteredAct>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in new MissionTable(File, KnownKeys.At("acts"), problems, Optional).Rows(text))
        {
            if (Read(row) is not { } act)
                continue;
            if (!seen.Add(act.Id))
                row.Wrong("act", Rule.Twice, "an id that stands once", "Give one of the two acts another id.");
            acts.Add(act);
        }
        return acts.ToImmutable();
    }

    private RegisteredAct? Read(MissionRow row)
    {
        var (id, known, source) = (row.Id("act"), row.Moment("known"), row.Must("source"));
        return row.Word("kind", Kinds) switch
        {
            Kind.Attribution => Attribution(row, id, known, source),
            Kind.Verification => Verification(row, id, known, source),
            Kind.Pause => Pause(row, id, known, source),
            Kind.Notice => Notice(row, id, known, source),
            Kind.Filed => Filed(row, id, known, source),
            Kind.Withdrawal => Withdrawal(row, id, known, source),
            Kind.Correction => Correction(row, id, known, source),
            Kind.Power => Exercise(row, id, known, source),
            Kind.Acceptance => Acceptance(row, id, known, source),
            Kind.Plea => Plea(row, id, known, source),
            Kind.Examination => Examination(row, id, known, source),
            _ => null,
        };
    }

    private RegisteredAct.Attribution? Attribution(MissionRow row, string id, Instant? known, string source)
    {
        var by = Body(row, "attribute");
        var about = About(row);
        var nobody = row.Must("party") == "not attributable";
        var party = nobody ? null : Party(row, "party");
        var standard = row.Word("standard", Standards);
        var reasons = row.Must("text");
        return known is { } k && standard is { } s && (nobody || party is not null)
            ? new(id, k, source, by, about, party, s, reasons)
            : null;
    }

    private RegisteredAct.Verification? Verification(MissionRow row, string id, Instant? known, string source)
    {
        var (by, about, text) = (Body(row, "verify"), About(row), row.Must("text"));
        if (row["party"].Length > 0)
            row.Wrong(
                "party",
                Rule.UnknownWord,
                "nothing: a verification blames nobody",
                "Empty it, or make it an attribution."
            );
        return Holds(row, text, "verified:", "refuted:") is { } holds && known is { } k
            ? new(id, k, source, by, about, holds, Behind(text))
            : null;
    }

    private static bool? Holds(MissionRow row, string text, string yes, string no)
    {
        if (text.StartsWith(yes, StringComparison.Ordinal))
            return true;
        if (text.StartsWith(no, StringComparison.Ordinal))
            return false;
        row.Wrong(
            "text",
            Rule.UnknownWord,
            $"words that begin with \"{yes}\" or \"{no}\"",
            "Begin with one of the two."
        );
        return null;
    }

    private static string Behind(string text) => text[(text.IndexOf(':') + 1)..].Trim();

    private RegisteredAct.StatementOfPause? Pause(MissionRow row, string id, Instant? known, string source)
    {
        var (by, about) = (Party(row, "by"), Party(row, "party"));
        var (codes, during, text) = (row.Codes("codes"), row.Span("from", "until"), row.Must("text"));
        return known is { } k && by is { } b && about is { } a && codes is not null && during is { } d
            ? new(id, k, source, b, a, codes, d, text)
            : null;
    }

    private RegisteredAct.Notice? Notice(MissionRow row, string id, Instant? known, string source)
    {
        var by = Party(row, "by");
        var (codes, during, text) = (row.Codes("codes"), row.Span("from", "until"), row.Must("text"));
        var sector = row.Must("sector");
        if (sector.Length > 0)
            zones.Check(row, "sector", sector);
        return known is { } k && by is { } b && codes is not null && during is { } d
            ? new(id, k, source, b, codes, d, sector, text)
            : null;
    }

    private string Body(MissionRow row, string may)
    {
        var by = row.Must("by");
        if (by.Length == 0)
            return by;
        if (charter.Bodies.FirstOrDefault(b => b.Id == by) is not { } body)
            row.Wrong(
                "by",
                Rule.UnknownId,
                "a body of mission.yaml",
                Nearest.Cure(by, [.. charter.Bodies.Select(b => b.Id)])
            );
        else if (!body.May.Contains(may))
            row.Wrong(
                "by",
                Rule.MayNot,
                $"a body that may {may}",
                $"Name another body, or add \"{may}\" to its \"may\"."
            );
        return by;
    }

    private PartyId? Party(MissionRow row, string column)
    {
        var word = row.Must(column);
        var known = charter.Parties.Select(p => p.Id.Code).ToArray();
        return word.Length > 0 && row.Known(column, word, known, "a party's id") ? new PartyId(word) : null;
    }

    private string About(MissionRow row)
    {
        var about = row.Must("about");
        var at = about.IndexOf(':', StringComparison.Ordinal);
        if (about.Length > 0 && (at <= 0 || at == about.Length - 1))
            row.Wrong("about", Rule.UnknownId, "an observation as source:reference", "Write it like patrol-1:17.");
        else if (about.Length > 0)
            row.Known("about", about[..at], sources, "a source of sources.yaml before the colon");
        return about;
    }
}
