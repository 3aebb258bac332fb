using Trucewatch.Record;

namespace Trucewatch.Bench;

/// <summary>Entries of about 600 bytes, as observations are, and keys that everybody may know.</summary>
internal static class Entries
{
    public const string Origin = "trucewatch.example/bench";

    public static SigningKey Log { get; } = Key(Origin);

    public static SigningKey Author { get; } = Key(Origin + "/cell");

    public static SigningKey Key(string name, KeyType type = KeyType.Ed25519) =>
        SigningKey.Read(SigningKey.DerivedText(name, type, "bench"));

    public static OpenEntry Begins(long at) =>
        OpenEntry.Seal(
            AuthorKeys.Kind,
            null,
            null,
            Author,
            "P",
            at,
            AuthorKeys.Fields("begins", Author.Verifier, n => Salts.Derive("bench", "begins", n), "PUBLIC")
        );

    /// <summary>An entry of six values: 600 bytes of canonical form.</summary>
    public static OpenEntry Sighting(long i, long at) =>
        OpenEntry.Seal(
            "observation",
            null,
            null,
            Author,
            "R",
            at,
            [
                Value(i, "source", "\"post-17\""),
                Value(i, "occurred", "\"2026-03-01T12:00:00Z/PT5M\""),
                Value(i, "place", "[36.9,48.01,300]"),
                Value(i, "type", "{\"K-4\":0,\"K-5\":-2.3}"),
                Value(i, "count", $"{i % 17}"),
                Value(i, "text", "\"three outgoing, two impacts heard in the north\""),
                Value(i, "group", $"\"patrol-{i % 50}\""),
            ]
        );

    private static Field Value(long i, string name, string json) =>
        new(name, Salts.Derive("bench", $"{i}", name), json, "MISSION");
}

/// <summary>A folder of its own, removed afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("trucewatch-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
