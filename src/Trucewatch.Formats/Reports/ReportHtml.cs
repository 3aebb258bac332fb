using System.Net;
using System.Text;
using NodaTime.Text;
using Trucewatch.Formats.Texts;
using Trucewatch.Parties;
using Trucewatch.Reports;

namespace Trucewatch.Formats.Reports;

/// <summary>Where a product comes from, as page one names it.</summary>
/// <param name="Origin">The record's name.</param>
/// <param name="Entries">The entries it was computed from.</param>
/// <param name="Root">The record's root at that size, hexadecimal.</param>
/// <param name="Digest">SHA-256 of the report's JSON, hexadecimal.</param>
public sealed record ReportProvenance(string Origin, long Entries, string Root, string Digest);

/// <summary>The report as one self-contained page: no script, no address, prints on A4, readable in black and white.</summary>
public static class ReportHtml
{
    /// <summary>The page in one language.</summary>
    public static string Write(Report report, ReportProvenance provenance, Words words, string language)
    {
        var page = new Page(report, words, language);
        var title = Escape(report.Charter.Name[language]);
        var mark =
            report.Charter.Mark == Mark.Live
                ? ""
                : words.Text(language, "mark." + report.Charter.Mark.ToString().ToLowerInvariant());
        var html = new StringBuilder();
        html.Append($"<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append(
            $"<title>{title} – {Escape(mark)}</title>\n<style>{Style(mark, report.Charter.Name[language])}</style>\n</head>\n<body>\n"
        );
        html.Append($"<div class=\"frame{(mark.Length > 0 ? " marked" : "")}\">\n<header>\n");
        if (mark.Length > 0)
            html.Append($"<p class=\"mark\">{Escape(mark)}</p>\n");
        html.Append(
            $"<h1>{title}</h1>\n<p class=\"headline\">{Escape(ReportJson.Headline(report, words, language))}</p>\n"
        );
        html.Append(page.Provenance(provenance));
        html.Append("</header>\n<main>\n");
        for (var i = 0; i < report.Sections.Length; i++)
            html.Append(page.Section(report.Sections[i], i + 1));
        html.Append("</main>\n");
        html.Append(page.References());
        html.Append(
            $"<footer><p>{title} · {Escape(mark)} · {Escape(words.Text(language, "audience." + report.Audience.ToString().ToLowerInvariant()))}</p></footer>\n"
        );
        html.Append("</div>\n</body>\n</html>\n");
        return html.ToString();
    }

    internal static string Escape(string text) => WebUtility.HtmlEncode(text);

    private sealed class Page(Report report, Words words, string language)
    {
        private readonly List<Reference> references = [];

        public string Provenance(ReportProvenance from) =>
            $"<dl class=\"provenance\">"
            + Pair("report.p.origin", from.Origin)
            + Pair("report.p.entry", $"{report.AsOf} / {from.Entries}")
            + Pair("report.p.root", from.Root)
            + Pair("report.p.digest", from.Digest)
            + Pair("report.p.release", $"{ReportJson.Release} · fold {Known.FoldVersion} · {report.RulesVersion}")
            + "</dl>\n";

        public string Section(Section section, int number)
        {
            var html = new StringBuilder();
            html.Append($"<section id=\"{section.Id}\">\n<h2>{number} {Text("report.section." + section.Id)}</h2>\n");
            foreach (var sentence in section.Sentences)
                html.Append(Sentence(sentence));
            if (!section.Charts.IsEmpty)
                html.Append($"<div class=\"charts\">{string.Concat(section.Charts.Select(Chart))}</div>\n");
            foreach (var table in section.Tables.Where(t => !t.Rows.IsEmpty))
                html.Append(Table(table));
            return html.Append("</section>\n").ToString();
        }

        private string Sentence(Sentence sentence)
        {
            var text = Escape(words.Say(language, sentence.Key, sentence.Args, report.Charter.TimeZone));
            var refs = string.Join(", ", sentence.Refs.Take(12).Select(Ref));
            var more = sentence.Refs.Length > 12 ? $" +{sentence.Refs.Length - 12}" : "";
            var kind = sentence.Kind.ToString().ToLowerInvariant();
            var note = refs.Length > 0 ? $" <sup>[{refs}{more}]</sup>" : "";
            return $"<p class=\"{kind}\"><span class=\"kind\">{Text("report.kind." + kind)}</span> {text}{note}</p>\n";
        }

