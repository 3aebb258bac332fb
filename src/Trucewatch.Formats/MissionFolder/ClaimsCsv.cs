using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads <c>claims.csv</c>: who says which truce binds whom, rival claims side by side.</summary>
internal static class ClaimsCsv
{
    public const string File = "claims.csv";

    private static readonly Dictionary<string, ClaimAct> ActWords = new()
    {
        ["declares"] = ClaimAct.Declares,
        ["accepts"] = ClaimAct.Accepts,
        ["ends"] = ClaimAct.Ends,
        ["denies"] = ClaimAct.Denies,
    };

    private static readonly Dictionary<string, TruceKind> Kinds = new()
    {
        ["U"] = TruceKind.Unilateral,
        ["R"] = TruceKind.Reciprocal,
        ["M"] = TruceKind.Mediated,
        ["S"] = TruceKind.Signed,
    };

    public static ImmutableArray<TruceClaim> Read(string text, Charter charter, KnownZones zones, Problems problems)
    {
        var claims = ImmutableArray.CreateBuilder<TruceClaim>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in new MissionTable(File, KnownKeys.At("claims"), problems).Rows(text))
        {
            if (Read(row, charter, zones) is not { } claim)
                continue;
            if (!seen.Add(claim.Id))
                row.Wrong("claim", Rule.Twice, "an id that stands once", "Give one of the two claims another id.");
            claims.Add(claim);
        }
        return claims.ToImmutable();
    }

    private static TruceClaim? Read(MissionRow row, Charter charter, KnownZones zones)
    {
        var (id, truce, claimant) = (row.Id("claim"), row.Must("truce"), row.Must("claimant"));
        var act = row.Word("act", ActWords);
        var kind = row.Word("kind", Kinds);
        var binds = Binds(row, charter);
        var start = row.Moment("start");
        var end = row.MaybeMoment("end");
        if (end <= start)
            row.Wrong("end", Rule.EndsFirst, "an end after its start", "Change the two, or leave the end empty: open.");
        var area = row.Must("area");
        if (area.Length > 0 && area != "all")
            zones.Check(row, "area", area);
        var targets = row.Codes("targets");
        var zone = Zone(row);
        var known = row.Moment("known");
        if (act is not { } a || kind is not { } k || start is not { } s || known is not { } n || targets is null)
            return null;
        var who = charter.PartyCalled(claimant)?.Code ?? claimant;
        return new(id, truce, who, a, k, binds, s, end, area, targets, row["declared"], zone, n, row.Must("source"));
    }

    private static ImmutableArray<PartyId> Binds(MissionRow row, Charter charter)
    {
        var known = charter.Parties.Select(p => p.Id.Code).ToArray();
        var binds = ImmutableArray.CreateBuilder<PartyId>();
        foreach (
            var word in row.Must("binds")
                .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (row.Known("binds", word, known, "ids of parties, joined by semicolons"))
                binds.Add(new(word));
        }
        return binds.ToImmutable();
    }

    private static string Zone(MissionRow row)
    {
        var zone = row.Must("zone");
        if (zone.Length > 0 && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            row.Wrong("zone", Rule.UnknownWord, "an IANA time zone", Nearest.ZoneCure(zone));
        return zone;
    }
}
