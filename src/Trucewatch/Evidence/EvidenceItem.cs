using System.Text.Json.Serialization;
using Trucewatch.Labels;
using Trucewatch.Sources;

namespace Trucewatch.Evidence;

/// <summary>An original: bytes kept as they came, never changed.</summary>
/// <param name="Hash">The digests of its bytes; the first one is its id.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Media">What its first bytes say it is (<see cref="MagicBytes"/>); a statement of form, not of truth.</param>
/// <param name="Source">Who sent or made it.</param>
/// <param name="Name">What its sender called the file: a statement, never used as a path.</param>
/// <param name="Label">Who may see it.</param>
public sealed record EvidenceItem(
    ContentHash Hash,
    long Length,
    string Media,
    SourceId Source,
    string Name,
    Label Label
)
{
    /// <summary>Its id: the SHA-256 of its bytes.</summary>
    [JsonIgnore]
    public EvidenceId Id => new(Hash.Sha256);
}

/// <summary>Something made of an original: a released copy, a working copy, a picture of a page. It has its own digests.</summary>
public sealed record Derivative
{
    /// <summary>A derivative of an original or of another derivative.</summary>
    /// <exception cref="ArgumentException">It has the bytes of what it was made of: then it is no derivative.</exception>
    public Derivative(ContentHash hash, long length, string media, EvidenceId derivedFrom, string how, Label label)
    {
        if (hash.Sha256 == derivedFrom.Sha256)
            throw new ArgumentException("A derivative has other bytes than what it was made of.", nameof(derivedFrom));
        (Hash, Length, Media, DerivedFrom, How, Label) = (hash, length, media, derivedFrom, how, label);
    }

    /// <summary>The digests of its bytes; the first one is its id.</summary>
    public ContentHash Hash { get; init; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; init; }

    /// <summary>What its first bytes say it is.</summary>
    public string Media { get; init; }

    /// <summary>What it was made of.</summary>
    public EvidenceId DerivedFrom { get; init; }

    /// <summary>How it was made: program, version, what was done.</summary>
    public string How { get; init; }

    /// <summary>Who may see it.</summary>
    public Label Label { get; init; }

    /// <summary>Its id: the SHA-256 of its bytes.</summary>
    [JsonIgnore]
    public EvidenceId Id => new(Hash.Sha256);
}
