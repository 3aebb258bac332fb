using System.Collections.Frozen;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.Files;
using Trucewatch.Observations;
using Trucewatch.Parties;

namespace Trucewatch.Formats.PartyClaims;

/// <summary>Reads what the parties count of each other: claims, kept side by side and never added up.</summary>
internal sealed class PartyClaimsReader(SourcePlan plan, ReadingContext context)
{
    private static readonly CsvForm Form = new([
        "truce",
        "window_start_local",
        "window_end_local",
        "claimant",
        "accused",
        "category",
        "count",
        "qualifier",
        "area",
        "note",
        "source_url",
    ]);

    private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd'T'HH':'mm"
    );

    private static readonly FrozenDictionary<string, Qualifier> Qualifiers = new Dictionary<string, Qualifier>
    {
        ["exact"] = Qualifier.Exact,
        ["more than"] = Qualifier.MoreThan,
        ["at least"] = Qualifier.AtLeast,
        ["nearly"] = Qualifier.Nearly,
        ["some"] = Qualifier.Some,
    }.ToFrozenDictionary();

    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream file, string name) =>
        Table.Read(plan.Source.Id, context, file, name, Form, new PartyClaimsReader(plan, context).Read);

    private Intake.Counted? Read(Row row)
    {
        if (row["truce"] != context.Charter.Truce)
        {
            context.Skip();
            row.Ignore();
            return null;
        }
        var (by, accused) = (Party(row, "claimant"), Party(row, "accused"));
        var zone = ZoneOf(by);
        var (from, until) = (Moment(row, "window_start_local", zone), Moment(row, "window_end_local", zone));
        if (until < from)
            row.Wrong(
                "window_end_local",
                Problem.EndsBeforeStart,
                $"{row["window_start_local"]} to {row["window_end_local"]}"
            );
        var category = row.Required("category");
        var qualifier = Qualified(row);
        var count = row.OptionalNumber("count", 0, 1e9);
        if (row["count"].Length == 0 && qualifier is not Qualifier.Some)
            row.Wrong("count", Problem.Missing, "");
        var known = Known(from, until, zone);
        row.Known = known;
        if (!row.IsGood || by is not { } claims || accused is not { } other || qualifier is not { } exactly)
            return null;
        return new(
            new AllegedCount(
                ObservationIds.FromContent(plan.Source.Id, [.. Form.Columns.Select(c => row[c])]),
                plan.Source.Id,
                row["claimant"],
                claims,
                other,
                category,
                count,
                exactly,
                from,
                until,
                row["area"],
                row["note"],
                row["source_url"],
                known
            )
        );
    }

    private PartyId? Party(Row row, string column)
    {
        var called = row.Required(column);
        var party = called.Length == 0 ? null : context.Charter.PartyCalled(called);
        if (party is null && called.Length > 0)
            row.Wrong(column, Problem.UnknownParty, called);
        return party;
    }

    // A party's bulletins may be in its own time; else the source's, else the mission's.
    private DateTimeZone ZoneOf(PartyId? party) =>
        DateTimeZoneProviders.Tzdb[
            party is { } id && plan.Options.TryGetValue($"zones.{id}", out var own)
                ? own
                : plan.Option("zone", context.Charter.Zone)
        ];

    private static Instant? Moment(Row row, string column, DateTimeZone zone)
    {
        if (row[column].Length == 0)
            return null;
        if (Stamp.Parse(row[column]).TryGetValue(default, out var local))
            return row.Local(column, local, zone);
        row.Wrong(column, Problem.Malformed, row[column]);
        return null;
    }

    private static Qualifier? Qualified(Row row)
    {
        var word = row.Required("qualifier");
        if (Qualifiers.TryGetValue(word, out var qualifier))
            return qualifier;
        if (word.Length > 0)
            row.Wrong("qualifier", Problem.UnknownWord, word);
        return null;
    }

    // Some time after what it counts had ended: the window's end, else the end of the day it began, else of the mission's window.
    private Instant Known(Instant? from, Instant? until, DateTimeZone zone) =>
        (
            until
            ?? (
                from is { } start
                    ? zone.AtStartOfDay(start.InZone(zone).Date.PlusDays(1)).ToInstant()
                    : context.Charter.Window.End
            )
        ) + plan.KnownAfter;
}
