using Trucewatch.Formats.Boundaries;
using Trucewatch.Formats.DeepState;
using Trucewatch.Formats.DescribedCsv;
using Trucewatch.Formats.EnergyFacilities;
using Trucewatch.Formats.Files;
using Trucewatch.Formats.Firms;
using Trucewatch.Formats.LongRangeStrikes;
using Trucewatch.Formats.PartyClaims;
using Trucewatch.Formats.Viina;
using Trucewatch.Observations;

namespace Trucewatch.Formats;

/// <summary>Reads the files of sources: whatever stands in them comes out as accepted or as rejected with all reasons.</summary>
public static class SourceReader
{
    /// <summary>All that one file gives, lazily and in its order. Bad input never throws.</summary>
    /// <param name="plan">The source and how its files are written.</param>
    /// <param name="context">The mission; it counts the rows that are not read.</param>
    /// <param name="bytes">The file's bytes, packed (gzip) or not; the stream stays the caller's to close.</param>
    /// <param name="fileName">The file's name, for rejections; a date in it counts for <c>deepstate</c>.</param>
    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream bytes, string fileName) =>
        plan.Format == SourceFormat.FirmsSnapshots
            ? FirmsDays.Count(plan, context, ReadOne(plan, context, bytes, fileName))
            : ReadOne(plan, context, bytes, fileName);

    /// <summary>All that the files of one source give, with exact repeats made one over all of them.</summary>
    /// <param name="plan">The source and how its files are written.</param>
    /// <param name="context">
    /// The mission; it counts the rows that are not read. Reference sources are to be read first, and the zones they draw
    /// added to it, for other sources name them.
    /// </param>
    /// <param name="folder">The data folder, or the mission's where the plan says so; <c>-</c> is the standard input.</param>
    public static IReadOnlyList<Intake> Read(SourcePlan plan, ReadingContext context, string folder) =>
        Read(plan, context, new SourceFiles(folder, Console.OpenStandardInput));

    /// <summary>All that the files of one source give, with exact repeats made one over all of them.</summary>
    /// <remarks>A glob that finds nothing, or a file that cannot be opened, is a rejection: silence of a source is no zero.</remarks>
    public static IReadOnlyList<Intake> Read(SourcePlan plan, ReadingContext context, SourceFiles files)
    {
        var intakes = Repeats.Fold(ReadFiles(plan, context, files));
        return plan.Format switch
        {
            SourceFormat.FirmsSnapshots => [.. FirmsDays.Count(plan, context, intakes)],
            SourceFormat.DeepState => [.. DeepStateReader.Stretch(intakes)],
            _ => intakes,
        };
    }

    private static IEnumerable<Intake> ReadFiles(SourcePlan plan, ReadingContext context, SourceFiles files)
    {
        var found = files.Find(plan);
        if (found.IsEmpty)
            yield return Trouble(plan, context, "", Problem.NoFile, string.Join(", ", plan.Files));
        foreach (var file in found)
        {
            var (bytes, trouble) = Open(plan, context, files, file);
            if (bytes is null)
            {
                yield return trouble!;
                continue;
            }
            using (bytes)
            {
                foreach (var intake in ReadOne(plan, context, bytes, file))
                    yield return intake;
            }
        }
    }

    private static IEnumerable<Intake> ReadOne(SourcePlan plan, ReadingContext context, Stream bytes, string file) =>
        plan.Format switch
        {
            SourceFormat.Viina => ViinaReader.Read(plan, context, bytes, file),
            SourceFormat.LongRangeStrikes => StrikesReader.Read(plan, context, bytes, file),
            SourceFormat.PartyClaims => PartyClaimsReader.Read(plan, context, bytes, file),
            SourceFormat.TruceWindows => TruceWindowsReader.Read(plan, context, bytes, file),
            SourceFormat.DeepState => DeepStateReader.Read(plan, context, bytes, file),
            SourceFormat.FirmsSnapshots => FirmsReader.Read(plan, context, bytes, file),
            SourceFormat.EnergyFacilities => FacilitiesReader.Read(plan, context, bytes, file),
            SourceFormat.Boundaries => BoundariesReader.Read(plan, context, bytes, file),
            SourceFormat.Places => Gazetteer
                .Read(plan.Source.Id, context, bytes, file)
                .Rejected.Select(r => new Intake.Rejected(r)),
            SourceFormat.Csv => DescribedCsvReader.Read(plan, context, bytes, file),
            _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Format, "no such format"),
        };

    private static (Stream? Bytes, Intake.Rejected? Trouble) Open(
        SourcePlan plan,
        ReadingContext context,
        SourceFiles files,
        string file
    )
    {
        try
        {
            return (files.Open(file), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, Trouble(plan, context, file, Problem.Unreadable, e.Message));
        }
    }

    private static Intake.Rejected Trouble(
        SourcePlan plan,
        ReadingContext context,
        string file,
        string problem,
        string found
    ) => Kept.Reject(plan.Source.Id, file, 0, "", [Kept.Because("", problem, found)], context.Begin);
}
