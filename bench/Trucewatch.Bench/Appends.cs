using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Trucewatch.Record;
using Trucewatch.Storage;
using Trucewatch.Testing;

namespace Trucewatch.Bench;

/// <summary>Durable appends in process: stored, synced, read back, hashed again, signed, checkpoint moved and synced.</summary>
internal static class Appends
{
    private const int Batch = 256;
    private const int Batches = 120;

    public static async Task<int> RunAsync()
    {
        var entries = Enumerable
            .Range(0, Batch * Batches)
            .AsParallel()
            .AsOrdered()
            .Select(i => Entries.Sighting(i, 1000))
            .ToList();
        var bytes = entries.Average(e => (double)EntryForm.Bytes(e.Entry).Length);
        Console.WriteLine(
            $"{entries.Count:N0} entries of {bytes:0} bytes in batches of {Batch}, SQLite with synchronous=FULL, medians of five"
        );

        var closed = entries.Select(e => e with { Fields = [] }).ToList();
        var (given, whole, raw, full) = (
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
        for (var round = 0; round < 6; round++)
        {
            var figures = (
                entries.Count / await AppendAsync(closed, areChecked: true),
                entries.Count / await AppendAsync(closed, areChecked: false),
                entries.Count / Raw(closed),
                entries.Count / await AppendAsync(entries, areChecked: true)
            );
            if (round == 0)
                continue; // the compiler is still at work
            given.Add(figures.Item1);
            whole.Add(figures.Item2);
            raw.Add(figures.Item3);
            full.Add(figures.Item4);
        }
        Console.WriteLine(
            $"peer, the same bytes into one plain SQLite table, synced per batch: {Measure.Median(raw):N0}/s; ours is {Measure.Median(given) / Measure.Median(raw):0.00} of it"
        );
        Console.WriteLine($"the same with each author's signature checked in the call: {Measure.Median(whole):N0}/s");
        Console.WriteLine($"with seven values each in the value store: {Measure.Median(full):N0}/s");
        await PostgresAsync(closed);
        return Measure.Say(
            "durable appends, authors checked before",
            Measure.Median(given),
            "/s",
            20_000,
            atMost: false
        )
            ? 0
            : 1;
    }

    private static async Task<double> AppendAsync(List<OpenEntry> entries, bool areChecked)
    {
        using var scratch = new Scratch();
        using var store = SqliteLogStore.Open(new(scratch.Path));
        using var checkpoints = SqliteCheckpointStore.Open(new StoragePaths(scratch.Path).CheckpointDb);
        return await AppendAsync(store, checkpoints, entries, areChecked);
    }

    private static async Task<double> AppendAsync(
        ILogStore store,
        ICheckpointStore checkpoints,
        List<OpenEntry> entries,
        bool areChecked
    )
    {
        using var log = await RecordLog.OpenAsync(store, checkpoints, Entries.Log, CancellationToken.None);
        await log.AppendAsync([Entries.Begins(1000)], CancellationToken.None);
        return await Measure.SecondsAsync(async () =>
        {
            foreach (var batch in entries.Chunk(Batch))
                await log.AppendCheckedAsync([.. batch], areChecked ? log.Authors : null, CancellationToken.None);
        });
    }

    // A throwaway cluster on this machine, over a socket; entries and checkpoint in two databases, every commit synced.
    private static async Task PostgresAsync(List<OpenEntry> entries)
    {
        if (!PostgresServer.IsInstalled)
        {
            Console.WriteLine(PostgresServer.Missing);
            return;
        }
        await using var server = new PostgresServer();
        await server.StartAsync("entries", "newest");
        var figures = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            var schema = $"round_{round}";
            using var store = await PostgresLogStore.OpenAsync(server.Reach("entries"), schema, CancellationToken.None);
            using var checkpoints = await PostgresCheckpointStore.OpenAsync(
                server.Reach("newest"),
                schema,
                CancellationToken.None
            );
            var seconds = await AppendAsync(store, checkpoints, entries, areChecked: true);
            if (round > 0) // the compiler and the server's cache are still cold in the first
                figures.Add(entries.Count / seconds);
        }
        Console.WriteLine(
            $"the same into PostgreSQL on this machine, authors checked before, median of three: {Measure.Median(figures):N0}/s"
        );
    }

    private static double Raw(List<OpenEntry> entries)
    {
        using var scratch = new Scratch();
        using var connection = new SqliteConnection($"Data Source={scratch.Path}/raw.db;Pooling=False");
        connection.Open();
        Run("PRAGMA journal_mode=WAL");
        Run("PRAGMA synchronous=FULL");
        Run("CREATE TABLE e (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT");
        var all = entries.ConvertAll(e => EntryForm.Bytes(e.Entry).ToArray());
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO e (bytes) VALUES ($b)";
        var parameter = insert.Parameters.Add("$b", SqliteType.Blob);
        foreach (var batch in all.Chunk(Batch))
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var entry in batch)
            {
                parameter.Value = entry;
                insert.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        return watch.Elapsed.TotalSeconds;

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
