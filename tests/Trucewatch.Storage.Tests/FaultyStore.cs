using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Trucewatch.Record;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

/// <summary>A store on a faulty disk or with faulty memory.</summary>
internal sealed class FaultyStore(ILogStore store) : ILogStore
{
    public bool ReadsOtherwise { get; init; }

    /// <summary>Somebody put another key into the values of the entries that begin keys.</summary>
    public bool KeysReadOtherwise { get; init; }

    /// <summary>The last entry of each kind is said to be of another.</summary>
    public bool HidesTheLastOfAKind { get; init; }

    public bool FailsOnceAfterStoring { get; set; }

    public bool LeavesFail { get; set; }

    public Action? WhileStoring { get; set; }

    public async Task<EntryNumber> AppendAsync(
        EntryNumber after,
        ImmutableArray<OpenEntry> batch,
        CancellationToken cancellationToken
    )
    {
        WhileStoring?.Invoke();
        var first = await store.AppendAsync(after, batch, cancellationToken);
        if (!FailsOnceAfterStoring)
            return first;

        FailsOnceAfterStoring = false;
        throw new IOException("The disk answered late.");
    }

    public Task<EntryNumber> LastAsync(CancellationToken cancellationToken) => store.LastAsync(cancellationToken);

    public async IAsyncEnumerable<RawEntry> ReadRawAsync(
        EntryNumber from,
        EntryNumber to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var entry in store.ReadRawAsync(from, to, cancellationToken))
            yield return ReadsOtherwise ? entry with { Bytes = EntryForm.Bytes(Sighting(7).Entry) } : entry;
    }

    public async IAsyncEnumerable<StoredEntry> ReadKindAsync(
        string kind,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var entries = await store.ReadKindAsync(kind, cancellationToken).ToListAsync(cancellationToken);
        foreach (var entry in HidesTheLastOfAKind ? entries.SkipLast(1) : entries)
            yield return KeysReadOtherwise ? entry with { Open = Other(entry.Open) } : entry;
    }

    private static OpenEntry Other(OpenEntry open)
    {
        var key = Jcs.Quote(
            SigningKey.Read(SigningKey.DerivedText(Lead.Verifier.Name, KeyType.Ed25519, "thief")).Verifier.ToString()
        );
        return open with { Fields = [.. open.Fields.Select(f => f.Name == "key" ? f with { Json = key } : f)] };
    }

    public Task EraseAsync(EntryNumber number, ImmutableArray<string> names, CancellationToken cancellationToken) =>
        store.EraseAsync(number, names, cancellationToken);

    public Task DropAsync(EntryNumber after, EntryNumber last, CancellationToken cancellationToken) =>
        store.DropAsync(after, last, cancellationToken);

    public Task<EntryNumber?> FindAsync(ImmutableArray<byte> leaf, CancellationToken cancellationToken) =>
        store.FindAsync(leaf, cancellationToken);

    public IAsyncEnumerable<ImmutableArray<byte>> ReadLeavesAsync(
        EntryNumber from,
        EntryNumber to,
        CancellationToken cancellationToken
    ) =>
        LeavesFail
            ? throw new IOException("The disk does not answer.")
            : store.ReadLeavesAsync(from, to, cancellationToken);

    public async IAsyncEnumerable<ImmutableArray<byte>> ReadBytesAsync(
        EntryNumber from,
        EntryNumber to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var bytes in store.ReadBytesAsync(from, to, cancellationToken))
            yield return ReadsOtherwise ? EntryForm.Bytes(Sighting(7).Entry) : bytes;
    }
}
