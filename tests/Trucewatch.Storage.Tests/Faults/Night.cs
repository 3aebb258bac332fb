using System.Diagnostics;
using Trucewatch.Testing;

namespace Trucewatch.Storage.Tests.Faults;

/// <summary>
/// A long run in pieces: <c>./dev night PART</c> sets TRUCEWATCH_NIGHT to the part's name; else the part is run in small.
/// Each thing done is a line of <c>.trucewatch/night/PART</c>, so that the next piece goes on behind it.
/// </summary>
internal sealed class Night
{
    private static readonly TimeSpan Piece = TimeSpan.FromMinutes(
        int.Parse(Environment.GetEnvironmentVariable("TRUCEWATCH_NIGHT_MINUTES") ?? "25")
    );

    private static readonly Stopwatch Since = Stopwatch.StartNew();
    private readonly string _file;
    private readonly HashSet<string> _done;
    private readonly Lock _lock = new();

    private Night(string part)
    {
        _file = Path.Combine(Shared.Repository(), ".trucewatch", "night", part);
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        _done = File.Exists(_file) ? [.. File.ReadLines(_file).Select(static l => l.Split(':')[0])] : [];
    }

    /// <summary>The long run of this part; null: only the small one is asked for.</summary>
    public static Night? Of(string part) =>
        Environment.GetEnvironmentVariable("TRUCEWATCH_NIGHT") == part ? new(part) : null;

    /// <summary>The things not done yet, as long as this piece's time lasts.</summary>
    /// <param name="all">The names of all things of the part.</param>
    public IEnumerable<string> Left(IEnumerable<string> all)
    {
        foreach (var thing in all.Where(t => !_done.Contains(t)))
        {
            if (Since.Elapsed > Piece)
            {
                File.WriteAllText(_file + ".left", $"not all is done, {thing} comes next: run it again\n");
                yield break;
            }

            yield return thing;
        }
    }

    /// <summary>Notes that a thing was done.</summary>
    public void Done(string thing, string found)
    {
        lock (_lock)
            File.AppendAllLines(_file, [$"{thing}: {found}"]);
    }
}
