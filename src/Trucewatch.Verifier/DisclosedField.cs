using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>One field of one entry, opened to somebody: the disclosure, the entry it belongs to, and the proof that this is in the record.</summary>
/// <param name="Disclosure">Salt, name and value as RFC 9901 §4.2 writes them, in base64url.</param>
/// <param name="Entry">The entry's canonical form.</param>
/// <param name="Proof">That it is in the record (C2SP tlog-proof).</param>
public sealed record DisclosedField(string Disclosure, ImmutableArray<byte> Entry, TlogProof Proof)
{
    private const string Format = "trucewatch-disclosure-1";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Opens a field of a record whose values are open to the one who discloses.</summary>
    /// <param name="files">The record; it was checked before.</param>
    /// <param name="number">The entry.</param>
    /// <param name="name">The field.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">The record has no such entry, or the field is not open in it; the message says which are.</exception>
    /// <exception cref="IOException">A file is missing or not in its form.</exception>
    public static async Task<DisclosedField> OfAsync(
        RecordFiles files,
        EntryNumber number,
        string name,
        CancellationToken cancellationToken
    )
    {
        var note =
            await files.CheckpointAsync(cancellationToken)
            ?? throw new IOException($"There is no checkpoint in {files.Name}: give the folder of an exported record.");
        var size = CheckpointForm.Read(note.Text).Size;
        if (number.Value < 1 || number.Value > size)
            throw new ArgumentException(
                $"The record has the entries 1 to {size}, and no entry {number}.",
                nameof(number)
            );
        await foreach (var stored in files.EntriesAsync(size, cancellationToken))
        {
            if (stored.Number != number)
                continue;
            var field =
                stored.Open.Fields.FirstOrDefault(f => f.Name == name)
                ?? throw new ArgumentException(Missing(stored, name), nameof(name));
            var path = await new TileProofs(files.Source, size).InclusionAsync(
                number.Value - 1,
                size,
                cancellationToken
            );
            return new(Record.Disclosure.Of(field), stored.Bytes, new(number.Value - 1, path, note));
        }

        throw new IOException($"Entry {number} is missing in {files.Name}.");
    }

    /// <summary>The disclosure as a file.</summary>
    public string Text() =>
        new JsonObject
        {
            ["format"] = Format,
            ["disclosure"] = Disclosure,
            ["entry"] = Encoding.UTF8.GetString(Entry.AsSpan()),
            ["proof"] = Proof.Text(),
        }.ToJsonString(Indented) + "\n";

    /// <summary>Reads such a file; nothing of it is checked yet.</summary>
    /// <exception cref="FormatException">Another form.</exception>
    public static DisclosedField Read(byte[] file)
    {
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(file);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"A disclosure is a JSON file: {wrong.Message}", wrong);
        }

        if (json is not JsonObject parts || Member(parts, "format") != Format)
            throw new FormatException($"A disclosure names its format, {Format}.");
        return new(
            Member(parts, "disclosure"),
            [.. Encoding.UTF8.GetBytes(Member(parts, "entry"))],
            TlogProof.Read(Encoding.UTF8.GetBytes(Member(parts, "proof")))
        );
    }

    /// <summary>Does the field belong to the entry, and the entry to the record?</summary>
    /// <param name="trust">Whose signatures must stand under the checkpoint.</param>
    public DisclosureVerdict Check(Trust trust)
    {
        try
        {
            var entry = EntryForm.Read(Entry.AsSpan());
            if (!entry.Digests.Contains(Record.Disclosure.Digest(Disclosure)))
                return new DisclosureVerdict.Fails(
                    "The entry has no digest of this field: the field is another's, or was altered."
                );
            if (Opened() is not (var name, var value))
                return new DisclosureVerdict.Fails("The disclosure is no list of salt, name and value.");
            return ProofCheck.Check(Proof, Entry.AsSpan(), trust) switch
            {
                ProofCheck.Fails fails => new DisclosureVerdict.Fails(fails.Why),
                ProofCheck.Holds holds => new DisclosureVerdict.Holds(entry, name, value, holds),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (FormatException wrong)
        {
            return new DisclosureVerdict.Fails(wrong.Message);
        }
    }

    private (string Name, string Value)? Opened()
    {
        if (!Base64Url.IsValid(Disclosure))
            return null;
        return
            Jcs.Read(Base64Url.DecodeFromChars(Disclosure)) is JsonArray { Count: 3 } parts
            && parts[1] is JsonValue name
            && name.GetValueKind() == JsonValueKind.String
            ? (name.GetValue<string>(), Jcs.Canonical(parts[2]))
            : null;
    }

    private static string Missing(StoredEntry stored, string name) =>
        $"The field {name} of entry {stored.Number} is not open here. "
        + (
            stored.Open.Fields.IsEmpty
                ? "No field of it is."
                : $"Open are: {string.Join(", ", stored.Open.Fields.Select(static f => f.Name))}."
        );

    private static string Member(JsonObject parts, string name) =>
        parts[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw new FormatException($"The disclosure has no text named {name}.");
}

/// <summary>What a check of a disclosed field says.</summary>
public abstract record DisclosureVerdict
{
    private DisclosureVerdict() { }

    /// <summary>The field is the entry's, and the entry is in the record.</summary>
    public sealed record Holds(Entry Entry, string Name, string Value, ProofCheck.Holds In) : DisclosureVerdict;

    /// <summary>It shows nothing.</summary>
    /// <param name="Why">A sentence.</param>
    public sealed record Fails(string Why) : DisclosureVerdict;
}
