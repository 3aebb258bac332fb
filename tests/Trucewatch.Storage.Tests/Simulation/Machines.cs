using System.Collections.Immutable;
using System.Text;
using Trucewatch.Record;

namespace Trucewatch.Storage.Tests.Simulation;

/// <summary>A machine that runs the log; several may, by mistake, run the same one.</summary>
internal sealed class LogMachine(
    World world,
    Disks disks,
    DiskFaults faults,
    Ledger ledger,
    SigningKey key,
    string name
)
{
    private static readonly SequencerLimits Limits = new(8, 4, TimeSpan.FromMilliseconds(20), 300);
    private Life? _life;
    private RecordLog? _log;
    private Sequencer? _sequencer;
    private bool _looking; // whoever looks after it is at work

    public string Name => name;

    /// <summary>Should it run?</summary>
    public bool IsWanted { get; set; }

    /// <summary>The log, where it is open.</summary>
    public RecordLog? Log => _life is { IsOn: true } ? _log : null;

    /// <summary>The machine stops at once.</summary>
    public void Stop()
    {
        if (Log is not null)
            world.Note($"{name} stops");
        _life?.Stop();
        (_life, _log, _sequencer) = (null, null, null);
    }

    /// <summary>An author's entry arrives. A machine that stopped gives no answer.</summary>
    public async Task<Submission> SubmitAsync(OpenEntry entry)
    {
        if (_sequencer is not { } sequencer || _life is not { IsOn: true })
            return new Submission.Full();
        var answer = await sequencer.SubmitAsync(entry);
        if (answer is Submission.Stopped && ReferenceEquals(sequencer, _sequencer))
            Stop(); // a person looks, and starts it again
        if (answer is Submission.Refused && Log?.Checkpoint != disks.Newest)
            return new Submission.Full(); // a second machine that has not heard yet: it knows fewer keys
        return answer;
    }

    /// <summary>Starts it where it should run and does not.</summary>
    public async Task LookAfterAsync()
    {
        if (_looking || !IsWanted || Log is not null)
            return;
        _looking = true;
        var life = new Life(world, faults);
        _life?.Stop();
        (_life, _log, _sequencer) = (life, null, null);
        world.Start(() => OpenAsync(life));
        for (var waited = 0; _log is null && life.IsOn && waited < 1500; waited += 20)
            await world.DelayAsync(20);
        if (_log is null)
            life.Stop(); // a start that stopped half-way is made again
        _looking = false;
    }

    private async Task OpenAsync(Life life)
    {
        try
        {
            var log = await RecordLog.OpenAsync(disks.Store(life, faults), disks.Checkpoints(life), key, default);
            if (!life.IsOn)
                return;
            ledger.Signed(log.Checkpoint);
            disks.Opened();
            (_log, _sequencer) = (log, new Sequencer(log, Limits, world.Clock, null, null));
            world.Note($"{name} opened at {log.Checkpoint.Size}");
        }
        catch (RecordException refused) when (refused.Problem == RecordProblem.CheckpointAhead)
        {
            life.Stop();
            world.Note($"{name} refuses an old backup");
            disks.PutRight();
        }
        catch (RecordException refused)
            when (refused.Problem
                    is RecordProblem.AnotherWriter
                        or RecordProblem.StoredDiffers
                        or RecordProblem.EntryUnreadable
                        or RecordProblem.RootDiffers
            )
        {
            life.Stop();
            world.Note($"{name} does not open: {refused.Problem}"); // another writer, or a bit that turned while reading
        }
        catch (IOException)
        {
            life.Stop();
            world.Note($"{name} does not open: disk");
        }
    }
}

/// <summary>A witness's machine: what it knows lies on its disk, and it answers one request at a time.</summary>
internal sealed class WitnessMachine(
    World world,
    DiskFaults faults,
    Ledger ledger,
    VerifierKey log,
    string name,
    Planted planted
)
{
    private readonly SigningKey _key = SigningKey.Read(
        SigningKey.DerivedText(name, KeyType.Ed25519Cosignature, "simulation")
    );
    private ImmutableDictionary<string, Checkpoint> _onDisk = ImmutableDictionary<string, Checkpoint>.Empty;
    private ImmutableDictionary<string, Checkpoint> _inMind = ImmutableDictionary<string, Checkpoint>.Empty;
    private Task _before = Task.CompletedTask; // the request before the next one
    private Life _life = new(world, faults);

    public string Name => name;

    public VerifierKey Key => _key.Verifier;

    /// <summary>It stops, wherever it is, and begins again with what lies on its disk.</summary>
    public void Restart()
    {
        _life.Stop();
        (_life, _before, _inMind) = (new(world, faults), Task.CompletedTask, _onDisk);
    }

    /// <summary>A request for a cosignature arrives.</summary>
    public async Task<WitnessAnswer> ReceiveAsync(string body)
    {
        var (life, before, answered) = (_life, _before, new TaskCompletionSource());
        _before = answered.Task;
        await before;
        try
        {
            await life.DiskAsync(mayFail: false);
            var verdict = new Witness([new(log.Name, [log])]).Receive(Encoding.UTF8.GetBytes(body), _inMind);
            if (planted.HasFlag(Planted.WitnessAsksNoProof) && verdict is WitnessVerdict.Refused { Status: 422 })
                verdict = Trusting(body);
            return verdict switch
            {
                WitnessVerdict.Cosign cosign => await CosignAsync(life, cosign),
                WitnessVerdict.Refused refused => new(
                    refused.Status,
                    refused.Body,
                    _inMind.GetValueOrDefault(log.Name)
                ),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        finally
        {
            answered.SetResult();
        }
    }

    private async Task<WitnessAnswer> CosignAsync(Life life, WitnessVerdict.Cosign cosign)
    {
        _inMind = cosign.State;
        var lines = cosign.With([_key], world.Clock.GetUtcNow().ToUnixTimeSeconds()).Body;
        if (planted.HasFlag(Planted.WitnessAnswersFirst))
        {
            world.Start(async () =>
            {
                await world.DelayAsync(500);
                if (life.IsOn)
                    _onDisk = cosign.State;
            });
        }
        else
        {
            await life.DiskAsync(mayFail: false);
            _onDisk = cosign.State;
            await life.DiskAsync(mayFail: false);
        }
        ledger.Cosigned(name, cosign.Checkpoint);
        return new(200, lines, cosign.Checkpoint);
    }

    private WitnessVerdict.Cosign Trusting(string body)
    {
        var asked = AddCheckpoint.Read(Encoding.UTF8.GetBytes(body));
        return new(asked.Checkpoint, asked.Note, _inMind.SetItem(asked.Checkpoint.Origin, asked.Checkpoint));
    }
}

/// <summary>What a witness answers.</summary>
/// <param name="Status">As over HTTP.</param>
/// <param name="Body">Signature lines, the known size, or words.</param>
/// <param name="Knows">The last checkpoint that it stored; null: none.</param>
internal sealed record WitnessAnswer(int Status, string Body, Checkpoint? Knows);
