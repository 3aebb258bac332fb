using System.Diagnostics;
using System.Net;
using System.Text;
using Trucewatch.Record;
using Trucewatch.Testing;
using static Trucewatch.Hosts.Tests.RunningRecord;

namespace Trucewatch.Hosts.Tests;

/// <summary>The running log over HTTP: who gives an entry gets a receipt that anybody can check.</summary>
public sealed class RunningRecordTests(RunningRecord running) : IClassFixture<RunningRecord>
{
    [Fact]
    public async Task An_entry_is_answered_with_a_receipt_that_holds_offline()
    {
        var note = Note(PartyA, "nothing heard at post 7");
        var (status, text) = await running.GiveAsync(note);

        Assert.Equal(HttpStatusCode.Created, status);
        var proof = TlogProof.Read(Encoding.UTF8.GetBytes(text));
        Assert.IsType<ProofVerdict.Holds>(proof.Check(EntryForm.Bytes(note.Entry).AsSpan(), Trust));
        Assert.IsType<ProofVerdict.Fails>(proof.Check(EntryForm.Bytes(Note(PartyA, "another").Entry).AsSpan(), Trust));
    }

    [Fact]
    public async Task The_same_entry_again_gets_the_same_place()
    {
        var note = Note(PartyB, "once");
        var first = await running.GiveAsync(note);
        var again = await running.GiveAsync(note);
        Assert.Equal(Index(first.Text), Index(again.Text));

        static long Index(string text) => TlogProof.Read(Encoding.UTF8.GetBytes(text)).Index;
    }

    [Fact]
    public async Task Many_at_once_get_places_of_their_own()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => running.GiveAsync(Note(i % 2 == 0 ? PartyA : PartyB, $"note {i}")))
        );
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Equal(200, answers.Select(a => TlogProof.Read(Encoding.UTF8.GetBytes(a.Text)).Index).Distinct().Count());
    }

    [Fact]
    public async Task Nobody_writes_in_anothers_name()
    {
        var note = Note(PartyA, "we withdraw");
        var forged = note with { Entry = note.Entry with { Org = PartyB.Verifier.Name } };
        var resigned = forged with
        {
            Entry = forged.Entry with { Signature = PartyA.SignBytes(EntryForm.SignedBytes(forged.Entry)) },
        };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await running.GiveAsync(forged)).Status);
        Assert.Contains("not that of", (await running.GiveAsync(resigned)).Text, StringComparison.Ordinal);
        using var stranger = Key(Origin + "/stranger");
        Assert.Contains(
            "has no key",
            (await running.GiveAsync(Note(stranger, "hello"))).Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task A_clock_that_is_far_off_is_told_so(int seconds)
    {
        var at = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds + Math.Sign(seconds);
        var (status, text) = await running.GiveAsync(Note(PartyA, "late", at));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("clock", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_without_one_of_its_values_is_refused()
    {
        var note = Note(PartyA, "half");
        var (status, text) = await running.GiveAsync(note with { Fields = [note.Fields[0]] });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("1 values for 2 digests", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{}\n{}")]
    [InlineData("\0\n\0")]
    [InlineData("{\"at\":1}\n{\"fields\":[],\"number\":0}")]
    public async Task What_is_no_entry_is_told_where_it_is_wrong(string body)
    {
        var (status, text) = await running.GiveAsync(Encoding.UTF8.GetBytes(body));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("malformed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tile/0/001")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/00")]
    [InlineData("tile/9/000")]
    [InlineData("tile/entries/x000/000")]
    [InlineData("tile/entries/000.p/0")]
    [InlineData("tile/../checkpoint")]
    [InlineData("proof/999999")]
    [InlineData("values/009.jsonl")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var answer = await running.Client.GetAsync(new Uri($"{running.Address}/{path}"));
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound || path.Contains("..", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tiles_may_be_kept_for_ever_and_the_checkpoint_for_two_seconds()
    {
        using var tile = await running.Client.GetAsync(new Uri(running.Address + "/tile/0/000.p/1"));
        using var checkpoint = await running.Client.GetAsync(new Uri(running.Address + "/checkpoint"));
        Assert.Contains("immutable", tile.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(2), checkpoint.Headers.CacheControl!.MaxAge);
        Assert.Equal(["*"], tile.Headers.GetValues("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Only_what_everybody_may_see_is_served_of_the_values()
    {
        await running.GiveAsync(Note(PartyA, "the password is swordfish"));
        var values = await running.Client.GetStringAsync(new Uri(running.Address + "/values/000.jsonl"));
        Assert.Contains("\"day\",7", values, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", values, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_check_reads_the_running_log()
    {
        await running.GiveAsync(Note(PartyA, "for the check"));
        using var http = new HttpClient();
        var verdict = await new LogCheck(Trust).RunAsync(
            async (path, stop) =>
            {
                using var answer = await http.GetAsync(new Uri($"{running.Address}/{path}"), stop);
                return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(stop) : null;
            },
            CancellationToken.None
        );
        Assert.IsType<LogVerdict.Sound>(verdict);
    }
}

/// <summary>Another program, in another language, with another library: Go's golang.org/x/mod reads the log while it grows.</summary>
public sealed class GoReadsTheRunningRecordTests(RunningRecord running) : IClassFixture<RunningRecord>
{
    [Fact]
    public async Task Every_record_and_every_step_of_the_running_log_holds_for_Go()
    {
        const int entries = 600;
        var program = await BuildAsync();
        using var reading = Start(program, running.Address, LogKey.Verifier.ToString(), $"{entries}");
        for (var i = (int)running.Log.Checkpoint.Size; i < entries; i += 20)
            await Task.WhenAll(Enumerable.Range(i, 20).Select(k => running.GiveAsync(Note(PartyA, $"entry {k}"))));

        var (said, wrong) = (reading.StandardOutput.ReadToEndAsync(), reading.StandardError.ReadToEndAsync());
        await reading.WaitForExitAsync();
        Assert.True(reading.ExitCode == 0, await wrong);
        Assert.Matches(@"^6\d\d records and \d+ consistency steps hold; \d+ checkpoints", await said);
    }

    [Fact]
    public async Task Go_refuses_the_log_under_another_key()
    {
        using var other = Key(Origin + "-2");
        using var reading = Start(await BuildAsync(), running.Address, other.Verifier.ToString(), "1");
        var wrong = await reading.StandardError.ReadToEndAsync();
        await reading.WaitForExitAsync();
        Assert.Equal(1, reading.ExitCode);
        Assert.NotEmpty(wrong);
    }

    private static async Task<string> BuildAsync()
    {
        var source = Path.Combine(Shared.Repository(), "tests", "foreign", "readlog");
        var program = Path.Combine(AppContext.BaseDirectory, "readlog");
        const string library = "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog";
        if (!Directory.Exists(library))
        {
            const string missing = "Go and its x/mod are missing: apt-get install golang-go golang-golang-x-mod-dev.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(missing);
            Assert.Skip(missing);
        }
        using var build = Start("go", "build", "-o", program, Path.Combine(source, "main.go"));
        var wrong = await build.StandardError.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, wrong);
        return program;
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOFLAGS"] = "";
        start.Environment["GOPATH"] = "/usr/share/gocode";
        start.Environment["GOCACHE"] = Path.Combine(Path.GetTempPath(), "trucewatch-go");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
