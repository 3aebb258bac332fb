using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Trucewatch.Record;

namespace Trucewatch.Storage.Tests;

/// <summary>Small makers of entries and of folders to keep them in.</summary>
internal static class Samples
{
    public const long Easter = 1_745_107_200; // 2025-04-20T00:00:00Z

    /// <summary>The cell that signs the samples, and the record's own key.</summary>
    public static readonly SigningKey Lead = Key("lead-cell");

    public static SigningKey Key(string name) =>
        SigningKey.Read(SigningKey.DerivedText(name, KeyType.Ed25519, "samples"));

    /// <summary>An entry of a key, such as <c>begins</c> or <c>revoked</c>, signed by an author.</summary>
    public static OpenEntry KeyEntry(string act, SigningKey key, SigningKey by) =>
        OpenEntry.Seal(
            AuthorKeys.Kind,
            null,
            null,
            by,
            "P",
            Easter + 2,
            AuthorKeys.Fields(act, key.Verifier, n => Salts.Derive("seed", act + key, n), "PUBLIC")
        );

    /// <summary>The entry that begins the lead cell's key.</summary>
    public static readonly OpenEntry Begins = OpenEntry.Seal(
        AuthorKeys.Kind,
        null,
        null,
        Lead,
        "P",
        Easter + 1,
        AuthorKeys.Fields("begins", Lead.Verifier, n => Salts.Derive("seed", "key", n), "PUBLIC")
    );

    public static Field Field(string entry, string name, string json, string label = "PUBLIC") =>
        new(name, Salts.Derive("seed", entry, name), json, label);

    /// <summary>The i-th entry: the first begins the cell's key, each other is a sighting with two open fields and one for the mission.</summary>
    public static OpenEntry Sighting(int i) => i == 1 ? Begins : Made.GetOrAdd(i, Make);

    private static readonly ConcurrentDictionary<int, OpenEntry> Made = new();

    private static OpenEntry Make(int i) =>
        OpenEntry.Seal(
            "observation",
            id: null,
            prev: null,
            Lead,
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
        OpenEntry.Seal("note", null, null, Lead, "R", Easter + 1, [Field("x", "text", Jcs.Quote(text))]);

    public static ImmutableArray<byte> Leaf(OpenEntry open) =>
        MerkleTree.LeafHash(EntryForm.Bytes(open.Entry).AsSpan());

    public static ImmutableArray<byte> Root(params IEnumerable<OpenEntry> entries) =>
        MerkleTree.Root(entries.Select(e => MerkleTree.LeafHash(EntryForm.Bytes(e.Entry).AsSpan())));

    /// <summary>Adds a batch after whatever entry is the last one.</summary>
    public static async Task<EntryNumber> AppendAsync(
        this ILogStore store,
        ImmutableArray<OpenEntry> batch,
        CancellationToken cancellationToken
    ) => await store.AppendAsync(await store.LastAsync(default), batch, cancellationToken);

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