        private string Ref(Reference reference)
        {
            var i = references.IndexOf(reference);
            if (i < 0)
            {
                references.Add(reference);
                i = references.Count - 1;
            }
            return $"<a href=\"#r{i + 1}\">{i + 1}</a>";
        }

        public string References() =>
            references.Count == 0
                ? ""
                : $"<section class=\"refs\"><h2>{Text("report.references")}</h2><ol>"
                    + string.Concat(
                        references.Select(
                            (r, i) => $"<li id=\"r{i + 1}\">{Text("report.ref." + r.Kind)} {Escape(r.Id)}</li>"
                        )
                    )
                    + "</ol></section>\n";

        private string Table(Table table)
        {
            var head = string.Concat(table.Columns.Select(c => $"<th scope=\"col\">{Text(c)}</th>"));
            var rows = string.Concat(
                table.Rows.Select(row =>
                    "<tr>"
                    + string.Concat(
                        row.Select(cell =>
                        {
                            var figure = cell is Arg.Number ? " class=\"n\"" : "";
                            return $"<td{figure}>{Escape(words.Say(language, cell, report.Charter.TimeZone))}</td>";
                        })
                    )
                    + "</tr>\n"
                )
            );
            return $"<div class=\"table\"><table>\n<caption>{Text(table.Title)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody>\n</table></div>\n";
        }

        /// <summary>Bars by day: the window shaded, days not looked at hatched, the greatest count labelled.</summary>
        private string Chart(Chart chart)
        {
            const int height = 64;
            const int step = 8;
            var days = chart.Days.ToList();
            var most = Math.Max(1, days.Max(d => d.Value ?? 0));
            var width = days.Count * step;
            var svg = new StringBuilder();
            var title = Escape(words.Say(language, chart.Title, report.Charter.TimeZone));
            svg.Append(
                $"<figure><figcaption>{title}</figcaption><svg viewBox=\"0 0 {width + 34} {height + 26}\" role=\"img\" aria-label=\"{title}\">"
            );
            svg.Append(
                "<defs><pattern id=\"hatch\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"1.4\" height=\"4\" fill=\"#8a939c\"/></pattern></defs>"
            );
            for (var i = 0; i < days.Count; i++)
            {
                var x = 30 + (i * step);
                if (days[i].Key >= chart.First && days[i].Key <= chart.Last)
                    svg.Append($"<rect x=\"{x}\" y=\"8\" width=\"{step}\" height=\"{height}\" fill=\"#dfe7ea\"/>");
                if (days[i].Value is not { } count)
                    svg.Append(
                        $"<rect x=\"{x}\" y=\"8\" width=\"{step - 1}\" height=\"{height}\" fill=\"url(#hatch)\"/>"
                    );
                else if (count > 0)
                    svg.Append(
                        $"<rect x=\"{x + 0.5}\" y=\"{8 + height - (height * count / (double)most):0.#}\" width=\"{step - 1}\" height=\"{height * count / (double)most:0.#}\" fill=\"#2f4a57\"/>"
                    );
            }
            svg.Append(
                $"<line x1=\"30\" x2=\"{30 + width}\" y1=\"{8 + height}\" y2=\"{8 + height}\" stroke=\"#2f4a57\" stroke-width=\"0.7\"/>"
            );
            svg.Append(
                $"<text x=\"26\" y=\"14\" text-anchor=\"end\">{most}</text><text x=\"26\" y=\"{8 + height}\" text-anchor=\"end\">0</text>"
            );
            svg.Append($"<text x=\"30\" y=\"{height + 22}\">{LocalDatePattern.Iso.Format(days[0].Key)}</text>");
            svg.Append(
                $"<text x=\"{30 + width}\" y=\"{height + 22}\" text-anchor=\"end\">{LocalDatePattern.Iso.Format(days[^1].Key)}</text>"
            );
            return svg.Append("</svg></figure>\n").ToString();
        }

