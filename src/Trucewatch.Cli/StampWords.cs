using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Trucewatch.Cli.Commands;
using Trucewatch.Formats.TimeStamps;
using Trucewatch.Missions.Records;
using Trucewatch.Verifier;

namespace Trucewatch.Cli;

/// <summary>What the time stamps over a record's checkpoints say, a line for each checkpoint.</summary>
internal static class StampWords
{
    /// <summary>Checks stamps under the roots in these PEM files; null: none was given.</summary>
    /// <exception cref="WrongUseException">A file holds no certificate.</exception>
    public static Func<byte[], byte[], StampedCheckpoints.Worth>? Check(string[] files)
    {
        if (files.Length == 0)
            return null;
        var roots = new X509Certificate2Collection();
        foreach (var file in files)
        {
            try
            {
                roots.AddRange(TimeStampCheck.Roots(Given.ReadText(file)));
            }
            catch (CryptographicException wrong)
            {
                throw new WrongUseException($"{file}: {wrong.Message}");
            }
        }
        return (token, note) =>
            StampCheckpoint.Check(token, note, roots) switch
            {
                TimeStampOutcome.Holds holds => new StampedCheckpoints.Worth.Holds(
                    holds.At.ToUnixTimeSeconds(),
                    holds.Authority
                ),
                TimeStampOutcome.Refused refused => new StampedCheckpoints.Worth.Fails(
                    string.Join("; ", refused.Reasons.Select(static r => r.ToString()))
                ),
                _ => throw new InvalidOperationException("there is no third outcome"),
            };
    }

    /// <summary>Says them; the exit code is 1 where one does not hold.</summary>
    public static int Tell(ImmutableArray<StampedCheckpoints.Stamp> stamps)
    {
        if (stamps.IsEmpty)
            return Exit.Done;
        if (stamps.All(static s => s.Worth is null))
        {
            Console.WriteLine(
                $"{Shared.Counted(stamps.Length, "time stamp")} over its checkpoints were not checked, for no --stamp-root was given."
            );
            return Exit.Done;
        }
        foreach (var (size, holding) in Holding(stamps))
            Console.WriteLine(
                $"Its first {size} entries were there by {RecordWords.Time(holding.Max(static h => h.At))}: stamped by {string.Join(" and ", holding.Select(static h => $"{h.Subject} ({RecordWords.Time(h.At)})"))}{(holding.Select(static h => h.Subject).Distinct().Count() < 2 ? "; one authority alone" : "")}."
            );
        foreach (var stamp in stamps)
            if (stamp.Worth is StampedCheckpoints.Worth.Fails fails)
                Console.Error.WriteLine(
                    $"The stamp by {stamp.Authority} over {stamp.Size} entries does not hold: {fails.Why}"
                );
        return stamps.Any(static s => s.Worth is StampedCheckpoints.Worth.Fails) ? Exit.Rejected : Exit.Done;
    }

    private static IEnumerable<(long Size, List<StampedCheckpoints.Worth.Holds> By)> Holding(
        ImmutableArray<StampedCheckpoints.Stamp> stamps
    ) =>
        stamps
            .GroupBy(static s => s.Size)
            .OrderBy(static g => g.Key)
            .Select(static g =>
                (g.Key, g.Select(static s => s.Worth).OfType<StampedCheckpoints.Worth.Holds>().ToList())
            )
            .Where(static g => g.Item2.Count > 0);
}
