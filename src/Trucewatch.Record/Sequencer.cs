using System.Collections.Immutable;
using System.Data.Common;
using System.Threading.Channels;

namespace Trucewatch.Record;

/// <summary>How a sequencer works.</summary>
/// <param name="Queue">How many entries may wait; more are turned away.</param>
/// <param name="Batch">The most entries in one batch.</param>
/// <param name="Gather">How long after one batch the next is closed: the longest that an entry waits for others to share its own.</param>
/// <param name="Window">How far the author's clock may be from ours, either way, in seconds.</param>
public sealed record SequencerLimits(int Queue, int Batch, TimeSpan Gather, long Window)
{
    /// <summary>4,096 waiting, 1,024 in a batch or what 100 ms bring, clocks within 300 s.</summary>
    public static readonly SequencerLimits Default = new(4096, 1024, TimeSpan.FromMilliseconds(100), 300);
}

/// <summary>Puts the entries of many authors one after the other: a bounded queue before the one writer.</summary>
/// <remarks>
/// An entry is answered as stored only when it and its checkpoint are on disk. The
/// same entry given again, also after a crash, gets the number that it has. Safe for any number of threads.
/// </remarks>
public sealed class Sequencer : IAsyncDisposable
{
    private readonly RecordLog _log;
    private readonly SequencerLimits _limits;
    private readonly TimeProvider _clock;
    private readonly Func<OpenEntry, string?> _rule;
    private readonly Action<EntryNumber, ImmutableArray<OpenEntry>> _stored;
    private readonly Channel<Waiting> _queue;
    private readonly Task _writing;
    private long _lastBatch; // when the last one was closed, by the clock's own count

