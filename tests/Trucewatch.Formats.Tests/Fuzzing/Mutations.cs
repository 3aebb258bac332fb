using System.Buffers.Binary;

namespace Trucewatch.Formats.Tests.Fuzzing;

/// <summary>Inputs made from good ones: bits turned, pieces cut, doubled, moved and taken from elsewhere.</summary>
internal static class Mutations
{
    private const int Longest = 1 << 20;

    /// <summary>The i-th input: the same in every run.</summary>
    public static byte[] Of(IReadOnlyList<byte[]> seeds, int parser, int i)
    {
        var random = new Random(unchecked(20261125 + (parser * 1_000_003) + (i * 7919)) & int.MaxValue);
        var bytes = seeds[random.Next(seeds.Count)].ToList();
        for (var steps = 1 + random.Next(8); steps > 0; steps--)
            Step(bytes, seeds, random);
        return bytes.Count > Longest ? [.. bytes.Take(Longest)] : [.. bytes];
    }

    private static void Step(List<byte> bytes, IReadOnlyList<byte[]> seeds, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(64), bytes.Count - at);
        switch (random.Next(9))
        {
            case 0 when bytes.Count > 0:
                bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when bytes.Count > 0:
                bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.InsertRange(at, Odd(random));
                break;
            case 6:
                var other = seeds[random.Next(seeds.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(256), other.Length - from)).ToArray());
                break;
            case 7:
                bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(5000)));
                break;
            default:
                var nest = "[{(\"-\n 9"u8[random.Next(8)];
                bytes.InsertRange(at, Enumerable.Repeat(nest, random.Next(3000)));
                break;
        }
    }

    private static byte[] Odd(Random random)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(
            number,
            (new long[] { 0, -1, 1, int.MaxValue, long.MinValue, 65_536 })[random.Next(6)]
        );
        return random.Next(6) switch
        {
            0 => number,
            1 => [.. "\0"u8],
            2 => [0xFF, 0xFE],
            3 => [0xED, 0xA0, 0x80], // half a surrogate pair
            4 => [.. "1e999999999"u8],
            _ => [.. "999999999999999999999999"u8],
        };
    }
}
