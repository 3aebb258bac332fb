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
    private LatestTimes _times = LatestTimes.None;
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
    public ImmutableArray<byte> Entry(ImmutableArray<byte> bytes, ImmutableArray<Field> fields) =>
        Entries(new[] { bytes }, [fields], entryFile: null, valuesFile: null)[0];

    /// <summary>Checks the next entries, on all cores, and adds them to the tree.</summary>
    /// <param name="bytes">The entries, in order.</param>
    /// <param name="fields">The values that are open of each.</param>
    /// <param name="entryFile">The file that the entries come from; null: none.</param>
    /// <param name="valuesFile">The file that the values come from; null: none.</param>
    /// <returns>The leaf hash of each.</returns>
    public ImmutableArray<byte>[] Entries(
        ReadOnlyMemory<ImmutableArray<byte>> bytes,
        ImmutableArray<Field>[] fields,
        string? entryFile,
        string? valuesFile
    )
    {
        var (count, first) = (bytes.Length, Next.Value);
        var leaves = new ImmutableArray<byte>[count];
        var read = new OpenEntry?[count];
        var wrong = new string[count];
        Parallel.For(
            0,
            count,
            i =>
            {
                leaves[i] = MerkleTree.LeafHash(bytes.Span[i].AsSpan());
                try
                {
                    read[i] = new(EntryForm.Read(bytes.Span[i].AsSpan()), fields[i]);
                }
                catch (FormatException found)
                {
                    wrong[i] = found.Message;
                }
            }
        );
        for (var done = 0; done < count; )
            done = Rules(read, wrong, done, first, entryFile, valuesFile);
        foreach (var leaf in leaves)
            _tree.Append(leaf);
        return leaves;
    }

    // Up to and with the next key entry the authors' keys are the same for all, so these are asked at once.
    private int Rules(OpenEntry?[] read, string[] wrong, int from, long first, string? entryFile, string? valuesFile)
    {
        var to = from;
        while (to < read.Length && read[to]?.Entry.Kind != AuthorKeys.Kind)
            to++;
        to = Math.Min(read.Length, to + 1);
        var latest = new long[to - from];
        for (var i = from; i < to; i++)
        {
            latest[i - from] = _times.Latest;
            if (read[i] is { } open)
                _times = _times.After(open.Entry.At);
        }

        var faults = new ImmutableArray<RecordFault>[to - from];
        Parallel.For(
            from,
            to,
            i =>
                faults[i - from] = read[i] is { } open
                    ? EntryRules.Faults(
                        new(first + i),
                        open,
                        latest[i - from],
                        ChecksAuthors ? _authors : null,
                        valuesFile
                    )
                    : [new(new(first + i), entryFile, RecordRule.EntryForm, wrong[i])]
        );
        foreach (var fault in faults.SelectMany(static f => f))
            Fault(fault);
        for (var i = from; i < to; i++)
        {
            if (read[i] is not { } open)
                continue;
            _opened += open.Fields.Length;
            _closed += open.Entry.Digests.Length - open.Fields.Length;
            if (faults[i - from].IsEmpty)
                _authors = _authors.After(open);
        }
        return to;
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
