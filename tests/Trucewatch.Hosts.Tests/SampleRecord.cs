using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trucewatch.Record;

namespace Trucewatch.Hosts.Tests;

/// <summary>Small records, written file by file, and the address of one: for roll-backs, forks and false clocks.</summary>
internal static class SampleRecord
{
    public const string Origin = "trucewatch.example/sample";
    public const long Easter = 1_745_107_200; // 2025-04-20T00:00:00Z

    public static readonly SigningKey Log = Key(Origin, KeyType.Ed25519);
    public static readonly SigningKey Lead = Key("lead-cell", KeyType.Ed25519);

    public static SigningKey Key(string name, KeyType type) =>
        SigningKey.Read(SigningKey.DerivedText(name, type, "samples"));

    /// <summary>So many entries of one history; another history has other texts from an entry on.</summary>
    public static List<OpenEntry> Entries(
        int count,
        int otherFrom = int.MaxValue,
        long at = Easter,
        int lateFrom = 0
    ) =>
        [
            Begins,
            .. Enumerable
                .Range(2, count - 1)
                .Select(i =>
                    OpenEntry.Seal(
                        "note",
                        null,
                        null,
                        Lead,
                        "P",
                        (i >= lateFrom ? at : Easter) + i,
                        [Field(i, "text", i >= otherFrom ? "another" : $"обстріл {i}"), Field(i, "place", "Olyka")]
                    )
                ),
        ];

    public static string Write(string folder, IReadOnlyCollection<OpenEntry> entries)
    {
        var (tiles, tree) = (new HashTiles(), new MerkleFrontier());
        var bytes = entries.Select(e => EntryForm.Bytes(e.Entry)).ToList();
        foreach (var leaf in bytes.Select(b => MerkleTree.LeafHash(b.AsSpan())))
        {
            tree.Append(leaf);
            foreach (var full in tiles.Append(leaf))
                File(full.Path, [.. full.Hashes]);
        }
        foreach (var partial in tiles.Partial())
            File(partial.Path, [.. partial.Hashes]);
        foreach (var (index, bundle) in bytes.Chunk(TilePath.Width).Index())
            File(TilePath.Entries(index, bundle.Length), EntryBundle.Bytes(bundle));
        foreach (
            var (index, lines) in entries
                .Select((e, i) => new ValuesLine(new(i + 1), e.Fields).Text())
                .Chunk(TilePath.Width)
                .Index()
        )
            File(
                TilePath.Values(index),
                System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")))
            );
        File(
            RecordFolder.CheckpointFile,
            System.Text.Encoding.UTF8.GetBytes(SignedCheckpoint.Sign(new(Origin, tree.Size, tree.Root()), Log).Note)
        );
        return folder;

        void File(string path, byte[] content)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            System.IO.File.WriteAllBytes(file, content);
        }
    }

    /// <summary>Serves the files of a folder under <c>/record</c>, on loopback.</summary>
    public static async Task<WebApplication> ServeAsync(string folder, bool values = true, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        var app = builder.Build();
        app.MapGet(
            "/record/{**path}",
            (string path) =>
                File.Exists(Path.Combine(folder, path))
                && (values || !path.StartsWith("values/", StringComparison.Ordinal))
                    ? Results.Bytes(File.ReadAllBytes(Path.Combine(folder, path)))
                    : Results.NotFound()
        );
        app.MapGet("/broken/{**path}", () => Results.StatusCode(500));
        app.MapGet("/endless/{**path}", () => Results.Bytes(new byte[SignedNote.MaxBytes + 1]));
        app.MapGet("/elsewhere/{**path}", (string path) => Results.Redirect("/record/" + path));
        await app.StartAsync();
        return app;
    }

    private static readonly OpenEntry Begins = OpenEntry.Seal(
        AuthorKeys.Kind,
        null,
        null,
        Lead,
        "P",
        Easter + 1,
        AuthorKeys.Fields("begins", Lead.Verifier, n => Salts.Derive("samples", "key", n), "PUBLIC")
    );

    private static Field Field(int entry, string name, string text) =>
        new(name, Salts.Derive("samples", $"{entry}", name), Jcs.Quote(text), "PUBLIC");
}

/// <summary>A folder that is gone after the test.</summary>
public sealed class Scratch : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("trucewatch-").FullName;

    public string this[string name] => Path.Combine(folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

/// <summary>The exercise replayed for the mechanism: all values are open.</summary>
public sealed class ReplayedInside : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("trucewatch-").FullName;

    public string Key => Path.Combine(Folder, "log.vkey");

    public async ValueTask InitializeAsync()
    {
        await Command.RunAsync("replay", "missions/lantern", "--out", Folder, "--audience", "MISSION");
        using var key = KeyFile.Read(Path.Combine(Folder, "state", "keys", "log.key"), null);
        await File.WriteAllTextAsync(Key, key.Verifier.ToString());
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
