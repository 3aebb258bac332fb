using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>What is the same for every check of a record: the rules of an entry, the tree, the sums, the faults.</summary>
internal sealed class RecordCheck
{
    private readonly ImmutableArray<RecordFault>.Builder _faults = ImmutableArray.CreateBuilder<RecordFault>();
    private readonly MerkleFrontier _tree = new();
    private AuthorKeys _authors = AuthorKeys.None;
    private ImmutableArray<NoteVerdict.Vouched>? _signed;
    private long _lastAt;
    private long _opened;
    private long _closed;

    /// <summary>The number of the entry that comes next.</summary>
    public EntryNumber Next => new(_tree.Size + 1);

    /// <summary>Keeps who signed the checkpoint.</summary>
    public void Signed(NoteVerdict.Accepted signed) => _signed = [.. signed.Verified];

    public void Fault(RecordFault fault)
    {
        if (_faults.Count < RecordVerdict.MaxFaults)
            _faults.Add(fault);
    }

    public void Fault(EntryNumber? number, string? file, RecordRule rule, string found) =>
        Fault(new(number, file, rule, found));

    /// <summary>Whether authors can be checked: only where the values of key entries can be read.</summary>
    public bool ChecksAuthors { get; private set; } = true;

    /// <summary>No values are offered: authors are not checked, and the verdict says so.</summary>
    public void WithoutAuthors() => ChecksAuthors = false;

    /// <summary>Checks the next entry and adds it to the tree.</summary>
    /// <returns>Its leaf hash.</returns>
    public ImmutableArray<byte> Entry(
        ImmutableArray<byte> bytes,
        ImmutableArray<Field> fields,
        string? entryFile,
        string? valuesFile
    )
    {
        var number = Next;
        try
        {
            var entry = EntryForm.Read(bytes.AsSpan());
            var open = new OpenEntry(entry, fields);
            var faults = EntryRules.Faults(number, open, _lastAt, _authors, valuesFile);
            if (!ChecksAuthors)
                faults = faults.RemoveAll(static f => f.Rule == RecordRule.Author);
            foreach (var fault in faults)
                Fault(fault);
            _lastAt = entry.At;
            if (faults.IsEmpty)
                _authors = _authors.After(open);
            _opened += fields.Length;
            _closed += entry.Digests.Length - fields.Length;
        }
        catch (FormatException wrong)
        {
            Fault(number, entryFile, RecordRule.EntryForm, wrong.Message);
        }

        var leaf = MerkleTree.LeafHash(bytes.AsSpan());
        _tree.Append(leaf);
        return leaf;
    }

    /// <summary>Adds an entry to the tree of which only the stored leaf hash can be had; its fault is named already.</summary>
    public void LeafOnly(ImmutableArray<byte> leaf) => _tree.Append(leaf);

    /// <summary>Compares the tree with the checkpoint, after the last entry.</summary>
    public void Root(Checkpoint checkpoint)
    {
        if (_tree.Size != checkpoint.Size)
            Fault(null, null, RecordRule.Size, $"{_tree.Size} entries, the checkpoint says {checkpoint.Size}");
        else if (!MerkleTree.Same(_tree.Root(), checkpoint.Root))
            Fault(null, null, RecordRule.Root, $"{Hex(_tree.Root())}, the checkpoint says {Hex(checkpoint.Root)}");
    }

    public RecordVerdict Verdict(Checkpoint checkpoint) =>
        _faults.Count == 0
            ? new RecordVerdict.Holds(
                checkpoint.Origin,
                checkpoint.Size,
                checkpoint.Root,
                _opened,
                _closed,
                _authors.Standing,
                _signed,
                ChecksAuthors
            )
            : new RecordVerdict.Fails(_faults.ToImmutable());

    public static string Hex(ImmutableArray<byte> hash) => Convert.ToHexStringLower(hash.AsSpan());
}
