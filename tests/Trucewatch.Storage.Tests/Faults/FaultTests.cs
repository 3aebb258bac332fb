using System.Collections.Immutable;

namespace Trucewatch.Storage.Tests.Faults;

/// <summary>
/// The disk fails, is full, or the program is killed at each call by which it changes something on disk: a sample of
/// them, or every one by <c>./dev night faults</c>.
/// </summary>
public sealed class FaultTests
{
    private const int Seed = 11;
    private const int ByDay = 9; // of each course

    private static readonly string[] Kinds = ["error=EIO", "error=ENOSPC", "signal=KILL"];

    /// <summary>What the program does: undisturbed, then watched; the first of it finds a folder in the named state.</summary>
    public static TheoryData<string> Courses => ["new", "append", "reopen", "long"];

    [Theory]
    [MemberData(nameof(Courses))]
    public async Task Of_what_was_acknowledged_no_fault_loses_anything(string name)
    {
        using var course = await Course.PrepareAsync(name);
        var calls = await course.CallsAsync();
        Assert.NotEmpty(calls);
        var faults = calls
            .SelectMany(static c => Kinds.Select(k => new Fault(c, k)))
            .ToDictionary(f => $"{name} {f.Call.Name} {f.Call.When} {f.Kind}");

        var night = Night.Of("faults");
        await Parallel.ForEachAsync(
            night?.Left(faults.Keys) ?? Sample([.. faults.Keys]),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (fault, _) =>
            {
                var found = await course.DisturbAsync(faults[fault]);
                night?.Done(fault, found);
            }
        );
    }

    // Spread over the whole list, and over the kinds: the step is no multiple of three.
    private static IEnumerable<string> Sample(string[] all)
    {
        var step = Math.Max(1, all.Length / ByDay);
        step += step % Kinds.Length == 0 ? 1 : 0;
        return all.Where((_, i) => i % step == 0);
    }

    /// <summary>One course of the program, from one state of the folder, so that each run makes the same calls.</summary>
    private sealed class Course : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly List<Acknowledged> _before = [];
        private readonly ImmutableArray<string> _undisturbed;
        private readonly ImmutableArray<string> _watched;
        private bool _isLong;
        private int _runs;

        private Course(ImmutableArray<string> undisturbed, ImmutableArray<string> watched) =>
            (_undisturbed, _watched) = (undisturbed, watched);

        private string Start => _folder.File("start");

        public static async Task<Course> PrepareAsync(string name)
        {
            var course = name switch
            {
                "new" => new Course([], ["open", "large", "append", "close"]),
                "append" => new Course(["open", "append"], ["large", "append", "close"]),
                "reopen" => new Course([], ["open", "large", "append", "close"]),
                "long" => new Course(["open"], ["large", "append"]),
                _ => throw new ArgumentException($"\"{name}\" is no course.", nameof(name)),
            };
            course._isLong = name == "long";
            Directory.CreateDirectory(course.Start);
            if (name != "new")
                await course.GrowAsync(name == "long" ? LongLog : 200_000);
            if (name == "reopen")
                File.Copy(course.Spare, new StoragePaths(course.Start).CheckpointDb + "-wal", overwrite: true);
            return course;
        }

        // SQLite copies its write-ahead log into the database when a commit leaves more than 1,000 pages of 4 KiB in it.
        private const long LongLog = 1000 * (4096 + 24) - 60_000;

        private string Spare => _folder.File("spare-checkpoint");

        /// <summary>A record whose writer was killed, with a write-ahead log of at least this length.</summary>
        private async Task GrowAsync(long length)
        {
            var paths = new StoragePaths(Start);
            using var appender = AppenderProcess.Start(Start, Seed);
            await appender.AskAsync("open");
            do
            {
                File.Copy(paths.CheckpointDb + "-wal", Spare, overwrite: true);
                await appender.AskAsync("append");
            } while (new FileInfo(paths.RecordDb + "-wal").Length < length);
            appender.Kill();
            await appender.EndAsync();
            Assert.Empty(appender.Failed);
            _before.AddRange(appender.Acknowledged);
        }

