namespace Trucewatch.Formats.BagIt;

/// <summary>The files of a bag's folder as they lie on disk: plain ones only.</summary>
internal sealed class BagTree
{
    private const int MostDepth = 64;

    private readonly SortedDictionary<string, long> _files = new(StringComparer.Ordinal);
    private readonly string _folder;

    private BagTree(string folder) => _folder = folder;

    /// <summary>The length of each file by its path in the bag, by ordinal path.</summary>
    public IReadOnlyDictionary<string, long> Files => _files;

    public IEnumerable<string> Payload => _files.Keys.Where(IsPayload);

    public IEnumerable<string> Tags => _files.Keys.Where(p => !IsPayload(p));

    public static bool IsPayload(string path) => path.StartsWith(BagPath.Payload, StringComparison.Ordinal);

    /// <summary>Lists a folder; what is no plain file and what is too much becomes a problem.</summary>
    public static BagTree List(string folder, BagLimits limits, BagProblems problems)
    {
        var tree = new BagTree(Path.GetFullPath(folder));
        long bytes = 0;
        tree.Add(new DirectoryInfo(tree._folder), "", 0, limits, ref bytes, problems);
        return tree;
    }

    /// <summary>Opens a file of the list for reading.</summary>
    /// <exception cref="IOException">It can no longer be read.</exception>
    public FileStream Open(string path) =>
        new(Path.Combine(_folder, path), FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);

    private bool Add(
        DirectoryInfo folder,
        string prefix,
        int depth,
        BagLimits limits,
        ref long bytes,
        BagProblems problems
    )
    {
        foreach (var item in folder.EnumerateFileSystemInfos())
        {
            var path = prefix + item.Name;
            if (item.LinkTarget is not null || item.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                problems.Refuse(
                    path,
                    0,
                    BagRule.NoPlainFile,
                    $"a link to {item.LinkTarget}",
                    "folders and plain files",
                    "Put the file itself in its place."
                );
                continue;
            }
            if (item is DirectoryInfo inner)
            {
                if (depth == MostDepth)
                    return TooMuch(path, $"more than {MostDepth} folders in one another", problems);
                if (!Add(inner, path + "/", depth + 1, limits, ref bytes, problems))
                    return false;
                continue;
            }
            if (!PlainFile.Is(item.FullName))
            {
                problems.Refuse(
                    path,
                    0,
                    BagRule.NoPlainFile,
                    "a pipe, socket or device",
                    "folders and plain files",
                    "Take it out of the bag."
                );
                continue;
            }
            var length = ((FileInfo)item).Length;
            bytes += length;
            _files[path] = length;
            if (_files.Count > limits.Files)
                return TooMuch(path, $"more than {limits.Files} files", problems);
            if (bytes > limits.Bytes)
                return TooMuch(path, $"more than {limits.Bytes} bytes", problems);
        }
        return true;
    }

    private static bool TooMuch(string path, string found, BagProblems problems)
    {
        problems.Refuse(
            path,
            0,
            BagRule.TooMuch,
            found,
            "a bag below the limits",
            "Divide it into several bags, or ask the mission to raise its limits."
        );
        return false;
    }
}
