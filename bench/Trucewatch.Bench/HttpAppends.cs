using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Trucewatch.Record;
using Trucewatch.Server.Records;
using Trucewatch.Storage;

namespace Trucewatch.Bench;

/// <summary>Entries given over loopback HTTP by many authors' clients at once, answered after sync with a receipt.</summary>
internal static class HttpAppends
{
    private const int Entries = 20_000;
    private const int Clients = 450;
    private const int Warm = 4_000;

    public static async Task<int> RunAsync()
    {
        using var scratch = new Scratch();
        using var store = SqliteLogStore.Open(new(scratch.Path));
        using var checkpoints = SqliteCheckpointStore.Open(new StoragePaths(scratch.Path).CheckpointDb);
        using var log = await RecordLog.OpenAsync(store, checkpoints, Bench.Entries.Log, CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await log.AppendAsync([Bench.Entries.Begins(now)], CancellationToken.None);
        await using var sequencer = new Sequencer(log, SequencerLimits.Default, TimeProvider.System, null, null);
        await using var server = RecordServer.Make(log, sequencer, 0, _ => false);
        await server.StartAsync();
        var address = new Uri(server.Urls.First() + "/record/entries");
        var bodies = new ConcurrentQueue<byte[]>(
            Enumerable
                .Range(0, Entries)
                .AsParallel()
                .AsOrdered()
                .Select(i => Body(Bench.Entries.Sighting(i, now)))
                .ToList()
        );
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients });
        var warm = new ConcurrentQueue<byte[]>(
            Enumerable.Range(Entries, Warm).AsParallel().Select(i => Body(Bench.Entries.Sighting(i, now)))
        );
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => GiveAsync(http, address, warm, [])));
        var latencies = new ConcurrentBag<double>();
        var seconds = await Measure.SecondsAsync(() =>
            Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => GiveAsync(http, address, bodies, latencies)))
        );
        Console.WriteLine(
            $"{latencies.Count:N0} signed entries over HTTP by {Clients} clients on the same two cores, each answered after sync with its receipt; median {Measure.Percentile(latencies, 0.5):0} ms"
        );
        var fast = Measure.Say("entries over HTTP", latencies.Count / seconds, "/s", 2_000, atMost: false);
        var prompt = Measure.Say("p99 of the answer", Measure.Percentile(latencies, 0.99), "ms", 500, atMost: true);
        await server.StopAsync();
        return fast && prompt && latencies.Count == Entries ? 0 : 1;
    }

    private static async Task GiveAsync(
        HttpClient http,
        Uri address,
        ConcurrentQueue<byte[]> bodies,
        ConcurrentBag<double> latencies
    )
    {
        while (bodies.TryDequeue(out var body))
        {
            var watch = Stopwatch.StartNew();
            using var content = new ByteArrayContent(body);
            using var answer = await http.PostAsync(address, content);
            if (answer.StatusCode == HttpStatusCode.Created)
                latencies.Add(watch.Elapsed.TotalMilliseconds);
            else
                Console.Error.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static byte[] Body(OpenEntry open) =>
        [
            .. EntryForm.Bytes(open.Entry),
            (byte)'\n',
            .. Encoding.UTF8.GetBytes(new ValuesLine(EntryNumber.None, open.Fields).Text()),
        ];
}
