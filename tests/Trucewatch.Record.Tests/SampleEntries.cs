using System.Collections.Immutable;

namespace Trucewatch.Record.Tests;

/// <summary>Small makers of entries.</summary>
internal static class SampleEntries
{
    /// <summary>The cell that signs the samples.</summary>
    public static readonly SigningKey Lead = SigningKey.Read(
        SigningKey.TextOf("lead-cell", KeyType.Ed25519, new byte[32])
    );

    /// <summary>The author's key has begun.</summary>
    public static readonly AuthorKeys Begun = AuthorKeys.None.After(
        OpenEntry.Seal(
            AuthorKeys.Kind,
            null,
            null,
            Lead,
            "P",
            at: 0,
            AuthorKeys.Fields("begins", Lead.Verifier, n => Salts.Derive("seed", "key", n), "PUBLIC")
        )
    );

    public static Field Field(string name, string json) =>
        new(name, Salts.Derive("seed", "entry", name), json, "PUBLIC");

    public static OpenEntry Observation(params ImmutableArray<Field> fields) =>
        OpenEntry.Seal("observation", id: null, prev: null, Lead, "P", at: 1_745_107_200, fields);
}
