using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.Texts;
using Trucewatch.Reports;

namespace Trucewatch.Formats.Reports;

/// <summary>The report as JSON, every text in five languages: <c>docs/formats/report.schema.json</c>.</summary>
public static class ReportJson
{
    /// <summary>The JSON of a report.</summary>
    public static JsonObject Write(Report report, Words words)
    {
        var zone = report.Charter.TimeZone;
        return new JsonObject
        {
            ["format"] = "trucewatch-report-1",
            ["number"] = report.Number,
            ["mission"] = report.Charter.Id,
            ["mark"] = report.Charter.Mark.ToString().ToUpperInvariant(),
            ["audience"] = report.Audience.ToString().ToUpperInvariant(),
            ["as_of"] = report.AsOf,
            ["information_until"] = InstantPattern.ExtendedIso.Format(report.InformationUntil),
            ["zone"] = report.Charter.Zone,
            ["window"] = new JsonObject
            {
                ["from"] = InstantPattern.ExtendedIso.Format(report.Charter.Window.Start),
                ["until"] = InstantPattern.ExtendedIso.Format(report.Charter.Window.End),
            },
            ["rulebook"] = report.RulesVersion,
            ["fold"] = Known.FoldVersion,
            ["release"] = Release,
            ["title"] = Each(l => report.Charter.Name[l]),
            ["headline"] = Each(l => Headline(report, words, l)),
            ["sections"] = new JsonArray([
                .. report.Sections.Select((s, i) => (JsonNode)Section(s, i + 1, words, zone)),
            ]),
        };
    }

    /// <summary>The program's release, as products name it.</summary>
    public static string Release { get; } = typeof(ReportJson).Assembly.GetName().Version!.ToString(3);

    /// <summary>The line under the title: number, information until, span.</summary>
    public static string Headline(Report report, Words words, string language)
    {
        var args = new Dictionary<string, Arg>(StringComparer.Ordinal)
        {
            ["number"] = new Arg.Plain(report.Number.ToString()),
            ["year"] = new Arg.Plain(report.InformationUntil.InZone(report.Charter.TimeZone).Year.ToString()),
            ["at"] = new Arg.Moment(report.InformationUntil),
            ["zone"] = new Arg.Plain(report.Charter.Zone),
            ["from"] = new Arg.Moment(report.Charter.Window.Start),
            ["until"] = new Arg.Moment(report.Charter.Window.End),
        };
        return words.Say(language, "report.headline", args, report.Charter.TimeZone);
    }

    private static JsonObject Section(Section section, int number, Words words, DateTimeZone zone) =>
        new()
        {
            ["id"] = section.Id,
            ["number"] = number,
            ["title"] = Each(l => words.Text(l, "report.section." + section.Id)),
            ["sentences"] = new JsonArray([
                .. section.Sentences.Select(s =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["key"] = s.Key,
                            ["kind"] = s.Kind.ToString().ToLowerInvariant(),
                            ["text"] = Each(l => words.Say(l, s.Key, s.Args, zone)),
                            ["refs"] = new JsonArray([
                                .. s.Refs.Select(r => (JsonNode)new JsonObject { ["kind"] = r.Kind, ["id"] = r.Id }),
                            ]),
                        }
                ),
            ]),
            ["charts"] = new JsonArray([.. section.Charts.Select(c => (JsonNode)Chart(c, words, zone))]),
            ["tables"] = new JsonArray([.. section.Tables.Select(t => (JsonNode)Table(t, words, zone))]),
        };

    private static JsonObject Chart(Chart chart, Words words, DateTimeZone zone) =>
        new()
        {
            ["title"] = Each(l => words.Say(l, chart.Title, zone)),
            ["first"] = LocalDatePattern.Iso.Format(chart.First),
            ["last"] = LocalDatePattern.Iso.Format(chart.Last),
            ["days"] = new JsonArray([
                .. chart.Days.Select(d =>
                    (JsonNode)new JsonObject { ["day"] = LocalDatePattern.Iso.Format(d.Key), ["count"] = d.Value }
                ),
            ]),
        };

    private static JsonObject Table(Table table, Words words, DateTimeZone zone) =>
        new()
        {
            ["title"] = Each(l => words.Text(l, table.Title)),
            ["columns"] = new JsonArray([.. table.Columns.Select(c => (JsonNode)Each(l => words.Text(l, c)))]),
            ["rows"] = new JsonArray([
                .. table.Rows.Select(row =>
                    (JsonNode)new JsonArray([.. row.Select(cell => (JsonNode)Each(l => words.Say(l, cell, zone)))])
                ),
            ]),
        };

    private static JsonObject Each(Func<string, string> say)
    {
        var names = new JsonObject();
        foreach (var language in Words.Languages)
            names[language] = say(language);
        return names;
    }
}
