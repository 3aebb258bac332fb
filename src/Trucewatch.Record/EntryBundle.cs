using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>Up to 256 entries in one file, each after its length in two bytes, greatest first (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>The bundle's bytes.</summary>
    /// <exception cref="ArgumentException">An entry is longer than 65,535 bytes.</exception>
    public static byte[] Bytes(IReadOnlyCollection<ImmutableArray<byte>> entries)
    {
        var bundle = new byte[entries.Sum(static e => sizeof(ushort) + e.Length)];
        var rest = bundle.AsSpan();
        foreach (var entry in entries)
        {
            if (entry.Length > ushort.MaxValue)
                throw new ArgumentException(
                    $"An entry of {entry.Length} bytes is too long for a bundle.",
                    nameof(entries)
                );
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)entry.Length);
            entry.AsSpan().CopyTo(rest[sizeof(ushort)..]);
            rest = rest[(sizeof(ushort) + entry.Length)..];
        }

        return bundle;
    }

    /// <summary>The entries of a bundle, in order.</summary>
    /// <exception cref="FormatException">A length points beyond the end.</exception>
    public static ImmutableArray<ImmutableArray<byte>> Read(ReadOnlySpan<byte> bundle)
    {
        var entries = ImmutableArray.CreateBuilder<ImmutableArray<byte>>();
        for (var rest = bundle; !rest.IsEmpty; )
        {
            var length = rest.Length < sizeof(ushort) ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length > rest.Length - sizeof(ushort))
                throw new FormatException($"The bundle ends inside its entry number {entries.Count + 1}.");
            entries.Add(ImmutableArray.Create(rest.Slice(sizeof(ushort), length)));
            rest = rest[(sizeof(ushort) + length)..];
        }

        return entries.ToImmutable();
    }
}
