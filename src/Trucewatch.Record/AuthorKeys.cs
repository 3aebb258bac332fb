using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trucewatch.Record;

/// <summary>Which key each author of a record signs with: a fold over its key entries.</summary>
/// <remarks>
/// A key entry has the kind <see cref="Kind"/> and two values that everybody may see: <c>act</c> (<c>begins</c>,
/// <c>replaced</c> or <c>revoked</c>) and <c>key</c> (a verifier key of type Ed25519, whose name is the author's).
/// <list type="bullet">
/// <item><c>begins</c>: the first key of a name, signed with itself. Whether the name is that body's, its own papers say.</item>
/// <item><c>replaced</c>: the next key, signed with the one before it.</item>
/// <item><c>revoked</c>: from here on nothing under that name counts, for ever; signed with its own key, or by the author
/// of the record's first entry, who keeps the record. He cannot begin the name anew: a body that comes back takes another
/// name.</item>
/// </list>
/// So whoever keeps the record can silence an author, which everybody sees, but cannot speak in its name.
/// </remarks>
public sealed class AuthorKeys
{
    /// <summary>The kind of a key entry.</summary>
    public const string Kind = "key";

    /// <summary>Before the first entry: nobody has a key.</summary>
    public static readonly AuthorKeys None = new(ImmutableSortedDictionary<string, VerifierKey?>.Empty, null);

    private readonly ImmutableSortedDictionary<string, VerifierKey?> _keys; // null: revoked
    private readonly string? _keeper;

    private AuthorKeys(ImmutableSortedDictionary<string, VerifierKey?> keys, string? keeper) =>
        (_keys, _keeper) = (keys, keeper);

    /// <summary>Who keeps the record: the author of its first entry; null: there is none yet.</summary>
    public string? Keeper => _keeper;

    /// <summary>The keys that count now, by name.</summary>
    public ImmutableArray<VerifierKey> Standing => [.. _keys.Values.OfType<VerifierKey>()];

    /// <summary>The fields of a key entry, with fresh labels for everybody.</summary>
    /// <param name="act"><c>begins</c>, <c>replaced</c> or <c>revoked</c>.</param>
    /// <param name="key">The key that begins, follows or ends.</param>
    /// <param name="salt">Makes the salt of a field from its name.</param>
    /// <param name="label">The label's text for what everybody may see.</param>
    public static ImmutableArray<Field> Fields(
        string act,
        VerifierKey key,
        Func<string, ImmutableArray<byte>> salt,
        string label
    ) => [new("act", salt("act"), Jcs.Quote(act), label), new("key", salt("key"), Jcs.Quote(key.ToString()), label)];

    /// <summary>What is wrong with the author of the next entry; null: nothing.</summary>
    /// <param name="open">The entry; a key entry with its values.</param>
    public string? Fault(OpenEntry open)
    {
        var entry = open.Entry;
        if (entry.Kind != Kind)
            return Signed(entry, KeyOf(entry.Org), "has no key in this record");
        return Read(open) switch
        {
            null => "its values act and key are closed, missing or no key act: whose key it is cannot be told",
            ("begins", var key) when key.Name != entry.Org => $"a key of {key.Name} is begun by {entry.Org}",
            ("begins", var key) when _keys.ContainsKey(key.Name) =>
                $"{key.Name} has a key, or had one that was revoked",
            ("begins", var key) => Signed(entry, key, ""),
            ("replaced", var key) when key.Name != entry.Org => $"a key of {key.Name} is replaced by {entry.Org}",
            ("replaced", _) => Signed(entry, KeyOf(entry.Org), "has no key that could be replaced"),
            (_, var key) when entry.Org != key.Name && entry.Org != _keeper =>
                $"a key of {key.Name} is revoked by {entry.Org}, who neither has it nor keeps the record",
            (_, var key) when KeyOf(key.Name) is null => $"{key.Name} has no key that could be revoked",
            _ => Signed(entry, KeyOf(entry.Org), "has no key in this record"),
        };
    }

    /// <summary>The keys after an entry without fault.</summary>
    public AuthorKeys After(OpenEntry open) =>
        open.Entry.Kind == Kind && Read(open) is var (act, key)
            ? new(_keys.SetItem(key.Name, act == "revoked" ? null : key), _keeper ?? key.Name)
            : this;

    private VerifierKey? KeyOf(string name) => _keys.GetValueOrDefault(name);

    private static string? Signed(Entry entry, VerifierKey? key, string without) =>
        key is null ? $"{entry.Org} {without}"
        : key.Check(EntryForm.SignedBytes(entry), entry.Signature.AsSpan()) is SignatureVerdict.Holds ? null
        : $"the signature is not that of {entry.Org}";

    private static (string Act, VerifierKey Key)? Read(OpenEntry open)
    {
        if (Text(open, "act") is not ("begins" or "replaced" or "revoked") || Text(open, "key") is not { } text)
            return null;
        try
        {
            var key = VerifierKey.Read(text);
            return key.Type == KeyType.Ed25519 ? (Text(open, "act")!, key) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Text(OpenEntry open, string name) =>
        open.Fields.FirstOrDefault(f => f.Name == name) is { } field
        && JsonNode.Parse(field.Json) is JsonValue value
        && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : null;
}
