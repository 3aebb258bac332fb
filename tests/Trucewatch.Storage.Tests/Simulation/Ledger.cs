using System.Collections.Immutable;
using System.Text;
using Trucewatch.Record;

namespace Trucewatch.Storage.Tests.Simulation;

/// <summary>Sees all that leaves the machines, and says at once which promise of the record was broken.</summary>
internal sealed class Ledger(World world)
{
    private readonly Dictionary<long, ImmutableArray<byte>> _roots = [];
    private readonly Dictionary<string, EntryNumber> _acknowledged = [];
    private readonly Dictionary<string, Checkpoint> _cosigned = [];
    private readonly List<Checkpoint> _published = [];
    private readonly List<Branch> _branches = [];

    /// <summary>How many entries were acknowledged.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>How many times the witnesses cosigned.</summary>
    public int Cosignatures { get; private set; }

    /// <summary>The newest checkpoint that a quorum saw; null: none yet.</summary>
    public Checkpoint? Published => _published.LastOrDefault();

    /// <summary>A history that somebody signs: the log's own, or one that was forged with its key.</summary>
    public void Follow(List<ImmutableArray<byte>> leaves) => _branches.Add(new(leaves));

    /// <summary>The checkpoint in the store was moved: it goes forward, and of one size it is one root.</summary>
    public void Moved(Checkpoint? from, Checkpoint to)
    {
        world.Note($"moved to {to.Size}");
        if (from is not null && to.Size < from.Size)
            throw new ViolationException($"The checkpoint went back from {from.Size} to {to.Size}.");
        Signed(to);
    }

    /// <summary>The log shows this checkpoint under its signature.</summary>
    public void Signed(Checkpoint checkpoint)
    {
        if (
            !_roots.TryAdd(checkpoint.Size, checkpoint.Root)
            && !MerkleTree.Same(_roots[checkpoint.Size], checkpoint.Root)
        )
            throw new ViolationException($"The log signed two roots for {checkpoint.Size} entries.");
    }

    /// <summary>An author was told that its entry is stored.</summary>
    public void Stored(OpenEntry entry, Submission.Stored answer, Checkpoint? onDisk, LogTrust trust)
    {
        var bytes = EntryForm.Bytes(entry.Entry);
        var name = Hex(MerkleTree.LeafHash(bytes.AsSpan()));
        world.Note($"acknowledged {answer.Number}");
        if (onDisk is null || onDisk.Size < answer.Number.Value)
            throw new ViolationException(
                $"Entry {answer.Number} was acknowledged, the checkpoint on disk is at {onDisk?.Size ?? 0}."
            );
        if (
            TlogProof.Read(Encoding.UTF8.GetBytes(answer.Proof().Text())).Check(bytes.AsSpan(), trust)
            is ProofVerdict.Fails fails
        )
            throw new ViolationException($"The receipt of entry {answer.Number} does not hold: {fails.Why}");
        if (!_acknowledged.TryAdd(name, answer.Number) && _acknowledged[name] != answer.Number)
            throw new ViolationException($"One entry has the numbers {_acknowledged[name]} and {answer.Number}.");
        Signed(answer.Checkpoint.Checkpoint);
    }

    /// <summary>A witness gave its cosignature away: the log has only grown since its last one.</summary>
    public void Cosigned(string witness, Checkpoint next)
    {
        Cosignatures++;
        world.Note($"{witness} cosigned {next.Size}");
        if (_cosigned.TryGetValue(witness, out var last) && next.Size < last.Size)
            throw new ViolationException($"{witness} cosigned a roll-back from {last.Size} to {next.Size}.");
        if (last is not null && !OneHistory(last, next))
            throw new ViolationException($"{witness} cosigned a fork between {last.Size} and {next.Size}.");
        _cosigned[witness] = next;
    }

    /// <summary>A checkpoint has the cosignatures that readers ask for.</summary>
    public void HasQuorum(Checkpoint next)
    {
        if (_published.Find(p => !OneHistory(p, next)) is { } other)
            throw new ViolationException($"A quorum stands under two histories, of {other.Size} and {next.Size}.");
        _published.Add(next);
        _published.Sort(static (a, b) => a.Size.CompareTo(b.Size));
    }

    /// <summary>A proof that a machine handed out, and whether it verifies.</summary>
    public static void Proof(bool holds, string what)
    {
        if (!holds)
            throw new ViolationException($"The proof {what} does not hold.");
    }

    /// <summary>The log's own history.</summary>
    public Branch Own => _branches[0];

    /// <summary>At the end: what was acknowledged is there, at its number, and once.</summary>
    public void Demand(IReadOnlyList<RawEntry> entries, Checkpoint? checkpoint)
    {
        var leaves = entries.Select(static e => Hex(MerkleTree.LeafHash(e.Bytes.AsSpan()))).ToList();
        foreach (var (name, number) in _acknowledged)
        {
            if (number.Value > leaves.Count || leaves[(int)number.Value - 1] != name)
                throw new ViolationException($"Entry {number} was acknowledged and is lost.");
        }
        if (leaves.Distinct().Count() != leaves.Count)
            throw new ViolationException("An entry stands twice in the record.");
        if (checkpoint is null || checkpoint.Size != leaves.Count || !Own.Has(checkpoint))
            throw new ViolationException($"The checkpoint of {checkpoint?.Size ?? 0} is not that of the entries.");
    }

    private bool OneHistory(Checkpoint one, Checkpoint other) => _branches.Exists(b => b.Has(one) && b.Has(other));

    private static string Hex(ImmutableArray<byte> hash) => Convert.ToHexStringLower(hash.AsSpan());

    /// <summary>A history, and the roots of its beginnings.</summary>
    internal sealed class Branch(List<ImmutableArray<byte>> leaves)
    {
        private readonly List<ImmutableArray<byte>> _roots = [MerkleTree.EmptyRoot];
        private readonly MerkleFrontier _frontier = new();

        /// <summary>Is the checkpoint one of a beginning of this history?</summary>
        public bool Has(Checkpoint checkpoint)
        {
            if (checkpoint.Size >= _roots.Count)
            {
                foreach (var leaf in leaves.Skip(_roots.Count - 1))
                {
                    _frontier.Append(leaf);
                    _roots.Add(_frontier.Root());
                }
            }
            return checkpoint.Size < _roots.Count && MerkleTree.Same(_roots[(int)checkpoint.Size], checkpoint.Root);
        }
    }
}
