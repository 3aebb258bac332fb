using System.Text.Json.Serialization;
using Trucewatch.Values;

namespace Trucewatch.Evidence;

/// <summary>A piece of evidence by its content: the SHA-256 of its bytes, 64 lower-case hex digits.</summary>
/// <remarks>
/// The same bytes are the same evidence, whoever sends them. It confirms a guessed file, so it stands under the salted
/// digests of the record and never leaves below the mission's own level.
/// </remarks>
[JsonConverter(typeof(AsText))]
public readonly record struct EvidenceId : IComparable<EvidenceId>
{
    /// <summary>The evidence with this SHA-256.</summary>
    /// <exception cref="ArgumentException">It is not 64 lower-case hex digits.</exception>
    public EvidenceId(string sha256) => Sha256 = ContentHash.Hex(sha256, 64, nameof(sha256));

    /// <summary>The SHA-256 of the bytes, lower-case hex.</summary>
    public string Sha256 { get; }

    /// <inheritdoc />
    public int CompareTo(EvidenceId other) => string.CompareOrdinal(Sha256, other.Sha256);

    /// <inheritdoc />
    public override string ToString() => Sha256;

    private sealed class AsText() : ValueCodec.Text<EvidenceId>(i => i.Sha256, t => new EvidenceId(t));
}

/// <summary>Two digests of the same bytes: should one of the two functions be broken one day, the other still binds.</summary>
public sealed record ContentHash
{
    /// <summary>The digests of some bytes.</summary>
    /// <param name="sha256">64 lower-case hex digits.</param>
    /// <param name="sha512">128 lower-case hex digits.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public ContentHash(string sha256, string sha512) =>
        (Sha256, Sha512) = (Hex(sha256, 64, nameof(sha256)), Hex(sha512, 128, nameof(sha512)));

    /// <summary>SHA-256, 64 lower-case hex digits.</summary>
    public string Sha256 { get; init; }

    /// <summary>SHA-512, 128 lower-case hex digits.</summary>
    public string Sha512 { get; init; }

    internal static string Hex(string text, int length, string name) =>
        text.Length == length && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f')
            ? text
            : throw new ArgumentException($"{length} lower-case hex digits are needed.", name);
}
