using System.Text.RegularExpressions;
using Trucewatch.Testing;

namespace Trucewatch.Architecture.Tests;

/// <summary>One file of a project's sources, without what stands in its comments.</summary>
internal sealed record SourceText(string Project, string Folder, string Path, string Code)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly Regex Comment = new(
        @"^\s*//.*$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        Limit
    );

    /// <summary>All C# files of a project, built ones left out.</summary>
    public static IEnumerable<SourceText> Of(string project)
    {
        var root = System.IO.Path.Combine(Shared.Repository(), "src", project);
        foreach (
            var path in Directory
                .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var parts = System.IO.Path.GetRelativePath(root, path).Split(System.IO.Path.DirectorySeparatorChar);
            if (parts[0] is not ("bin" or "obj"))
                yield return new(
                    project,
                    parts.Length > 1 ? parts[0] : "",
                    string.Join('/', parts),
                    Comment.Replace(File.ReadAllText(path), "")
                );
        }
    }

    /// <summary>What a pattern's first group finds in the code, each once.</summary>
    public IEnumerable<string> Find(string pattern) =>
        Regex
            .Matches(Code, pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant, Limit)
            .Select(m => m.Groups[1].Value)
            .Distinct(StringComparer.Ordinal);
}
