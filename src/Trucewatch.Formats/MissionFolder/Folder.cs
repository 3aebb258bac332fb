using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>The files of a mission's folder: read once, strictly UTF-8, at most 16 MiB each, with their digests.</summary>
internal sealed class Folder(string root, Problems problems)
{
    private const long MostBytes = 16 << 20;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly SortedDictionary<string, OwnFile> _read = new(StringComparer.Ordinal);

    /// <summary>All files that were read.</summary>
    public ImmutableArray<OwnFile> Read => [.. _read.Values];

    /// <summary>True if the file is there.</summary>
    public bool Has(string path) => File.Exists(Path.Combine(root, path));

    /// <summary>The text of a file; null, and noted, where there is none.</summary>
    public string? Text(string path)
    {
        if (!Has(path))
        {
            Wrong(path, Rule.NoFile, "this file", "Add it; docs/formats describes it.");
            return null;
        }
        try
        {
            return Decode(path, File.ReadAllBytes(Path.Combine(root, path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Wrong(path, Rule.NoText, "a file that can be read", e.Message);
            return null;
        }
    }

    /// <summary>The files of a folder with that ending, sorted; empty where the folder is not there.</summary>
    public ImmutableArray<string> List(string folder, string ending)
    {
        var path = Path.Combine(root, folder);
        return Directory.Exists(path)
            ?
            [
                .. Directory
                    .EnumerateFiles(path, "*" + ending)
                    .Select(f => folder + "/" + Path.GetFileName(f))
                    .Order(StringComparer.Ordinal),
            ]
            : [];
    }

    private string? Decode(string path, byte[] bytes)
    {
        _read[path] = new(path, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        if (bytes.Length > MostBytes)
        {
            Wrong(
                path,
                Rule.NoText,
                "at most 16 MiB",
                "Move large data to the data folder and name them in sources.yaml."
            );
            return null;
        }
        try
        {
            var text = Strict.GetString(bytes);
            if (!text.Contains('\0', StringComparison.Ordinal))
                return text.TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            // noted below, as a NUL is
        }
        Wrong(path, Rule.NoText, "a text in UTF-8", "Save it as UTF-8.", 1 + LinesBeforeTrouble(bytes));
        return null;
    }

    private static int LinesBeforeTrouble(byte[] bytes)
    {
        var good = 0;
        System.Text.Unicode.Utf8.ToUtf16(
            bytes,
            new char[bytes.Length],
            out good,
            out _,
            replaceInvalidSequences: false
        );
        var nul = Array.IndexOf(bytes, (byte)0);
        return bytes.AsSpan(0, nul < 0 ? good : Math.Min(good, nul)).Count((byte)'\n');
    }

    private void Wrong(string path, string code, string expected, string cure, int line = 1) =>
        problems.Add(new TextSpan(path, line, 1), code, "", expected, cure);
}
