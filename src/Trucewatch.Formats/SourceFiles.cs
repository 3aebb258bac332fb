using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Trucewatch.Formats;

/// <summary>Finds and opens the files of sources under one folder.</summary>
/// <param name="root">The data folder, or the mission's own.</param>
/// <param name="input">What <c>-</c> stands for: the standard input.</param>
public sealed class SourceFiles(string root, Func<Stream> input)
{
    /// <summary>The files of a plan, relative to the folder, with slashes, in ordinal order, each once; <c>-</c> stays as it is.</summary>
    public ImmutableArray<string> Find(SourcePlan plan)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var glob in plan.Files)
        {
            if (glob == "-")
                found.Add(glob);
            else if (IsInside(glob) && Directory.Exists(root))
                Walk(root, "", glob.Split('/'), found);
        }
        return [.. found];
    }

    /// <summary>Opens a found file, packed or not; the readers unpack.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public Stream Open(string file) => file == "-" ? input() : File.OpenRead(Path.Combine(root, file));

    /// <summary>True for a relative path, with slashes, that does not leave its folder.</summary>
    public static bool IsInside(string glob) =>
        glob.Length > 0
        && !Path.IsPathRooted(glob)
        && !glob.Contains('\\', StringComparison.Ordinal)
        && !glob.Contains('\0', StringComparison.Ordinal)
        && Array.TrueForAll(glob.Split('/'), s => s is not ".." and not "");

    // One level of the glob; ** stands for any number of folders.
    private static void Walk(string from, string at, ReadOnlySpan<string> rest, SortedSet<string> found)
    {
        var folder = new DirectoryInfo(Path.Combine(from, at));
        var first = rest[0];
        if (first == "**")
        {
            Walk(from, at, rest.Length > 1 ? rest[1..] : ["*"], found);
            foreach (var inner in folder.EnumerateDirectories())
                Walk(from, Join(at, inner.Name), rest, found);
        }
        else if (rest.Length > 1)
        {
            foreach (var inner in folder.EnumerateDirectories().Where(d => Fits(first, d.Name)))
                Walk(from, Join(at, inner.Name), rest[1..], found);
        }
        else
        {
            foreach (var file in folder.EnumerateFiles().Where(f => Fits(first, f.Name)))
                found.Add(Join(at, file.Name));
        }

        static bool Fits(string glob, string name) =>
            FileSystemName.MatchesSimpleExpression(glob, name, ignoreCase: false);
        static string Join(string folder, string name) => folder.Length == 0 ? name : folder + "/" + name;
    }
}
