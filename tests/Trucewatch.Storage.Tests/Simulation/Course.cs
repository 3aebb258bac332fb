using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Trucewatch.Record;

namespace Trucewatch.Storage.Tests.Simulation;

/// <summary>
/// One run: two devices add entries, one machine keeps the log and sometimes a second does, five witnesses cosign, a
/// reader asks for proofs, a forger holds the log's key; and a storm of faults for the first part of it.
/// </summary>
internal sealed class Course
{
    private const string Origin = "trucewatch.example/simulation";
    private const int EntriesOfADevice = 12;
    private const long Storm = 4_000; // milliseconds
    private const long End = 120_000;

    private readonly World _world;
    private readonly Network _network;
    private readonly Ledger _ledger;
    private readonly Disks _disks;
    private readonly DiskFaults _faults = new();
    private readonly Planted _planted;
    private readonly SigningKey _key = SigningKey.Read(SigningKey.DerivedText(Origin, KeyType.Ed25519, "simulation"));
    private readonly ImmutableArray<LogMachine> _logs;
    private readonly ImmutableArray<WitnessMachine> _witnesses;
    private readonly LogTrust _bare;
    private readonly LogTrust _trust;
    private readonly HashSet<string> _done = [];
    private (List<RawEntry> Entries, Checkpoint? Newest) _backup = ([], null);

    private Course(int seed, Planted planted)
    {
        _planted = planted;
        _world = new(seed);
        _network = new(_world);
        _ledger = new(_world);
        _disks = new(_world, _ledger, planted);
        _ledger.Follow(_disks.Leaves);
        _logs = [.. new[] { "log", "second" }.Select(n => new LogMachine(_world, _disks, _faults, _ledger, _key, n))];
        _witnesses =
        [
            .. Enumerable
                .Range(1, 5)
                .Select(i => new WitnessMachine(_world, _faults, _ledger, _key.Verifier, $"witness-{i}", planted)),
        ];
        _bare = LogTrust.Of(_key.Verifier, WitnessPolicy.None);
        _trust = LogTrust.Of(
            _key.Verifier,
            WitnessPolicy.Read(
                string.Concat(_witnesses.Select((w, i) => $"witness w{i} {w.Key}\n"))
                    + "group any-three 3 w0 w1 w2 w3 w4\nquorum any-three\n"
            )
        );
    }

    /// <summary>What came of a run without violation.</summary>
    public sealed record Outcome(int Acknowledged, int Cosignatures, long Milliseconds, ulong Trace);

    /// <summary>Runs it.</summary>
    /// <exception cref="ViolationException">A promise of the record was broken.</exception>
    public static Outcome Run(int seed, Planted planted)
    {
        var course = new Course(seed, planted);
        course.Begin();
        course._world.Run(() => course.IsOver() || course._world.Now > End);
        course.Finish();
        return new(course._ledger.Acknowledged, course._ledger.Cosignatures, course._world.Now, course._world.Trace);
    }

    private void Begin()
    {
        var devices = new[] { "device-1", "device-2" }.Select(Samples.Key).ToList();
        _logs[0].IsWanted = true;
        foreach (var log in _logs)
            _world.Start(() => EveryAsync(100, log.LookAfterAsync));
        foreach (var device in devices)
            _world.Start(() => DeviceAsync(device));
        foreach (var witness in _witnesses)
            _world.Start(() => CollectAsync(witness));
        _world.Start(ReadAsync);
        _world.Start(StormAsync);
        _world.Start(ForgeAsync);
    }

    private bool IsOver() =>
        _world.Now > Storm && _done.Count == 2 && _ledger.Published is { } seen && seen.Size == _disks.Newest?.Size;

    private async Task EveryAsync(int milliseconds, Func<Task> act)
    {
        while (true)
        {
            await act();
            await _world.DelayAsync(milliseconds);
        }
    }

    /// <summary>A body that signs entries and gives each until it hears that it is stored.</summary>
    private async Task DeviceAsync(SigningKey key)
    {
        await GiveAsync(key, KeyEntry(key));
        for (var i = 1; i <= EntriesOfADevice; i++)
        {
            var at = _world.Clock.GetUtcNow().ToUnixTimeSeconds() + _world.Chance.Next(-20, 20);
            var text = Samples.Field($"{key.Verifier.Name} {i}", "text", $"\"{i}\"");
            await GiveAsync(key, OpenEntry.Seal("note", null, null, key, "P", at, [text]));
            await _world.DelayAsync(_world.Chance.Next(200));
        }
        _done.Add(key.Verifier.Name);
    }