    /// <summary>Starts the writer of a log, on the scheduler of tasks that is current where it is made.</summary>
    /// <param name="log">The log; nobody else needs to stop writing to it.</param>
    /// <param name="limits">How it works.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="rule">What else an entry must keep: the answer is a fault in words, or null. Null: nothing.</param>
    /// <param name="stored">Told of each batch after it is on disk and before anybody is answered. Null: nobody.</param>
    public Sequencer(
        RecordLog log,
        SequencerLimits limits,
        TimeProvider clock,
        Func<OpenEntry, string?>? rule,
        Action<EntryNumber, ImmutableArray<OpenEntry>>? stored
    )
    {
        (_log, _limits, _clock) = (log, limits, clock);
        _rule = rule ?? (static _ => null);
        _stored = stored ?? (static (_, _) => { });
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(limits.Queue) { SingleReader = true });
        _writing = Task
            .Factory.StartNew(
                WriteAsync,
                CancellationToken.None,
                TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Current
            )
            .Unwrap();
    }

    private sealed record Waiting(
        OpenEntry Open,
        AuthorKeys CheckedUnder,
        ImmutableArray<byte> Leaf,
        TaskCompletionSource<Submission> Answer
    );

    /// <summary>Gives an entry to be added.</summary>
    /// <param name="open">The entry with all its values.</param>
    /// <returns>What came of it. Cancelling is no way back: an entry in the queue will be stored.</returns>
    public async Task<Submission> SubmitAsync(OpenEntry open)
    {
        var authors = _log.Authors;
        var refused = Fault(open, authors);
        var leaf = MerkleTree.LeafHash(EntryForm.Bytes(open.Entry).AsSpan());
        if (refused is not null && await StandingAsync(leaf) is var (stands, broken) && !stands)
            return broken is null ? refused : new Submission.Stopped(broken);
        var waiting = new Waiting(open, authors, leaf, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return _queue.Writer.TryWrite(waiting) ? await waiting.Answer.Task : new Submission.Full();
    }

    /// <summary>Takes nothing more, stores what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private Submission.Refused? Fault(OpenEntry open, AuthorKeys authors)
    {
        var next = new EntryNumber(_log.Checkpoint.Size + 1);
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        if (Math.Abs(open.Entry.At - now) > _limits.Window)
            return new(
                RecordRule.TimeOrder,
                $"the author's clock says {open.Entry.At}, ours {now}: more than {_limits.Window} seconds apart"
            );
        if (open.Fields.Length != open.Entry.Digests.Length)
            return new(
                RecordRule.Digest,
                $"{open.Fields.Length} values for {open.Entry.Digests.Length} digests: all are needed"
            );
        if (EntryRules.Faults(next, open, notBefore: 0, authors, file: null) is [var fault, ..])
            return new(fault.Rule, fault.Found);
        return _rule(open) is { } found ? new(RecordRule.EntryForm, found) : null;
    }

    // What was stored once is answered with its number, though it could not be stored now: its key was begun by it, or
    // revoked since, or its time is long past.
    private async Task<(bool Stands, string? Broken)> StandingAsync(ImmutableArray<byte> leaf)
    {
        try
        {
            return (await _log.FindAsync(leaf, CancellationToken.None) is not null, null);
        }
        catch (Exception broken) when (broken is RecordException or IOException or DbException)
        {
            return (false, broken.Message);
        }
    }

    private async Task WriteAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var batch = await GatherAsync();
            try
            {
                await StoreAsync(batch);
            }
            catch (Exception broken) when (broken is RecordException or IOException or DbException)
            {
                Answer(batch, _ => new Submission.Stopped(broken.Message));
            }
            catch (Exception bug)
            {
                foreach (var waiting in batch)
                    waiting.Answer.TrySetException(bug);
            }
        }
    }

    private async Task<List<Waiting>> GatherAsync()
    {
        var batch = new List<Waiting>();
        var rest = _limits.Gather - _clock.GetElapsedTime(_lastBatch);
        using var ends = new CancellationTokenSource(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, _clock);
        try
        {
            while (batch.Count < _limits.Batch)
            {
                if (_queue.Reader.TryRead(out var waiting))
                    batch.Add(waiting);
                else if (!await _queue.Reader.WaitToReadAsync(ends.Token))
                    break;
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // the time for gathering is over
        }
        _lastBatch = _clock.GetTimestamp();
        return batch;
    }

    // What stands already is answered with its number; what breaks a rule only now (a key was just revoked) leaves the batch.
    private async Task StoreAsync(List<Waiting> batch)
    {
        var standing = new Dictionary<Waiting, EntryNumber>();
        foreach (var waiting in batch)
        {
            if (await _log.FindAsync(waiting.Leaf, CancellationToken.None) is { } number)
                standing.Add(waiting, number);
        }

        var fresh = batch.Where(w => !standing.ContainsKey(w)).DistinctBy(static w => Hex(w.Leaf)).ToList();
        while (fresh.Count > 0)
        {
            try
            {
                ImmutableArray<OpenEntry> entries = [.. fresh.Select(static w => w.Open)];
                var under = fresh[0].CheckedUnder;
                var same = fresh.TrueForAll(w => ReferenceEquals(w.CheckedUnder, under));
                var first = await _log.AppendCheckedAsync(entries, same ? under : null, CancellationToken.None);
                _stored(first, entries);
                for (var i = 0; i < fresh.Count; i++)
                    standing.Add(fresh[i], new(first.Value + i));
                break;
            }
            catch (RecordException refused) when (refused.Problem == RecordProblem.EntryRefused)
            {
                var bad = fresh[(int)(refused.Number.Value - _log.Last.Value - 1)];
                bad.Answer.TrySetResult(new Submission.Refused(refused.Rule ?? RecordRule.EntryForm, refused.Message));
                fresh.Remove(bad);
            }
        }

        await AnswerAsync(batch, standing);
    }

    private async Task AnswerAsync(List<Waiting> batch, Dictionary<Waiting, EntryNumber> standing)
    {
        var signed = _log.Signed;
        var byLeaf = standing.ToLookup(static s => Hex(s.Key.Leaf), static s => s.Value);
        var numbers = batch.ConvertAll(w => byLeaf[Hex(w.Leaf)].FirstOrDefault());
        var paths = await new TileProofs(_log.Tiles, signed.Checkpoint.Size).InclusionsAsync(
            [.. numbers.Where(static n => n > EntryNumber.None).Select(static n => n.Value - 1)],
            signed.Checkpoint.Size,
            CancellationToken.None
        );
        for (var i = 0; i < batch.Count; i++)
        {
            if (numbers[i] > EntryNumber.None)
                batch[i].Answer.TrySetResult(new Submission.Stored(numbers[i], signed, paths[numbers[i].Value - 1]));
        }
    }

    private static string Hex(ImmutableArray<byte> hash) => Convert.ToHexStringLower(hash.AsSpan());

    private static void Answer(List<Waiting> batch, Func<Waiting, Submission> answer)
    {
        foreach (var waiting in batch)
            waiting.Answer.TrySetResult(answer(waiting));
    }
}

/// <summary>What came of giving an entry to the sequencer.</summary>
public abstract record Submission
{
    private Submission() { }

    /// <summary>It is on disk, under a checkpoint that is on disk.</summary>
    /// <param name="Number">Its place; an entry that stood there already keeps its place.</param>
    /// <param name="Checkpoint">A signed checkpoint that covers it.</param>
    /// <param name="Path">The path from its leaf to that checkpoint's root (RFC 6962 §2.1.1).</param>
    public sealed record Stored(
        EntryNumber Number,
        SignedCheckpoint Checkpoint,
        ImmutableArray<ImmutableArray<byte>> Path
    ) : Submission
    {
        /// <summary>The receipt as a file that shows it to anybody, offline.</summary>
        public TlogProof Proof() => new(Number.Value - 1, Path, SignedNote.Read(Jcs.ToUtf8(Checkpoint.Note)));
    }

    /// <summary>It breaks a rule and was not stored.</summary>
    public sealed record Refused(RecordRule Rule, string Found) : Submission;

    /// <summary>Too many wait: nothing was taken; try again later.</summary>
    public sealed record Full : Submission;

    /// <summary>The log takes no entries until a person has looked; whether this one was stored shows then.</summary>
    public sealed record Stopped(string Why) : Submission;
}