        private string Text(string key) => Escape(words.Text(language, key));

        private string Pair(string key, string value) => $"<div><dt>{Text(key)}</dt><dd>{Escape(value)}</dd></div>";
    }

    private static string Style(string mark, string title) =>
        $$"""
            :root { color-scheme: light; font: 16px/1.5 "Noto Sans", "DejaVu Sans", system-ui, sans-serif; color: #1b262c; background: #f4f6f7; }
            body { margin: 0; }
            .frame { max-width: 900px; margin: 0 auto; background: #fff; padding: 32px; box-sizing: border-box; }
            .marked { border: 12px solid transparent; border-image: repeating-linear-gradient(45deg, #5b6770 0 6px, #fff 6px 12px) 12; }
            .mark { display: inline-block; margin: 0 0 8px; padding: 2px 12px; border: 2px solid #1b262c; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; }
            h1 { font-size: 32px; line-height: 1.2; margin: 0 0 8px; font-weight: 600; }
            h2 { font-size: 20px; line-height: 1.3; margin: 32px 0 8px; font-weight: 600; border-top: 1px solid #c6ced3; padding-top: 16px; }
            .headline { margin: 0 0 16px; }
            .provenance { font: 12px/1.5 "Noto Sans Mono", "DejaVu Sans Mono", monospace; border-block: 1px solid #c6ced3; padding: 8px 0; margin: 0; }
            .provenance div { display: grid; grid-template-columns: 11em 1fr; gap: 8px; }
            .provenance dd { margin: 0; overflow-wrap: anywhere; }
            main p { margin: 0 0 8px; padding-left: 8.5em; position: relative; }
            .kind { position: absolute; left: 0; width: 8em; font-size: 12px; line-height: 24px; color: #4a5962; }
            .coverage { background: repeating-linear-gradient(45deg, #eef1f3 0 3px, #fff 3px 9px); }
            .allegation { font-style: italic; } .allegation .kind { font-style: normal; }
            .verdict { font-weight: 600; } .verdict .kind { font-weight: 400; }
            sup { font-size: 11px; font-weight: 400; font-style: normal; } sup a { color: #0b5d66; }
            .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 16px; margin: 16px 0; }
            figure { margin: 0; break-inside: avoid; } figcaption { font-size: 12px; line-height: 16px; } svg { width: 100%; } svg text { font-size: 9px; fill: #4a5962; }
            .table { overflow-x: auto; margin: 16px 0; } table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 18px; }
            caption { text-align: left; font-weight: 600; padding-bottom: 4px; }
            th { text-align: left; font-weight: 600; border-bottom: 1px solid #1b262c; padding: 4px 8px 4px 0; vertical-align: bottom; }
            td { border-bottom: 1px solid #dfe4e7; padding: 4px 8px 4px 0; vertical-align: top; overflow-wrap: anywhere; } .n { text-align: right; font-variant-numeric: tabular-nums; }
            .refs ol { font-size: 12px; columns: 3; padding-left: 3em; } footer { margin-top: 32px; border-top: 1px solid #c6ced3; font-size: 12px; color: #4a5962; }
            @media (max-width: 600px) { .frame { padding: 16px; } main p { padding-left: 0; } .kind { position: static; display: block; line-height: 16px; } .refs ol { columns: 1; } .provenance div { grid-template-columns: 1fr; gap: 0; } }
            @page { size: A4; margin: 20mm 18mm 22mm; @bottom-left { content: "{{Css(title)}} {{Css(
                mark
            )}}"; font-size: 9px; } @bottom-right { content: counter(page) " / " counter(pages); font-size: 9px; } }
            @media print { :root { font-size: 11pt; background: #fff; } .frame { max-width: none; padding: 4mm; } table { font-size: 8.5pt; } tr, p { break-inside: avoid; } h2 { break-after: avoid; } footer { display: none; } sup a { color: inherit; text-decoration: none; } }
            """;

    private static string Css(string text) =>
        text.Replace("\\", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
}
