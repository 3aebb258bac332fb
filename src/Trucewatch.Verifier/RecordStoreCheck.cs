using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>Checks the entries of a store up to a checkpoint.</summary>
internal sealed class RecordStoreCheck(ILogStore store, Checkpoint checkpoint, RecordCheck check)
{
    private readonly EntryNumber _last = new(checkpoint.Size);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var leaves = store
            .ReadLeavesAsync(new(1), _last, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await ReadOnAsync(leaves, cancellationToken) is { } broken)
        {
            check.Fault(broken.Number, null, RuleOf(broken), broken.Message);
            if (!await leaves.MoveNextAsync())
                break;
            check.LeafOnly(leaves.Current);
        }

        check.Root(checkpoint);
    }

    // Null: read to the end. A store stops at an entry that it cannot read; the check goes on behind it.
    private async Task<RecordException?> ReadOnAsync(
        IAsyncEnumerator<ImmutableArray<byte>> leaves,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await foreach (var entry in store.ReadAsync(check.Next, _last, cancellationToken))
            {
                if (entry.Number != check.Next)
                {
                    check.Fault(
                        check.Next,
                        null,
                        RecordRule.Size,
                        $"the entry is missing, entry {entry.Number} follows"
                    );
                    return null;
                }

                var leaf = check.Entry(entry.Bytes, entry.Open.Fields);
                if (!await leaves.MoveNextAsync() || !MerkleTree.Same(leaves.Current, leaf))
                    check.Fault(entry.Number, null, RecordRule.LeafHash, $"the entry gives {RecordCheck.Hex(leaf)}");
            }

            return null;
        }
        catch (RecordException broken) when (broken.Number == check.Next)
        {
            return broken;
        }
    }

    private static RecordRule RuleOf(RecordException broken) =>
        broken.Problem switch
        {
            RecordProblem.EntryUnreadable => RecordRule.EntryForm,
            RecordProblem.ValueMissing => RecordRule.Files,
            RecordProblem.ValueAltered => RecordRule.Digest,
            _ => throw new InvalidOperationException($"A store does not read with {broken.Problem}.", broken),
        };
}
