namespace Trucewatch.Acts;

/// <summary>Which version of a file lay before somebody: the entry up to which it was known, and its digest.</summary>
public sealed record FileVersion
{
    private FileVersion(long entry, string sha256) => (Entry, Sha256) = (entry, sha256);

    /// <summary>The entry up to which it was known, from 1.</summary>
    public long Entry { get; }

    /// <summary>The file's SHA-256, 64 hexadecimal digits in lower case.</summary>
    public string Sha256 { get; }

    /// <summary>A version.</summary>
    /// <exception cref="ArgumentException">No entry of that number can be, or the digest has another form.</exception>
    public static FileVersion Of(long entry, string sha256) =>
        entry >= 1 && sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
            ? new(entry, sha256)
            : throw new ArgumentException($"entry {entry}, digest \"{sha256}\"", nameof(sha256));
}

/// <summary>Who decided, why, and what lay before him. What only people may decide cannot be made without one.</summary>
public sealed record DecidedBy
{
    private DecidedBy(string who, string reasons, FileVersion before) =>
        (Who, Reasons, Before) = (who, reasons, before);

    /// <summary>The body or person, by id.</summary>
    public string Who { get; }

    /// <summary>Why.</summary>
    public string Reasons { get; }

    /// <summary>The file that lay before the decider.</summary>
    public FileVersion Before { get; }

    /// <summary>A decision's author.</summary>
    /// <exception cref="ArgumentException">Nobody is named, or no reasons are given.</exception>
    public static DecidedBy Of(string who, string reasons, FileVersion before)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        ArgumentException.ThrowIfNullOrWhiteSpace(reasons);
        ArgumentNullException.ThrowIfNull(before);
        return new(who, reasons, before);
    }
}
