using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>The number of an entry in its record: 1 for the first, without gaps.</summary>
/// <remarks>Entry number = leaf index + 1. The default, 0, means "before the first entry".</remarks>
public readonly record struct EntryNumber(long Value) : IComparable<EntryNumber>
{
    /// <summary>Before the first entry.</summary>
    public static readonly EntryNumber None;

    /// <inheritdoc />
    public int CompareTo(EntryNumber other) => Value.CompareTo(other.Value);

    /// <summary>True if the left one was known before the right one.</summary>
    public static bool operator <(EntryNumber left, EntryNumber right) => left.Value < right.Value;

    /// <summary>True if the left one was known after the right one.</summary>
    public static bool operator >(EntryNumber left, EntryNumber right) => left.Value > right.Value;

    /// <summary>True if the left one was not known after the right one.</summary>
    public static bool operator <=(EntryNumber left, EntryNumber right) => left.Value <= right.Value;

    /// <summary>True if the left one was not known before the right one.</summary>
    public static bool operator >=(EntryNumber left, EntryNumber right) => left.Value >= right.Value;

    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One named value behind an entry, with the salt that hides it until it is opened.</summary>
/// <param name="Name">The field's name, unique in its entry.</param>
/// <param name="Salt">128 bits; random, or derived in a replay.</param>
/// <param name="Json">The value as canonical JSON (RFC 8785): text, number, object or array.</param>
/// <param name="Label">Who may see this field: a label's canonical text.</param>
public sealed record Field(string Name, ImmutableArray<byte> Salt, string Json, string Label);

/// <summary>One entry of the record: what is public and for ever, with digests in place of values.</summary>
/// <param name="Kind">What kind of thing happened, such as <c>observation</c>.</param>
/// <param name="Id">The id of an act made here (UUIDv7); null for imported things, whose id stands under the digests.</param>
/// <param name="Prev">The entry that this one replaces; null: none.</param>
/// <param name="Org">The key name of the author's cell.</param>
/// <param name="Label">The public label code: <c>P</c> for public, <c>R</c> for anything else.</param>
/// <param name="At">When it was logged, UTC seconds since 1970 (in a replay: by the replay's clock).</param>
/// <param name="Digests">One salted digest per field (RFC 9901 §4.2), sorted by ordinal.</param>
/// <remarks>
/// Canonical form: RFC 8785 JSON of <c>v, kind, id, prev, org, label, at, sd</c>, at most
/// <see cref="MaxBytes"/>. The author signature <c>sig</c> is not written yet: it comes with keys.
/// </remarks>
public sealed record Entry(
    string Kind,
    string? Id,
    EntryNumber? Prev,
    string Org,
    string Label,
    long At,
    ImmutableArray<string> Digests
)
{
    /// <summary>The version of this form.</summary>
    public const int Version = 1;

    /// <summary>The greatest length of an entry's canonical form, in bytes.</summary>
    public const int MaxBytes = 8192;
}

/// <summary>An entry with the values behind it, as handed to the log and as read back from it.</summary>
/// <param name="Entry">What is public.</param>
/// <param name="Fields">The values; empty where they are not opened to the reader or were erased.</param>
public sealed record OpenEntry(Entry Entry, ImmutableArray<Field> Fields);

/// <summary>The state of a record at one size: what a cosignature will stand under.</summary>
/// <param name="Origin">The record's name, such as <c>trucewatch.example/easter-2025 REPLAY</c>.</param>
/// <param name="Size">The number of entries.</param>
/// <param name="Root">The Merkle tree hash (RFC 6962 §2.1), 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, ImmutableArray<byte> Root)
{
    /// <inheritdoc />
    public bool Equals(Checkpoint? other) =>
        other is not null && Origin == other.Origin && Size == other.Size && Root.AsSpan().SequenceEqual(other.Root.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Origin, Size);
}
