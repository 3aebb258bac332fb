using System.Text.Json.Nodes;
using Xunit;

namespace Trucewatch.Testing;

/// <summary>
/// Finds the shared material: the folder named by TRUCEWATCH_SHARED, or "shared" beside the repository. Where it is
/// missing the test is skipped; in CI it fails.
/// </summary>
internal static class Shared
{
    /// <summary>The full path of a file or folder of the shared material.</summary>
    public static string Find(params ReadOnlySpan<string> parts)
    {
        var root =
            Environment.GetEnvironmentVariable("TRUCEWATCH_SHARED") ?? Path.Combine(Repository(), "..", "shared");
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        if (Path.Exists(path))
            return path;

        var missing = $"{path} is missing: put the shared material beside the repository or set TRUCEWATCH_SHARED.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(missing);
        Assert.Skip(missing);
        return path;
    }

    /// <summary>Reads a file of the shared material as JSON.</summary>
    public static JsonNode ReadJson(params ReadOnlySpan<string> parts) =>
        JsonNode.Parse(File.ReadAllText(Find(parts)))!;

    /// <summary>The repository's folder: the first one above the test that holds the solution.</summary>
    public static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Trucewatch.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("No folder above the test holds Trucewatch.slnx.");
    }
}
