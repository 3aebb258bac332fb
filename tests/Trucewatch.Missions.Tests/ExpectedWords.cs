namespace Trucewatch.Missions.Tests;

/// <summary>The words of <c>expected/report.yaml</c>: two lists of quoted texts.</summary>
internal static class ExpectedWords
{
    public static (List<string> Must, List<string> MustNot) Of(string mission)
    {
        var (must, mustNot) = (new List<string>(), new List<string>());
        var list = must;
        foreach (var line in File.ReadLines(Path.Combine(Replayed.Mission(mission), "expected", "report.yaml")))
        {
            if (line.StartsWith("must_not_say", StringComparison.Ordinal))
                list = mustNot;
            else if (line.Trim() is ['-', ' ', '"', .. var words, '"'])
                list.Add(words);
        }
        return (must, mustNot);
    }
}
