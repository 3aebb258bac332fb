using Trucewatch.Record;

namespace Trucewatch.Cli;

/// <summary>A fault of a record in plain words: where, which rule, what was found.</summary>
internal static class FaultWords
{
    /// <summary>One line of English.</summary>
    public static string Say(RecordFault fault) =>
        $"{Where(fault)}: {Rule(fault.Rule)} Found: {fault.Found.TrimEnd('.')}.";

    private static string Where(RecordFault fault) =>
        (fault.Number, fault.File) switch
        {
            ({ } number, { } file) => $"Entry {number} ({file})",
            ({ } number, null) => $"Entry {number}",
            (null, { } file) => file,
            _ => "The record",
        };

    private static string Rule(RecordRule rule) =>
        rule switch
        {
            RecordRule.CheckpointForm => "the checkpoint must be there and in its one spelling.",
            RecordRule.Signature => "the checkpoint must bear the signatures that you ask for.",
            RecordRule.Size => "there must be as many entries as the checkpoint says.",
            RecordRule.Files => "every file of the form must be there, and no other.",
            RecordRule.BundleForm => "a bundle must have its form and its number of entries.",
            RecordRule.EntryForm => "an entry must be in its one canonical form.",
            RecordRule.LeafHash => "an entry must have the hash that was stored with it.",
            RecordRule.Tile => "a tile must hold the hashes that follow from the entries.",
            RecordRule.Root => "the entries must give the checkpoint's root.",
            RecordRule.ValueForm => "the line of opened values must have its form.",
            RecordRule.Digest => "an opened value must be one that the entry has a digest of.",
            RecordRule.FieldName => "two values of one entry must have different names.",
            RecordRule.TimeOrder => "an entry's time must not lie more than 300 seconds before those ahead of it.",
            RecordRule.PrevOrder => "an entry must replace an earlier one.",
            RecordRule.Erasure => "an erasure must name an earlier entry, a legal ground and two persons.",
            RecordRule.Author => "an entry must be signed with the key that its author had then.",
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "a rule without words"),
        };
}
