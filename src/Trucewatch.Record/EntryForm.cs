using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trucewatch.Record;

/// <summary>An entry's canonical form: the bytes that the tree covers for ever.</summary>
/// <remarks>
/// RFC 8785 JSON of an object with exactly the members <c>at, id, kind, label, org, prev, sd, sig, v</c>; <c>id</c> and
/// <c>prev</c> are null where there is none. An entry has one spelling only: what differs from it by a byte is refused.
/// </remarks>
public static class EntryForm
{
    private const long LastSecond = 253_402_300_799; // the end of the year 9999

    /// <summary>The canonical form of an entry, in UTF-8.</summary>
    /// <exception cref="ArgumentException">A part is out of its bounds, or the form is longer than <see cref="Entry.MaxBytes"/>.</exception>
    public static ImmutableArray<byte> Bytes(Entry entry)
    {
        if (Problem(entry) is { } problem)
            throw new ArgumentException(problem, nameof(entry));

        var bytes = Jcs.ToUtf8(Text(entry, signed: true));
        return bytes.Length <= Entry.MaxBytes
            ? ImmutableCollectionsMarshal.AsImmutableArray(bytes)
            : throw new ArgumentException(
                $"An entry of {bytes.Length} bytes is longer than {Entry.MaxBytes}.",
                nameof(entry)
            );
    }

    /// <summary>What the author signs: the canonical form without the member <c>sig</c>, in UTF-8.</summary>
    public static byte[] SignedBytes(Entry entry) => Jcs.ToUtf8(Text(entry, signed: false));

    /// <summary>Reads an entry from its canonical form.</summary>
    /// <exception cref="FormatException">It is not the canonical form of an entry; the message says in what.</exception>
    public static Entry Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Entry.MaxBytes)
            throw new FormatException($"An entry of {bytes.Length} bytes is longer than {Entry.MaxBytes}.");

        var entry = FromJson(Jcs.Read(bytes));
        if (Problem(entry) is { } problem)
            throw new FormatException(problem);

        return bytes.SequenceEqual(Jcs.ToUtf8(Text(entry, signed: true)))
            ? entry
            : throw new FormatException("The entry is not in canonical form (RFC 8785).");
    }

    private static string Text(Entry entry, bool signed)
    {
        var text = new StringBuilder(256 + entry.Digests.Length * (Disclosure.DigestLength + 3));
        text.Append(CultureInfo.InvariantCulture, $"{{\"at\":{entry.At},\"id\":");
        if (entry.Id is null)
            text.Append("null");
        else
            Jcs.Quote(text, entry.Id);
        text.Append(",\"kind\":");
        Jcs.Quote(text, entry.Kind);
        text.Append(",\"label\":");
        Jcs.Quote(text, entry.Label);
        text.Append(",\"org\":");
        Jcs.Quote(text, entry.Org);
        text.Append(",\"prev\":").Append(entry.Prev?.ToString() ?? "null").Append(",\"sd\":[");
        if (!entry.Digests.IsEmpty)
            text.Append('"').AppendJoin("\",\"", entry.Digests).Append('"');
        text.Append(']');
        if (signed)
            text.Append(",\"sig\":\"").Append(Convert.ToBase64String(entry.Signature.AsSpan())).Append('"');
        return text.Append(CultureInfo.InvariantCulture, $",\"v\":{Entry.Version}}}").ToString();
    }

    private static string? Problem(Entry entry)
    {
        if (!IsName(entry.Kind) || !IsName(entry.Org))
            return "An entry's kind and org are 1 to 200 characters, none of them a control character.";
        if (entry.Id is not null && !Ids.IsId(entry.Id))
            return "An entry's id is a lower-case UUID or null.";
        if (entry.Prev is { Value: < 1 or > Jcs.MaxExact })
            return "An entry's prev is the number of an earlier entry, from 1, or null.";
        if (entry.Label is not ("P" or "R"))
            return "An entry's label is P or R.";
        if (entry.At is < 0 or > LastSecond)
            return "An entry's at is in seconds from 1970 to the end of the year 9999.";
        if (entry.Digests.IsDefault || !entry.Digests.All(Disclosure.IsDigest))
            return "An entry's sd holds SHA-256 digests in base64url.";
        if (entry.Signature.IsDefault || entry.Signature.Length != Ed25519Key.SignatureLength)
            return $"An entry's sig is a signature of {Ed25519Key.SignatureLength} bytes in base64.";
        return AreAscending(entry.Digests) ? null : "An entry's sd is sorted by ordinal and holds no digest twice.";
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 200 && !text.Any(static c => char.IsControl(c) || char.IsSurrogate(c));

    private static bool AreAscending(ImmutableArray<string> digests)
    {
        for (var i = 1; i < digests.Length; i++)
        {
            if (string.CompareOrdinal(digests[i - 1], digests[i]) >= 0)
                return false;
        }

        return true;
    }

    private static Entry FromJson(JsonNode? node)
    {
        if (node is not JsonObject { Count: 9 } members)
            throw new FormatException(
                "An entry is an object with the members at, id, kind, label, org, prev, sd, sig and v."
            );

        if (Number(members, "v") is not Entry.Version)
            throw new FormatException($"The entry is of another version than {Entry.Version}.");

        return new(
            Text(members, "kind"),
            Member(members, "id") is null ? null : Text(members, "id"),
            Member(members, "prev") is null ? null : new EntryNumber(Number(members, "prev")),
            Text(members, "org"),
            Text(members, "label"),
            Number(members, "at"),
            Member(members, "sd") is JsonArray digests
                ? [.. digests.Select(static d => AsText(d, "sd"))]
                : throw new FormatException("The entry's sd is not a list."),
            CanonicalBase64.Read(Text(members, "sig")) is { } signature
                ? ImmutableCollectionsMarshal.AsImmutableArray(signature)
                : throw new FormatException("The entry's sig is not base64.")
        );
    }

    private static JsonNode? Member(JsonObject members, string name) =>
        members.TryGetPropertyValue(name, out var value)
            ? value
            : throw new FormatException($"The entry has no member {name}.");

    private static string Text(JsonObject members, string name) => AsText(Member(members, name), name);

    private static string AsText(JsonNode? node, string name) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw new FormatException($"The entry's {name} is not text.");

    private static long Number(JsonObject members, string name) =>
        Member(members, name) is JsonValue value
        && value.GetValueKind() == JsonValueKind.Number
        && value.TryGetValue(out long number)
            ? number
            : throw new FormatException($"The entry's {name} is not a whole number.");
}
