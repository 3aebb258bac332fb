using System.Runtime.InteropServices;

namespace Trucewatch.Storage.Tests.Simulation;

/// <summary>One thread, one clock and one source of chance: everything that happens in a simulated run follows from its seed.</summary>
/// <remarks>
/// Tasks run one at a time; which of those that are ready comes next is chance. Only where none is ready time goes on, to
/// the next thing that is due. So nothing waits for the machine's clock, and a seed gives the same run everywhere.
/// </remarks>
internal sealed class World(int seed) : TaskScheduler
{
    private readonly List<Task> _ready = [];
    private readonly PriorityQueue<Action, (long Due, long Order)> _later = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;
    private ulong _trace = 14_695_981_039_346_656_037; // FNV-1a
    private Exception? _broken;

    /// <summary>All chance comes from here.</summary>
    public Random Chance { get; } = new(seed);

    /// <summary>Milliseconds since the run began.</summary>
    public long Now { get; private set; }

    /// <summary>What happened, in one number: the same for the same seed.</summary>
    public ulong Trace => _trace;

    /// <summary>The clock that the program under test is given.</summary>
    public TimeProvider Clock => new WorldClock(this);

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>True once in so many times.</summary>
    public bool OnceIn(int times) => Chance.Next(times) == 0;

    /// <summary>Notes what happens, for the trace.</summary>
    public void Note(string what)
    {
        foreach (var letter in $"{Now} {what}\n")
            _trace = unchecked((_trace ^ letter) * 1_099_511_628_211);
    }

    /// <summary>Begins what goes on beside all else; where it breaks off with an exception, the run does.</summary>
    public void Start(Func<Task> work) =>
        _ = Task
            .Factory.StartNew(
                async () =>
                {
                    try
                    {
                        await work();
                    }
                    catch (Exception broken)
                    {
                        _broken ??= broken;
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.None,
                this
            )
            .Unwrap();

    /// <summary>Waits, by the simulated clock.</summary>
    public Task DelayAsync(long milliseconds)
    {
        var due = new TaskCompletionSource();
        At(milliseconds, due.SetResult);
        return due.Task;
    }

    /// <summary>Does something after so many milliseconds.</summary>
    public void At(long milliseconds, Action act) => _later.Enqueue(act, (Now + Math.Max(0, milliseconds), _order++));

    /// <summary>Runs until it is over, or nothing more can happen.</summary>
    /// <exception cref="ViolationException">An invariant does not hold.</exception>
    public void Run(Func<bool> isOver)
    {
        while (!isOver())
        {
            if (_broken is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_broken);
            if (_ready.Count > 0)
                RunOne();
            else if (_later.TryDequeue(out var act, out var due))
            {
                Now = due.Due;
                act();
            }
            else
                throw new ViolationException($"Nothing more can happen after {Now} ms, and the run is not over.");
        }
    }

    protected override void QueueTask(Task task)
    {
        if (Environment.CurrentManagedThreadId != _thread)
            _broken ??= new InvalidOperationException("Something left the one thread: the run is not deterministic.");
        _ready.Add(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;

    private void RunOne()
    {
        var at = Chance.Next(_ready.Count);
        var task = _ready[at];
        CollectionsMarshal.AsSpan(_ready)[at] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        TryExecuteTask(task);
    }

    private sealed class WorldClock(World world) : TimeProvider
    {
        public override long TimestampFrequency => 1000;

        public override DateTimeOffset GetUtcNow() =>
            DateTimeOffset.FromUnixTimeSeconds(Samples.Easter).AddMilliseconds(world.Now);

        public override long GetTimestamp() => world.Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Timer(world, () => callback(state), dueTime);
    }

    private sealed class Timer : ITimer
    {
        private readonly World _world;
        private readonly Action _act;
        private int _set;

        public Timer(World world, Action act, TimeSpan due)
        {
            (_world, _act) = (world, act);
            Change(due, System.Threading.Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var set = ++_set;
            if (dueTime >= TimeSpan.Zero)
                _world.At(
                    (long)dueTime.TotalMilliseconds,
                    () =>
                    {
                        if (set == _set)
                            _act();
                    }
                );
            return true;
        }

        public void Dispose() => _set++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>An invariant of the record does not hold.</summary>
internal sealed class ViolationException(string what) : Exception(what);

/// <summary>One life of a program on a machine: from its start until it ends or its machine stops.</summary>
/// <param name="world">The run.</param>
/// <param name="faults">What may go wrong with its disk; the same for all lives.</param>
internal sealed class Life(World world, DiskFaults faults)
{
    private static readonly Task Forever = new TaskCompletionSource().Task;

    /// <summary>False: whatever it was about to do never happens.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>The machine stops, wherever the program is.</summary>
    public void Stop() => IsOn = false;

    /// <summary>The time that one access to the disk takes; the machine may stop meanwhile, or the disk may fail.</summary>
    public async Task DiskAsync(bool mayFail = true)
    {
        await world.DelayAsync(faults.SlowOnceIn > 0 && world.OnceIn(faults.SlowOnceIn) ? 500 : world.Chance.Next(4));
        if (IsOn && faults.StopOnceIn > 0 && world.OnceIn(faults.StopOnceIn))
            Stop();
        if (!IsOn)
            await Forever;
        if (mayFail && faults.FailOnceIn > 0 && world.OnceIn(faults.FailOnceIn))
            throw new IOException("The disk did not answer.");
    }
}

/// <summary>How often a machine stops and a disk fails, once in so many accesses; 0: never.</summary>
internal sealed class DiskFaults
{
    public int StopOnceIn { get; set; } = 300;

    public int FailOnceIn { get; set; } = 150;

    /// <summary>What is read back after storing has a turned bit: memory or disk is faulty.</summary>
    public int TurnOnceIn { get; set; } = 400;

    /// <summary>An access takes half a second: meanwhile others go on.</summary>
    public int SlowOnceIn { get; set; } = 40;

    public void End() => (StopOnceIn, FailOnceIn, TurnOnceIn, SlowOnceIn) = (0, 0, 0, 0);
}
