using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Trucewatch.Record;

/// <summary>Entries that were stored behind the newest checkpoint: nobody signed them, and nobody was told that they are stored.</summary>
/// <remarks>
/// Where they keep every rule, opening the log finishes them. Where one of them breaks a rule (its row was altered, or
/// another program wrote it), the log is not opened; here they are dropped, and kept aside word for word. Entries under
/// a checkpoint are never touched.
/// </remarks>
public static class UnsignedTail
{
    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>The record ends with its checkpoint.</summary>
        public sealed record None : Reply;

        /// <summary>They keep every rule and stay: opening the log signs them.</summary>
        public sealed record Sound(EntryNumber From, EntryNumber To) : Reply;

        /// <summary>They are gone from the record, and kept aside.</summary>
        /// <param name="From">The first of them.</param>
        /// <param name="To">The last of them.</param>
        /// <param name="Why">Which rule was broken, as a sentence.</param>
        /// <param name="Aside">The name under which they were kept.</param>
        /// <param name="Sha256">The SHA-256 of what was kept, lower-case hex.</param>
        public sealed record Dropped(EntryNumber From, EntryNumber To, string Why, string Aside, string Sha256) : Reply;
    }

    /// <summary>Drops the tail if it breaks a rule.</summary>
    /// <param name="store">The entries; no other program may be writing to them.</param>
    /// <param name="checkpoints">The newest checkpoint.</param>
    /// <param name="origin">The record's name.</param>
    /// <param name="keepAside">
    /// Keeps a file of that name with that content; when the task completes, it is on disk. Each line is one entry as
    /// JSON: number, stored leaf hash, and bytes and fields as they lay there, or why they cannot be read.
    /// </param>
    /// <param name="cancellationToken">Ends it before anything is dropped.</param>
    /// <exception cref="RecordException">The signed part is not in order (<see cref="RecordLog.OpenAsync"/>): nothing was dropped.</exception>
    public static async Task<Reply> DropAsync(
        ILogStore store,
        ICheckpointStore checkpoints,
        string origin,
        Func<string, byte[], Task> keepAside,
        CancellationToken cancellationToken
    )
    {
        var (checkpoint, last) = await LogLoading.LookAsync(store, checkpoints, origin, cancellationToken);
        if (checkpoint is null || checkpoint.Size == last.Value)
            return new Reply.None();

        var state = await LogLoading.AddUpAsync(store, checkpoint, cancellationToken);
        var from = new EntryNumber(checkpoint.Size + 1);
        if (await FaultAsync(store, state, last, cancellationToken) is not { } why)
            return new Reply.Sound(from, last);

        var kept = await LinesAsync(store, from, last, cancellationToken);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(kept));
        var name = $"entries-{from}-{last}-{sha256}.jsonl";
        await keepAside(name, kept);
        await store.DropAsync(new(checkpoint.Size), last, cancellationToken);
        return new Reply.Dropped(from, last, why, name, sha256);
    }

    private static async Task<string?> FaultAsync(
        ILogStore store,
        LogState state,
        EntryNumber last,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await LogLoading.ReadTailAsync(store, state, last, cancellationToken);
            return null;
        }
        catch (RecordException fault) when (IsOfTheTail(fault.Problem))
        {
            return fault.Message;
        }
    }

    private static bool IsOfTheTail(RecordProblem problem) =>
        problem
            is RecordProblem.StoredDiffers
                or RecordProblem.EntryUnreadable
                or RecordProblem.ValueMissing
                or RecordProblem.ValueAltered;

    private static async Task<byte[]> LinesAsync(
        ILogStore store,
        EntryNumber from,
        EntryNumber last,
        CancellationToken cancellationToken
    )
    {
        var lines = new List<string>();
        var number = from.Value;
        await foreach (var leaf in store.ReadLeavesAsync(from, last, cancellationToken))
        {
            var line = new JsonObject { ["number"] = number, ["leaf"] = Convert.ToHexStringLower(leaf.AsSpan()) };
            await AddAsync(line, store, new(number++), cancellationToken);
            lines.Add(line.ToJsonString() + "\n");
        }
        return Jcs.ToUtf8(string.Concat(lines));
    }

    private static async Task AddAsync(
        JsonObject line,
        ILogStore store,
        EntryNumber number,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await foreach (var raw in store.ReadRawAsync(number, number, cancellationToken))
            {
                line["bytes"] = Convert.ToBase64String(raw.Bytes.AsSpan());
                line["fields"] = new JsonArray([.. raw.Fields.Select(Of)]);
            }
        }
        catch (RecordException gone) when (IsOfTheTail(gone.Problem))
        {
            line["unreadable"] = gone.Message;
        }
    }

    private static JsonObject Of(Field field) =>
        new()
        {
            ["name"] = field.Name,
            ["salt"] = Convert.ToBase64String(field.Salt.AsSpan()),
            ["json"] = field.Json,
            ["label"] = field.Label,
        };
}