    private async Task GiveAsync(SigningKey key, OpenEntry entry)
    {
        while (true)
        {
            var machine = _logs[_world.OnceIn(3) ? 1 : 0];
            var answer = await _network.AskAsync(key.Verifier.Name, machine.Name, () => machine.SubmitAsync(entry));
            if (answer is Submission.Stored stored)
            {
                _ledger.Stored(entry, stored, _disks.Newest, _bare);
                return;
            }
            if (answer is Submission.Refused refused)
                throw new ViolationException($"An entry without fault was refused: {refused.Found}");
            await _world.DelayAsync(_world.Chance.Next(150));
        }
    }

    /// <summary>Asks one witness for its cosignature again and again.</summary>
    private async Task CollectAsync(WitnessMachine witness)
    {
        var (known, has) = (0L, 0L);
        while (true)
        {
            await _world.DelayAsync(50 + _world.Chance.Next(150));
            if (_logs[_world.Chance.Next(2)].Log is not { } log || log.Checkpoint.Size < Math.Max(1, known))
                continue;
            var signed = log.Signed;
            if (signed.Checkpoint.Size == has)
                continue;
            _ledger.Signed(signed.Checkpoint);
            if (await PathAsync(log, known, signed.Checkpoint.Size) is not { } path)
                continue;
            var body = AddCheckpoint.Of(known, path, SignedNote.Read(Encoding.UTF8.GetBytes(signed.Note))).Body();
            var answer = await _network.AskAsync("log", witness.Name, () => witness.ReceiveAsync(body));
            if (answer is { Status: 200 })
                has = known = Gather(signed, answer.Body);
            else if (answer is { Status: 409 })
                known = long.Parse(answer.Body.Trim(), CultureInfo.InvariantCulture);
            else if (answer is { Status: 422, Knows: { } last } && _ledger.Own.Has(last))
                Ledger.Proof(false, $"of growth from {known} to {signed.Checkpoint.Size}");
        }
    }

    private readonly Dictionary<long, SignedNote> _notes = [];

    private long Gather(SignedCheckpoint signed, string lines)
    {
        var standing =
            _notes.GetValueOrDefault(signed.Checkpoint.Size) ?? SignedNote.Read(Encoding.UTF8.GetBytes(signed.Note));
        var keys = _witnesses.Select(w => w.Key).Append(_key.Verifier).ToList();
        var note = standing.WithVerified(NoteSignature.ReadLines(lines), keys);
        _notes[signed.Checkpoint.Size] = note;
        if (note.Signatures.Length > 3 && _trust.Check(note) is CheckpointVerdict.Trusted)
            _ledger.HasQuorum(signed.Checkpoint);
        return signed.Checkpoint.Size;
    }

    /// <summary>Shows growth; null: the machine stopped or its disk failed meanwhile.</summary>
    private async Task<ImmutableArray<ImmutableArray<byte>>?> PathAsync(RecordLog log, long old, long size)
    {
        if (old == 0)
            return [];
        var made = new TaskCompletionSource<ImmutableArray<ImmutableArray<byte>>?>();
        _world.At(300, () => made.TrySetResult(null));
        _world.Start(async () =>
        {
            try
            {
                made.TrySetResult(await new TileProofs(log.Tiles, size).ConsistencyAsync(old, size, default));
            }
            catch (Exception broken) when (broken is IOException or LogFaultException or RecordException)
            {
                made.TrySetResult(null); // no proof was handed out
            }
        });
        return await made.Task;
    }

    /// <summary>A reader keeps the last checkpoint that it saw and asks for proof that the next one only grew.</summary>
    private async Task ReadAsync()
    {
        Checkpoint? kept = null;
        while (true)
        {
            await _world.DelayAsync(150);
            if (_logs[_world.Chance.Next(2)].Log is not { Checkpoint.Size: > 0 } log)
                continue;
            var next = log.Checkpoint;
            if (kept is not null && next.Size < kept.Size)
                continue; // the second machine may not have heard yet
            if (kept is not null && await PathAsync(log, kept.Size, next.Size) is { } path)
                Ledger.Proof(
                    MerkleProof.IsConsistent(kept.Size, kept.Root, next.Size, next.Root, path),
                    $"of growth from {kept.Size} to {next.Size}"
                );
            kept = next;
        }
    }

