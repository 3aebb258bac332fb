using System.Collections.Immutable;
using Trucewatch.Incidents;
using Trucewatch.Labels;

namespace Trucewatch.Reports;

/// <summary>A report with the picture it was written from and the numbers that it gives to incidents.</summary>
public sealed record WrittenReport(
    Picture Picture,
    Report Report,
    ImmutableDictionary<IncidentId, int> Numbers,
    string Digest
)
{
    /// <summary>The report of a picture for one audience; incident numbers run in report order from 1.</summary>
    public static WrittenReport Of(Picture picture, Audience audience, int number)
    {
        var numbers = picture
            .InReportOrder.Select((incident, i) => (incident.Id, Number: i + 1))
            .ToImmutableDictionary(n => n.Id, n => n.Number);
        var report = DailyReport.Write(picture, numbers, audience, number);
        return new(picture, report, numbers, ProductDigest.Of(report, picture));
    }
}
