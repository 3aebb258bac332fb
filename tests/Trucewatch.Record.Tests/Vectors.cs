using System.Text.Json.Nodes;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

/// <summary>The cases of a file of <c>conformance/tlog</c>, by their names.</summary>
internal static class Vectors
{
    private const string Missing = "(the shared material is missing)";

    /// <summary>The names of all cases; where the file is missing, one name whose case then says so.</summary>
    public static TheoryData<string> Names(string file, string? part = null)
    {
        var names = new TheoryData<string>();
        if (!IsThere(file))
            names.Add(Missing);
        else
        {
            foreach (var given in Cases(file, part))
                names.Add(NameOf(given));
        }

        return names;
    }

    /// <summary>One case; skips the test, or fails it in CI, where the file is missing.</summary>
    public static JsonNode Case(string name, string file, string? part = null) =>
        Cases(file, part).Single(c => NameOf(c) == name);

    /// <summary>All cases of a file.</summary>
    public static IEnumerable<JsonNode> Cases(string file, string? part = null)
    {
        var root = Shared.ReadJson("conformance", "tlog", file);
        return (part is null ? root : root[part])!.AsArray().Select(c => c!);
    }

    private static string NameOf(JsonNode given) => (string)(given["name"] ?? given["step"])!;

    // Shared.Find would skip a test, and there is none yet while its cases are listed.
    private static bool IsThere(string file) =>
        File.Exists(
            Path.Combine(
                Environment.GetEnvironmentVariable("TRUCEWATCH_SHARED")
                    ?? Path.Combine(Shared.Repository(), "..", "shared"),
                "conformance",
                "tlog",
                file
            )
        );
}
