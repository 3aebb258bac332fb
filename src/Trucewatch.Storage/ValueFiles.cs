using System.Security.Cryptography;
using System.Text;
using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>The large values of a record: each in a file named by the SHA-256 of its content, in lower-case hex.</summary>
/// <remarks>That name stands beside the entry, never in it: it would confirm a guessed value.</remarks>
internal sealed class ValueFiles(string folder)
{
    /// <summary>The greatest length of a value that lies in the database itself, in bytes of UTF-8.</summary>
    public const int MaxInline = 4096;

    /// <summary>Writes these values; when it returns, they and their names are on disk.</summary>
    /// <returns>The file names, in the order of the values.</returns>
    public string[] Write(IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
            return [];

        DurableFiles.CreateFolder(folder);
        var names = values.Select(Write).ToArray();
        DurableFiles.SyncFolder(folder);
        return names;
    }

    /// <summary>Removes values; when it returns, they are gone from the disk.</summary>
    public void Remove(IReadOnlyCollection<string> names)
    {
        foreach (var name in names)
            File.Delete(Path.Combine(folder, name));
        if (names.Count > 0)
            DurableFiles.SyncFolder(folder);
    }

    /// <summary>Reads a value.</summary>
    /// <exception cref="RecordException">The file is missing, or its content is not the one it is named by.</exception>
    public string Read(string name, EntryNumber number)
    {
        try
        {
            var content = File.ReadAllBytes(Path.Combine(folder, name));
            return Name(content) == name
                ? Encoding.UTF8.GetString(content)
                : throw new RecordException(
                    RecordProblem.ValueAltered,
                    number,
                    $"The value file {name} of entry {number} was altered."
                );
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RecordException(
                RecordProblem.ValueMissing,
                number,
                $"The value file {name} of entry {number} is missing.",
                missing
            );
        }
    }

    private string Write(string value)
    {
        var content = Encoding.UTF8.GetBytes(value);
        var name = Name(content);
        DurableFiles.Write(Path.Combine(folder, name), content);
        return name;
    }

    private static string Name(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
