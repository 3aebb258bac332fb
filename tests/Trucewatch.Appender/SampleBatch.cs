using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Appender;

/// <summary>Batches of signed entries that follow from a seed.</summary>
public static class SampleBatch
{
    /// <summary>The record's name.</summary>
    public const string Origin = "trucewatch.example/faults/EXERCISE";

    private const int Largest = 20;
    private const long Easter = 1_745_107_200; // 2025-04-20T00:00:00Z

    private static readonly SigningKey Author = Key("lead-cell");

    /// <summary>A key that is the same in each run.</summary>
    public static SigningKey Key(string name) =>
        SigningKey.Read(SigningKey.DerivedText(name, KeyType.Ed25519, "faults"));

    /// <summary>One to twenty entries.</summary>
    /// <param name="seed">What tells one run's entries from another's.</param>
    /// <param name="random">Chance: how many, which values, how large.</param>
    /// <param name="begins">True: the first one begins the author's key.</param>
    /// <param name="large">True: this batch has a value above 4 KiB; false: one in four has.</param>
    public static ImmutableArray<OpenEntry> Of(int seed, Random random, bool begins, bool large)
    {
        var batch = ImmutableArray.CreateBuilder<OpenEntry>();
        if (begins)
            batch.Add(Begins());
        var count = random.Next(1, Largest + 1);
        var largest = random.Next(4) == 0 || large ? random.Next(count) : -1;
        for (var i = 0; i < count; i++)
            batch.Add(Entry(seed, random.Next(), i == largest ? random.Next(5_000, 50_000) : random.Next(10, 400)));
        return batch.ToImmutable();
    }

    private static OpenEntry Begins() =>
        OpenEntry.Seal(
            AuthorKeys.Kind,
            null,
            null,
            Author,
            "P",
            Easter,
            AuthorKeys.Fields("begins", Author.Verifier, n => Salts.Derive("faults", "key", n), "PUBLIC")
        );

    private static OpenEntry Entry(int seed, int number, int length)
    {
        var key = $"{seed}/{number}";
        return OpenEntry.Seal(
            "observation",
            null,
            null,
            Author,
            "P",
            Easter,
            [
                new("text", Salts.Derive("faults", key, "text"), Jcs.Quote(key + new string('.', length)), "PUBLIC"),
                new("place", Salts.Derive("faults", key, "place"), "[37.5,48]", "MISSION"),
            ]
        );
    }
}