    /// <summary>Machines stop, networks are cut, backups come back, a second writer starts; then the storm is over.</summary>
    private async Task StormAsync()
    {
        while (_world.Now < Storm)
        {
            await _world.DelayAsync(_world.Chance.Next(250));
            switch (_world.Chance.Next(9))
            {
                case 0 or 1:
                    StopLog(_logs[_world.Chance.Next(2)]);
                    break;
                case 2:
                    _logs[1].IsWanted = !_logs[1].IsWanted;
                    if (!_logs[1].IsWanted)
                        StopLog(_logs[1]);
                    break;
                case 3:
                    _witnesses[_world.Chance.Next(5)].Restart();
                    break;
                case 4:
                    _network.Cut(_witnesses.Where(_ => _world.OnceIn(2)).Select(w => w.Name));
                    break;
                case 5:
                    string[] all = ["log", "second", "device-1", "device-2", .. _witnesses.Select(w => w.Name)];
                    _network.Cut(all.Where(_ => _world.OnceIn(2)));
                    break;
                case 6:
                    _network.Cut([]);
                    break;
                case 7 when _disks.Newest is not null:
                    _backup = ([.. _disks.Entries], _disks.Newest);
                    break;
                case 8 when _backup.Newest is not null && _world.OnceIn(2):
                    foreach (var log in _logs)
                        StopLog(log);
                    _disks.Restore([.. _backup.Entries], _backup.Newest);
                    break;
            }
        }
        _network.Cut([]);
        _faults.End();
        _network.FaultOnceIn = 0;
        _logs[1].IsWanted = false;
        StopLog(_logs[1]);
        foreach (var witness in _witnesses)
            witness.Restart();
    }

    private void StopLog(LogMachine log)
    {
        log.Stop();
        if (_planted.HasFlag(Planted.AppendWithoutSync))
            _disks.LosePower();
    }

    /// <summary>Somebody with the log's key signs another history, and old checkpoints, for two of the witnesses.</summary>
    private async Task ForgeAsync()
    {
        await _world.DelayAsync(_world.Chance.Next(1500));
        WitnessMachine[] fooled = [.. _witnesses.OrderBy(_ => _world.Chance.Next()).Take(2)];
        List<ImmutableArray<byte>> leaves = [.. _disks.Leaves];
        var common = _world.Chance.Next(leaves.Count + 1);
        leaves.RemoveRange(common, leaves.Count - common);
        _ledger.Follow(leaves);
        while (_world.Now < Storm)
        {
            leaves.Add(MerkleTree.LeafHash(Encoding.UTF8.GetBytes($"forged {leaves.Count}")));
            foreach (var witness in fooled)
            {
                var size = _world.OnceIn(3) ? _world.Chance.Next(leaves.Count) + 1 : leaves.Count; // or an older one
                await OfferAsync(witness, leaves, _world.Chance.Next(size + 1), size);
            }
            await _world.DelayAsync(_world.Chance.Next(500));
        }
    }

    private async Task OfferAsync(WitnessMachine witness, List<ImmutableArray<byte>> leaves, int old, int size)
    {
        var signed = SignedCheckpoint.Sign(new(Origin, size, MerkleTree.Root(leaves.Take(size))), _key);
        var tree = leaves.Take(size).ToArray();
        for (var tries = 0; tries < 2; tries++)
        {
            var path = old == 0 ? [] : MerkleProof.Consistency(tree, old);
            var body = AddCheckpoint.Of(old, path, SignedNote.Read(Encoding.UTF8.GetBytes(signed.Note))).Body();
            if (
                await _network.AskAsync("forger", witness.Name, () => witness.ReceiveAsync(body))
                    is not { Status: 409 } told
                || !int.TryParse(told.Body.Trim(), out old)
                || old > size
            )
                return;
        }
    }

    private void Finish()
    {
        _ledger.Demand(_disks.Entries, _disks.Newest);
        if (!IsOver())
            throw new ViolationException($"After {End} ms not all entries are stored and seen by a quorum.");
    }

    private OpenEntry KeyEntry(SigningKey key) =>
        OpenEntry.Seal(
            AuthorKeys.Kind,
            null,
            null,
            key,
            "P",
            _world.Clock.GetUtcNow().ToUnixTimeSeconds(),
            AuthorKeys.Fields("begins", key.Verifier, n => Samples.Field(key.Verifier.Name, n, "0").Salt, "PUBLIC")
        );
}
