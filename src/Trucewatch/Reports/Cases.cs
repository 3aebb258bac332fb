using System.Collections.Immutable;
using Trucewatch.Labels;
using Trucewatch.Observations;

namespace Trucewatch.Reports;

/// <summary>Section 3: the incidents of the window that were seen or reported, and that this audience may know of.</summary>
internal static class Cases
{
    public static Section Write(Desk desk)
    {
        var cases = desk.Picture.InReportOrder.Where(i =>
            desk.InWindow(i) && i.Standing != Standing.Alleged && i.Code.Family != 'N'
        );
        var shown = Release.Shown(new Viewer(desk.Audience), cases, desk.Known);
        var rows = shown
            .Select(i =>
                ImmutableArray.Create(
                    Say.T(desk.Numbers[i.Id].ToString()),
                    i.Occurred.Precision == Time.Precision.Day
                        ? Say.D(i.Occurred.Start.InZone(desk.Charter.TimeZone).Date)
                        : Say.At(i.Occurred.Start),
                    Say.T(i.PlaceName),
                    Say.W("code." + i.Code),
                    Say.W("standing." + DailyReport.Snake(i.Standing)),
                    Say.N(i.Members.Length),
                    Say.W("status." + desk.Picture.StatusOf(i))
                )
            )
            .ToImmutableArray();
        ImmutableArray<Sentence> sentences = shown.IsEmpty ? [Say.Coverage("no_cases")] : [];
        return new(
            "cases",
            sentences,
            rows.IsEmpty
                ? []
                :
                [
                    new(
                        "report.t.cases",
                        [
                            "report.c.number",
                            "report.c.time",
                            "report.c.place",
                            "report.c.code",
                            "report.c.standing",
                            "report.c.observations",
                            "report.c.status",
                        ],
                        rows
                    ),
                ]
        );
    }
}
