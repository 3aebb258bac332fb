using System.Diagnostics;
using System.Globalization;

namespace Trucewatch.Bench;

/// <summary>Times, medians and sentences.</summary>
internal static class Measure
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1
            ? sorted[sorted.Count / 2]
            : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    public static double Percentile(IReadOnlyCollection<double> values, double share) =>
        values.Order().ElementAt((int)Math.Min(values.Count - 1, Math.Floor(values.Count * share)));

    public static async Task<double> SecondsAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>The most memory that this process ever held, in megabytes (Linux: VmHWM).</summary>
    public static double PeakMegabytes() =>
        File.Exists("/proc/self/status")
            ? File.ReadLines("/proc/self/status")
                .Where(l => l.StartsWith("VmHWM", StringComparison.Ordinal))
                .Select(l => double.Parse(l.Split(':')[1].Replace("kB", "").Trim(), CultureInfo.InvariantCulture))
                .Single() / 1024
            : Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;

    /// <summary>One line: what, how much, and whether the goal is met.</summary>
    public static bool Say(string what, double found, string unit, double goal, bool atMost)
    {
        var met = atMost ? found <= goal : found >= goal;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {found:#,##0.##} {unit} (goal {(atMost ? "≤" : "≥")} {goal:#,##0.##} {unit}: {(met ? "met" : "MISSED")})"
            )
        );
        return met;
    }
}