        /// <summary>Lists the calls of an undisturbed run, those on files of the record.</summary>
        public async Task<ImmutableArray<SystemCall>> CallsAsync()
        {
            var folder = NextFolder();
            var (_, failed, lines) = await RunAsync(folder, null);
            Assert.Empty(failed);
            if (!lines.Any(l => l.StartsWith("rename", StringComparison.Ordinal)))
                Assert.Fail("No value file was written.");
            if (_isLong)
            {
                var copied = Array.FindIndex(
                    lines,
                    l =>
                        l.StartsWith("fsync", StringComparison.Ordinal)
                        && l.Contains("/record.db>", StringComparison.Ordinal)
                );
                var answered = Array.FindLastIndex(lines, l => l.Contains("\"added ", StringComparison.Ordinal));
                Assert.InRange(copied, 0, answered);
            }

            var calls = ImmutableArray.CreateBuilder<SystemCall>();
            var counts = new Dictionary<string, int>();
            foreach (var line in lines.Where(l => l.Contains('(', StringComparison.Ordinal)))
            {
                var name = line[..line.IndexOf('(', StringComparison.Ordinal)];
                counts[name] = counts.GetValueOrDefault(name) + 1;
                if (line.Contains(folder, StringComparison.Ordinal) && IsWalked(name, counts[name]))
                    calls.Add(new(name, counts[name]));
            }

            return calls.ToImmutable();
        }

        /// <summary>Runs the course with a fault and demands that the record survived.</summary>
        /// <returns>What became of it.</returns>
        public async Task<string> DisturbAsync(Fault fault)
        {
            // The machine's own threads make calls too: where the n-th one did not come, the course is run again.
            var (folder, acknowledged, failed) = ("", new List<Acknowledged>(), new List<string>());
            string[] lines = [];
            for (var tries = 0; tries < 3 && !lines.Any(IsInjected); tries++)
            {
                folder = NextFolder();
                (acknowledged, failed, lines) = await RunAsync(folder, fault);
                if (!lines.Any(IsInjected))
                    await Survivor.DemandAsync(folder, [.. _before, .. acknowledged]);
            }
            Assert.Contains(lines, IsInjected);
            var size = await Survivor.DemandAsync(folder, [.. _before, .. acknowledged]);
            Directory.Delete(folder, recursive: true);
            var told = failed is [var first, ..] ? first : "nothing was told";
            return $"{acknowledged.Count} batches acknowledged, {size} entries, all there; {told}";
        }

        private static bool IsInjected(string line) =>
            line.Contains("(INJECTED)", StringComparison.Ordinal)
            || line.Contains("killed by SIGKILL", StringComparison.Ordinal);

        // The long log is copied page after page in one loop of SQLite: every twentieth page stands for the others.
        private bool IsWalked(string call, int when) => !_isLong || call != "pwrite64" || when % 20 == 0;

        public void Dispose() => _folder.Dispose();

        /// <returns>What the program acknowledged and what it could not do, and its calls, a line each.</returns>
        private async Task<(List<Acknowledged> Acknowledged, List<string> Failed, string[] Lines)> RunAsync(
            string folder,
            Fault? fault
        )
        {
            using var appender = AppenderProcess.Start(folder, Seed + 1);
            await appender.AskAsync("nothing");
            foreach (var command in _undisturbed)
                await appender.AskAsync(command);
            using var strace = await Strace.AttachAsync(appender.Id, folder + ".strace", fault);
            foreach (var command in _watched)
                await appender.AskAsync(command);
            await appender.EndAsync();
            return (appender.Acknowledged, appender.Failed, await strace.EndAsync());
        }

        private string NextFolder()
        {
            var folder = _folder.File($"run-{Interlocked.Increment(ref _runs):d6}"); // of one length: SQLite's calls must not differ
            Directory.CreateDirectory(folder);
            foreach (var file in Directory.GetFiles(Start, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(folder, Path.GetRelativePath(Start, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }

            return folder;
        }
    }
}
