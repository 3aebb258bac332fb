using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Trucewatch.Record;

/// <summary>Salts hide a field's value behind its digest until the field is opened.</summary>
public static class Salts
{
    /// <summary>The length of a salt in bytes: 128 bits (RFC 9901 §9.3).</summary>
    public const int Length = 16;

    /// <summary>A fresh salt that nobody can guess: for anything that is not a replay.</summary>
    public static ImmutableArray<byte> Random() =>
        ImmutableCollectionsMarshal.AsImmutableArray(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The salt of one field of one entry of a replay: the same in every run.</summary>
    /// <param name="seed">The replay's seed. Who knows it can guess closed values, so a replay hides nothing for ever.</param>
    /// <param name="entryKey">What tells the entry from all others of the replay, such as its derived id.</param>
    /// <param name="fieldName">The field's name, unique in its entry.</param>
    public static ImmutableArray<byte> Derive(string seed, string entryKey, string fieldName) =>
        ImmutableArray.Create(LengthPrefixed.Hash("trucewatch/salt/v1", seed, entryKey, fieldName), 0, Length);
}
