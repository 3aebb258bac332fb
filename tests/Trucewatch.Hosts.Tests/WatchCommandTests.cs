using Trucewatch.Record;
using Trucewatch.Verifier;
using static Trucewatch.Hosts.Tests.SampleRecord;

namespace Trucewatch.Hosts.Tests;

/// <summary><c>watch</c>: growth, roll-back (T4), fork (T2) and a false clock (T3).</summary>
public sealed class WatchCommandTests : IDisposable
{
    private readonly Scratch scratch = new();

    private string State => scratch["kept"];

    [Fact]
    public async Task A_record_that_only_grows_is_watched_in_peace()
    {
        Assert.Contains(
            "is watched from now on: 200 entries",
            (await WatchAsync(Entries(200))).Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has only grown, from 200 to 300 entries",
            (await WatchAsync(Entries(300))).Out,
            StringComparison.Ordinal
        );
        Assert.Contains("still has its 300 entries", (await WatchAsync(Entries(300))).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_copy_brought_back_is_found_and_both_checkpoints_are_saved()
    {
        await WatchAsync(Entries(300));

        var ran = await WatchAsync(Entries(200));

        Assert.Equal(1, ran.Exit);
        Assert.Contains("was rolled back: it had 300 entries and now shows 200", ran.Error, StringComparison.Ordinal);
        AssertEvidence("fork-300-1.txt", "fork-200-1.txt");
    }

    [Theory]
    [InlineData(300, 400)]
    [InlineData(300, 300)]
    public async Task Two_histories_are_found_and_both_checkpoints_are_saved(int kept, int now)
    {
        await WatchAsync(Entries(kept));
        var before = await File.ReadAllBytesAsync(State);

        var ran = await WatchAsync(Entries(now, otherFrom: 250));

        Assert.Equal(1, ran.Exit);
        Assert.Contains(
            $"was forked: what it shows now, {now} entries, does not begin with the {kept}",
            ran.Error,
            StringComparison.Ordinal
        );
        AssertEvidence($"fork-{kept}-1.txt", kept == now ? $"fork-{now}-2.txt" : $"fork-{now}-1.txt");
        Assert.Equal(before, await File.ReadAllBytesAsync(State)); // what was kept stays
    }

    [Fact]
    public async Task A_checkpoint_under_another_key_is_not_kept()
    {
        var ran = await Command.RunAsync(
            "watch",
            Write(scratch["r"], Entries(9)),
            "--state",
            State,
            "--key",
            $"{Lead.Verifier}"
        );

        Assert.Equal(1, ran.Exit);
        Assert.False(File.Exists(State));
    }

    [Fact]
    public async Task A_watch_that_goes_on_tells_growth_bears_a_silent_address_and_ends_at_a_fork()
    {
        var server = await ServeAsync(scratch["r"]);
        Write(scratch["r"], Entries(200));
        var address = server.Urls.First();
        using var watch = Command.Start("watch", address + "/record", "--state", State, "--every", "1");
        using var ended = new Ending(watch);
        await SaysAsync(watch.StandardOutput, "is watched from now on: 200 entries");
        await SaysAsync(watch.StandardOutput, "still has its 200 entries");
        Write(scratch["r"], Entries(260));
        await SaysAsync(watch.StandardOutput, "has only grown, from 200 to 260 entries");

        await server.DisposeAsync();
        await SaysAsync(watch.StandardError, "No look this time");
        Write(scratch["r"], Entries(300, otherFrom: 100));
        await using var again = await ServeAsync(scratch["r"], port: new Uri(address).Port);
        await SaysAsync(watch.StandardError, "was forked");

        await watch.WaitForExitAsync(new CancellationTokenSource(Patience).Token);
        Assert.Equal(1, watch.ExitCode);
        AssertEvidence("fork-260-1.txt", "fork-300-1.txt");
    }

    /// <summary>A process that is left behind by a failed test is none.</summary>
    private sealed class Ending(System.Diagnostics.Process process) : IDisposable
    {
        public void Dispose()
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static async Task SaysAsync(StreamReader from, string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await from.ReadLineAsync(patience.Token) is { } line)
            if (line.Contains(words, StringComparison.Ordinal))
                return;
        Assert.Fail($"It ended without saying: {words}");
    }

    [Fact]
    public async Task At_an_address_too_a_fork_is_found()
    {
        await using var server = await ServeAsync(scratch["r"]);
        Write(scratch["r"], Entries(200));
        var address = server.Urls.First() + "/record";
        await Command.RunAsync("watch", address, "--state", State);
        Directory.Delete(scratch["r"], recursive: true);
        Write(scratch["r"], Entries(300, otherFrom: 100));

        Assert.Equal(1, (await Command.RunAsync("watch", address, "--state", State)).Exit);
    }

    /// <summary>T3: the server says that new entries are old; its witnesses had seen the record without them.</summary>
    [Fact]
    public async Task A_back_dated_entry_is_shown_by_the_times_of_cosignatures()
    {
        var witness = Key("witness.example/a", KeyType.Ed25519Cosignature);
        var policy = WitnessPolicy.Read($"log {Log.Verifier}\nwitness a {witness.Verifier}\nquorum a\n");
        const long month = 30 * 86_400;

        var (first, _) = await LookAsync(Entries(100), witness, policy, Easter + month, kept: null);
        var (then, _) = await LookAsync(
            Entries(120, lateFrom: 101, at: Easter + month),
            witness,
            policy,
            Easter + month + 500,
            first
        );
        var (_, backDated) = await LookAsync(Entries(120), witness, policy, Easter + month + 500, first);
        var (_, ahead) = await LookAsync(
            Entries(120, lateFrom: 101, at: Easter + (2 * month)),
            witness,
            policy,
            Easter + month + 500,
            first
        );

        Assert.Null(then.Signatures.IsEmpty ? "" : null);
        Assert.StartsWith(
            "entry 101 is back-dated: it says 2025-04-20T00:01:41Z, and at 2025-05-20T00:00:00Z",
            backDated,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "the record's clock is wrong: its last entry says 2025-06-19T00:02:00Z",
            ahead,
            StringComparison.Ordinal
        );
    }

    private async Task<(SignedNote Note, string? BackDated)> LookAsync(
        List<OpenEntry> entries,
        SigningKey witness,
        WitnessPolicy policy,
        long time,
        SignedNote? kept
    )
    {
        var folder = Write(scratch[Path.GetRandomFileName()], entries);
        var file = Path.Combine(folder, "checkpoint");
        var note = SignedNote.Read(await File.ReadAllBytesAsync(file));
        await File.WriteAllBytesAsync(file, note.With([witness.Cosign(note.Text, time)]).Bytes());
        return await WatchRecord.LookAsync(RecordFiles.InFolder(folder), new(null, policy), kept, default) switch
        {
            Watched.First now => (now.Note, null),
            Watched.Grown now => (now.Note, now.BackDated),
            var other => throw new InvalidOperationException($"{other}"),
        };
    }

    private async Task<Ran> WatchAsync(List<OpenEntry> entries)
    {
        if (Directory.Exists(scratch["r"]))
            Directory.Delete(scratch["r"], recursive: true);
        return await Command.RunAsync(
            "watch",
            Write(scratch["r"], entries),
            "--state",
            State,
            "--key",
            $"{Log.Verifier}"
        );
    }

    private void AssertEvidence(params string[] names) =>
        Assert.All(
            names,
            name =>
                Assert.IsType<NoteVerdict.Accepted>(
                    SignedNote.Read(File.ReadAllBytes(scratch[name])).Check([Log.Verifier])
                )
        );

    public void Dispose() => scratch.Dispose();
}
