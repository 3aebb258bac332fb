using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>The rules of a record, one code each; hosts find the words.</summary>
public enum RecordRule
{
    /// <summary>The checkpoint is there and in its one spelling.</summary>
    CheckpointForm,

    /// <summary>The checkpoint bears the signatures that the reader asks for.</summary>
    Signature,

    /// <summary>There are exactly as many entries as the checkpoint says.</summary>
    Size,

    /// <summary>Every file of the form is there, and no other.</summary>
    Files,

    /// <summary>A bundle of entries has its form and its number of entries.</summary>
    BundleForm,

    /// <summary>An entry is in its one canonical form.</summary>
    EntryForm,

    /// <summary>The hash of an entry is the leaf hash that was stored with it.</summary>
    LeafHash,

    /// <summary>A hash tile holds the hashes that follow from the entries.</summary>
    Tile,

    /// <summary>The root that follows from the entries is the checkpoint's.</summary>
    Root,

    /// <summary>The line of an entry's opened values has its form.</summary>
    ValueForm,

    /// <summary>An opened value is one of those that the entry has a digest of, opened once.</summary>
    Digest,

    /// <summary>Two opened values of an entry have different names.</summary>
    FieldName,

    /// <summary>An entry says no time that is long before those ahead of it.</summary>
    TimeOrder,

    /// <summary>An entry replaces an earlier one.</summary>
    PrevOrder,

    /// <summary>An erasure is ordered by the keeper of the record and names an earlier entry, a legal ground and two persons.</summary>
    Erasure,

    /// <summary>An entry is signed with the key that its author had then.</summary>
    Author,
}

/// <summary>One rule of the record, broken at one place.</summary>
/// <param name="Number">The entry; null: the fault is of no single entry.</param>
/// <param name="File">The file, relative to the exported folder; null: the fault is of no single file.</param>
/// <param name="Rule">What does not hold.</param>
/// <param name="Found">What was found there.</param>
public sealed record RecordFault(EntryNumber? Number, string? File, RecordRule Rule, string Found);

/// <summary>The rules that every entry keeps, whoever wrote it; asked before it is stored and by everyone who checks.</summary>
public static class EntryRules
{
    /// <summary>
    /// How many seconds an entry's time may lie before the latest ahead of it: authors sign their own time, and their
    /// clocks differ. "The last entry at or before an instant" ends before the first entry that is later.
    /// </summary>
    public const long Lateness = 300;

    /// <summary>What is wrong with an entry at its place; empty: nothing.</summary>
    /// <param name="number">Its place.</param>
    /// <param name="open">The entry with the values that are open.</param>
    /// <param name="notBefore">The latest time of the entries just ahead of it (<see cref="LatestTimes"/>).</param>
    /// <param name="keys">The authors' keys ahead of it; null: its author and its values were checked already.</param>
    /// <param name="file">The file that the opened values come from; null: none.</param>
    public static ImmutableArray<RecordFault> Faults(
        EntryNumber number,
        OpenEntry open,
        long notBefore,
        AuthorKeys? keys,
        string? file
    )
    {
        var faults = ImmutableArray.CreateBuilder<RecordFault>();
        if (open.Entry.At < notBefore - Lateness)
            faults.Add(
                new(
                    number,
                    null,
                    RecordRule.TimeOrder,
                    $"its time is {open.Entry.At}, the latest ahead of it {notBefore}"
                )
            );
        if (open.Entry.Prev is { } prev && prev >= number)
            faults.Add(new(number, null, RecordRule.PrevOrder, $"replaces entry {prev}, which is not an earlier one"));
        if (keys?.Fault(open) is { } fault)
            faults.Add(new(number, null, RecordRule.Author, fault));
        if (keys is not null)
            AddFieldFaults(faults, number, open, file);
        return faults.ToImmutable();
    }

    private static void AddFieldFaults(
        ImmutableArray<RecordFault>.Builder faults,
        EntryNumber number,
        OpenEntry open,
        string? file
    )
    {
        if (open.Fields.IsEmpty)
            return;

        var closed = open.Entry.Digests.ToHashSet();
        var names = new HashSet<string>();
        foreach (var field in open.Fields)
        {
            if (!names.Add(field.Name))
                faults.Add(new(number, file, RecordRule.FieldName, $"two fields named {field.Name}"));
            if (!closed.Remove(Disclosure.Digest(field)))
                faults.Add(
                    new(number, file, RecordRule.Digest, $"the field {field.Name} has a digest that the entry lacks")
                );
        }
    }
}
