using System.CommandLine;
using System.Text;
using Trucewatch.Formats.Reports;
using Trucewatch.Formats.Texts;
using Trucewatch.Reports;
using Trucewatch.Verifier;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch verify report FILE --record FOLDER|ADDRESS</c>: is it the report that was issued, and does it follow?</summary>
internal static class VerifyReportCommand
{
    public static Command Make()
    {
        var report = new Argument<string>("report")
        {
            Description = "report.json or board.csv as it was handed over, or report.html.",
        };
        var record = new Option<string>("--record")
        {
            Description = "The record that it comes from: a folder or an address.",
            Required = true,
        };
        var (key, policy) = (Given.Key(), Given.Policy());
        var command = new Command(
            "report",
            """
            Checks a report, or a board, against its record: unchanged since when, issued by which entry, the only version or not, and
            whether its conclusions follow from the entries.
            Exit code 0: all of it; 1: something does not hold, or is not recomputable as far as opened.

            Example:
              trucewatch verify report out/report.json --record out/record --key record.vkey
            """
        )
        {
            report,
            record,
            key,
            policy,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var trust = Given.Trust(parsed.GetValue(key), parsed.GetValue(policy));
                var bytes = Given.ReadBytes(parsed.GetValue(report)!, HandedReport.MaxBytes);
                var handed = Given.Read(parsed.GetValue(report)!, HandedReport.MaxBytes, HandedReport.Read);
                using var client = TileAddress.Client();
                var files = Given.Files(parsed.GetValue(record)!, client);
                return Tell(
                    await VerifyReport.RunAsync(handed, files, trust, Given.Making, cancellationToken),
                    handed,
                    bytes
                );
            }
        );
        return command;
    }

    private static int Tell(ReportVerdict verdict, HandedReport handed, byte[] file)
    {
        switch (verdict)
        {
            case ReportVerdict.Altered altered:
                return ReplayCommand.Say(Exit.Rejected, $"The report was changed after it was written: {altered.Why}.");
            case ReportVerdict.RecordFails record:
                return RecordWords.Fails(record.Why);
            case ReportVerdict.NotInRecord missing:
                return ReplayCommand.Say(
                    Exit.Rejected,
                    $"The report is not shown to be of this record: {missing.Why}"
                        + (
                            missing.ClosedIssues > 0
                                ? $"; {Shared.Counted(missing.ClosedIssues, "issue")} are closed to you, and it may be one of them."
                                : "."
                        )
                );
            case ReportVerdict.Found found:
                var (words, exit) = Conclusions(found, handed, file);
                Console.WriteLine(
                    $"{(found.Issued.Product == Issued.Board ? "Board" : "Report")} {found.Issued.Number} for {found.Issued.Audience} is {(handed.IsPage ? "named by this page" : "unchanged")} since {RecordWords.Time(found.At)}, when entry {found.Entry} of the record \"{found.Record.Origin}\" issued it; {Versions(found)}; {words}; {RecordWords.Signed(found.Record.SignedBy)}."
                );
                return exit;
            default:
                throw new InvalidOperationException("no words for that");
        }
    }

    private static string Versions(ReportVerdict.Found found)
    {
        var closed =
            found.ClosedIssues > 0 ? $" ({Shared.Counted(found.ClosedIssues, "issue")} for others closed to you)" : "";
        return found.Versions == 1 ? $"it is the only version{closed}"
            : found.SupersededBy is { } newer
                ? $"{found.Versions} versions were issued, this is number {found.Version}, and entry {newer} superseded it{closed}"
            : $"{found.Versions} versions were issued, this is the newest{closed}";
    }

    private static (string Words, int Exit) Conclusions(ReportVerdict.Found found, HandedReport handed, byte[] file)
    {
        if (found.Difference is { } difference)
            return ($"its words do not follow from the entries: {difference}", Exit.Rejected);
        var (words, exit) = RecordWords.Say(found.Recomputed);
        var conclusions =
            found.Recomputed is Recomputed.Same || found.Written is not null
                ? "its conclusions follow from the entries"
                : $"its conclusions: {char.ToLowerInvariant(words[0])}{words[1..]}";
        if (!handed.IsPage)
            return (conclusions, exit);
        if (found.Written is null)
            return ($"{conclusions}; the page is a rendering, whose words were not checked: check report.json", exit);
        return IsRendering(found, handed, file)
            ? ($"{conclusions}; the page is exactly the rendering that follows", exit)
            : (
                "the page is not the rendering that follows from the entries: its words or its look were changed",
                Exit.Rejected
            );
    }

    private static bool IsRendering(ReportVerdict.Found found, HandedReport handed, byte[] file)
    {
        var provenance = new ReportProvenance(
            handed.Origin ?? "",
            handed.Entries ?? 0,
            handed.Root ?? "",
            handed.Digest
        );
        return Words.Languages.Any(language =>
            Encoding
                .UTF8.GetBytes(ReportHtml.Write(found.Written!.Report, provenance, Words.Shipped, language))
                .AsSpan()
                .SequenceEqual(file)
        );
    }
}
