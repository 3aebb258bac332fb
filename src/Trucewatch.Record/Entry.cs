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
/// <param name="Label">Who may see this field: a label's canonical text. It is not under the digest.</param>
public sealed record Field(string Name, ImmutableArray<byte> Salt, string Json, string Label)
{
    /// <inheritdoc />
    public bool Equals(Field? other) =>
        other is not null
        && Name == other.Name
        && Json == other.Json
        && Label == other.Label
        && Salt.AsSpan().SequenceEqual(other.Salt.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Json, Label);
}

/// <summary>One entry of the record: what is public and for ever, with digests in place of values.</summary>
/// <param name="Kind">What kind of thing happened, such as <c>observation</c>.</param>
/// <param name="Id">The id of an act made here (UUIDv7); null for imported things, whose id stands under the digests.</param>
/// <param name="Prev">The entry that this one replaces; null: none.</param>
/// <param name="Org">The name of the key that the author signed with (<see cref="AuthorKeys"/>).</param>
/// <param name="Label">The public label code: <c>P</c> for public, <c>R</c> for anything else.</param>
/// <param name="At">When it was logged, UTC seconds since 1970 (in a replay: by the replay's clock).</param>
/// <param name="Digests">One salted digest per field (RFC 9901 §4.2), sorted by ordinal.</param>
/// <param name="Signature">The author's Ed25519 signature over the canonical form without <c>sig</c>, 64 bytes.</param>
/// <remarks>
/// Canonical form: RFC 8785 JSON of <c>v, kind, id, prev, org, sig, label, at, sd</c>, at most <see cref="MaxBytes"/>.
/// Because of the signature nobody who keeps the record can write an entry in another's name.
/// </remarks>
public sealed record Entry(
    string Kind,
    string? Id,
    EntryNumber? Prev,
    string Org,
    string Label,
    long At,
    ImmutableArray<string> Digests,
    ImmutableArray<byte> Signature
)
{
    /// <summary>The version of this form.</summary>
    public const int Version = 1;

    /// <summary>The greatest length of an entry's canonical form, in bytes.</summary>
    public const int MaxBytes = 8192;

    /// <inheritdoc />
    public bool Equals(Entry? other) =>
        other is not null
        && (Kind, Id, Prev, Org, Label, At) == (other.Kind, other.Id, other.Prev, other.Org, other.Label, other.At)
        && Digests.AsSpan().SequenceEqual(other.Digests.AsSpan())
        && Signature.AsSpan().SequenceEqual(other.Signature.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Id, Prev, Org, Label, At, Digests.Length);
}

/// <summary>An entry with the values behind it, as handed to the log and as read back from it.</summary>
/// <param name="Entry">What is public.</param>
/// <param name="Fields">The values; empty where they are not opened to the reader or were erased.</param>
public sealed record OpenEntry(Entry Entry, ImmutableArray<Field> Fields)
{
    /// <summary>Makes an entry from its fields: each gets its digest, the digests are sorted by ordinal, the author signs.</summary>
    /// <param name="kind">What kind of thing happened.</param>
    /// <param name="id">The id of an act made here; null for imported things.</param>
    /// <param name="prev">The entry that this one replaces; null: none.</param>
    /// <param name="author">Whose entry it is: its name becomes <c>org</c>, and it signs.</param>
    /// <param name="label">The public label code: <c>P</c> or <c>R</c>.</param>
    /// <param name="at">When it is logged, UTC seconds since 1970.</param>
    /// <param name="fields">The values; their order is kept in the value store and shows in no digest.</param>
    /// <exception cref="ArgumentException">
    /// Two fields of one name, a salt that is not 16 bytes, a value that is not canonical JSON, text that is not
    /// Unicode, a part that breaks
    /// the entry's form, or more than <see cref="Entry.MaxBytes"/> in canonical form.
    /// </exception>
    public static OpenEntry Seal(
        string kind,
        string? id,
        EntryNumber? prev,
        SigningKey author,
        string label,
        long at,
        ImmutableArray<Field> fields
    )
    {
        var names = new HashSet<string>();
        foreach (var field in fields)
        {
            if (!names.Add(field.Name))
                throw new ArgumentException($"Two fields have the name {field.Name}.", nameof(fields));
            if (field.Salt.Length != Salts.Length)
                throw new ArgumentException(
                    $"The salt of {field.Name} is not {Salts.Length} bytes long.",
                    nameof(fields)
                );
            if (!Jcs.IsCanonical(field.Json))
                throw new ArgumentException($"The value of {field.Name} is not canonical JSON.", nameof(fields));
            if (!Jcs.IsUnicode(field.Label))
                throw new ArgumentException(
                    $"The label of {field.Name} holds half of a surrogate pair.",
                    nameof(fields)
                );
        }

        var digests = fields.Select(Disclosure.Digest).Order(StringComparer.Ordinal).ToImmutableArray();
        var draft = new Entry(kind, id, prev, author.Verifier.Name, label, at, digests, []);
        var entry = draft with { Signature = author.SignBytes(EntryForm.SignedBytes(draft)) };
        EntryForm.Bytes(entry); // checks form and length
        return new(entry, fields);
    }

    /// <inheritdoc />
    public bool Equals(OpenEntry? other) =>
        other is not null && Entry == other.Entry && Fields.AsSpan().SequenceEqual(other.Fields.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => Entry.GetHashCode();
}

/// <summary>The state of a record at one size: what a cosignature will stand under.</summary>
/// <param name="Origin">The record's name, such as <c>trucewatch.example/easter-2025/REPLAY</c>.</param>
/// <param name="Size">The number of entries.</param>
/// <param name="Root">The Merkle tree hash (RFC 6962 §2.1), 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, ImmutableArray<byte> Root)
{
    /// <inheritdoc />
    public bool Equals(Checkpoint? other) =>
        other is not null
        && Origin == other.Origin
        && Size == other.Size
        && Root.AsSpan().SequenceEqual(other.Root.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Origin, Size);
}
