using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Trucewatch.Record;

namespace Trucewatch.Storage.Tests;

/// <summary>Small makers of entries and of folders to keep them in.</summary>
internal static class Samples
{
    public const long Easter = 1_745_107_200; // 2025-04-20T00:00:00Z

    public static Field Field(string entry, string name, string json, string label = "PUBLIC") =>
        new(name, Salts.Derive("seed", entry, name), json, label);

    /// <summary>The i-th sighting: two open fields and one for the mission.</summary>
    public static OpenEntry Sighting(int i) =>
        OpenEntry.Seal(
            "observation",
            id: null,
            prev: null,
            "lead-cell",
            "P",
            Easter + i,
            [
                Field($"{i}", "text", $"\"обстріл {i}\""),
                Field($"{i}", "place", "[37.5,48]"),
                Field($"{i}", "source", $"\"monitor-{i}\"", "MISSION"),
            ]
        );

    public static ImmutableArray<OpenEntry> Sightings(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(Sighting)];

    public static OpenEntry WithText(string text) =>
        OpenEntry.Seal("note", null, null, "lead-cell", "R", Easter, [Field("x", "text", Jcs.Quote(text))]);

    public static ImmutableArray<byte> Root(params IEnumerable<OpenEntry> entries) =>
        MerkleTree.Root(entries.Select(e => MerkleTree.LeafHash(EntryForm.Bytes(e.Entry).AsSpan())));

    public static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }

    /// <summary>What somebody with the database file in hand does to it.</summary>
    public static void EditByHand(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("trucewatch-").FullName;

    public string File(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
