using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trucewatch.Record;

/// <summary>Values of an earlier entry are removed for ever, with their salts; the entry, its digests and the tree stay.</summary>
/// <param name="Of">The entry whose values are removed.</param>
/// <param name="Names">Which of its fields; empty: all.</param>
/// <param name="Ground">The legal ground, in words.</param>
/// <param name="By">Who decided: two different persons at least.</param>
/// <remarks>
/// First the erasure stands in the record, then the values go; whoever stops the machine in between only delays it: it is
/// done when the log is next opened. What is erased can be shown by nobody any more, and a digest without its salt tells
/// nothing of it.
/// </remarks>
public sealed record Erasure(EntryNumber Of, ImmutableArray<string> Names, string Ground, ImmutableArray<string> By)
{
    /// <summary>The kind of its entry.</summary>
    public const string Kind = "erasure";

    /// <summary>The fields of its entry.</summary>
    /// <param name="everybody">The label's text for what everybody may see: which values, and on what ground.</param>
    /// <param name="mission">The label's text for who decided.</param>
    public ImmutableArray<Field> Fields(string everybody, string mission) =>
        [
            new("by", Salts.Random(), List(By), mission),
            new("entry", Salts.Random(), Of.ToString(), everybody),
            new("fields", Salts.Random(), List(Names), everybody),
            new("ground", Salts.Random(), Jcs.Quote(Ground), everybody),
        ];

    /// <summary>Reads the erasure that an entry orders, as far as its values are open.</summary>
    /// <returns>Null: it is none, or does not say of what.</returns>
    public static Erasure? Read(OpenEntry open)
    {
        if (open.Entry.Kind != Kind || Value(open, "entry") is not { } number || !number.TryGetValue(out long entry))
            return null;
        return new(
            new(entry),
            Texts(open, "fields") ?? [],
            Value(open, "ground") is { } ground && ground.TryGetValue(out string? text) ? text : "",
            Texts(open, "by") ?? []
        );
    }

    /// <summary>What is wrong with an erasure that shall be stored; null: nothing, or it is none.</summary>
    /// <param name="number">The place that it gets.</param>
    /// <param name="open">The entry with all its values.</param>
    /// <param name="keeper">Who keeps the record: nobody else erases, or a party could erase what speaks against it.</param>
    public static string? Fault(EntryNumber number, OpenEntry open, string? keeper)
    {
        if (open.Entry.Kind != Kind)
            return null;
        if (open.Entry.Org != keeper)
            return $"it is ordered by {open.Entry.Org}, who does not keep the record";
        return Read(open) switch
        {
            null => "it does not say of which entry",
            { Of.Value: < 1 } => "it is of no entry",
            { Of: var of } when of >= number => $"it is of entry {of}, which is not an earlier one",
            { Ground: "" } => "it names no legal ground",
            { By: var by } when by.Distinct(StringComparer.Ordinal).Count() < 2 =>
                "an erasure takes two different persons",
            _ => null,
        };
    }

    private static string List(ImmutableArray<string> texts) => $"[{string.Join(',', texts.Select(Jcs.Quote))}]";

    private static JsonValue? Value(OpenEntry open, string name) =>
        open.Fields.FirstOrDefault(f => f.Name == name) is { } field ? JsonNode.Parse(field.Json) as JsonValue : null;

    private static ImmutableArray<string>? Texts(OpenEntry open, string name) =>
        open.Fields.FirstOrDefault(f => f.Name == name) is { } field
        && JsonNode.Parse(field.Json) is JsonArray list
        && list.All(static i => i?.GetValueKind() == JsonValueKind.String)
            ? [.. list.Select(static i => i!.GetValue<string>())]
            : null;
}
