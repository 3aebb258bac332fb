using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Trucewatch.Formats.BagIt;

/// <summary>The digests that manifests are made of.</summary>
internal static class BagDigests
{
    private const int Buffer = 1 << 17;

    /// <summary>The length of a digest in hex digits by its name in a manifest's file name (RFC 8493 §2.4).</summary>
    public static readonly ImmutableSortedDictionary<string, int> HexLength = new Dictionary<string, int>
    {
        ["md5"] = 32,
        ["sha1"] = 40,
        ["sha224"] = 56,
        ["sha256"] = 64,
        ["sha384"] = 96,
        ["sha512"] = 128,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static bool IsWeak(string algorithm) => algorithm is "md5" or "sha1";

    /// <summary>All these digests of a stream, read once to its end; lower-case hex.</summary>
    public static (long Length, ImmutableSortedDictionary<string, string> Digests) Of(
        Stream stream,
        IEnumerable<string> algorithms,
        Stream? copy,
        CancellationToken cancellationToken
    )
    {
        var sums = algorithms.Distinct().ToDictionary(a => a, Begin);
        var buffer = new byte[Buffer];
        long length = 0;
        for (int count; (count = stream.Read(buffer)) > 0; length += count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = buffer.AsSpan(0, count);
            copy?.Write(bytes);
            foreach (var sum in sums.Values)
                sum.Add(bytes);
        }
        return (
            length,
            sums.ToImmutableSortedDictionary(
                s => s.Key,
                s => Convert.ToHexStringLower(s.Value.End()),
                StringComparer.Ordinal
            )
        );
    }

    private static ISum Begin(string algorithm) =>
        algorithm == "sha224" ? new Sha224() : new Library(new HashAlgorithmName(algorithm.ToUpperInvariant()));

    /// <summary>A digest that grows with the bytes: the run-time library's, or our own SHA-224, which it lacks.</summary>
    internal interface ISum
    {
        void Add(ReadOnlySpan<byte> bytes);

        byte[] End();
    }

    private sealed class Library(HashAlgorithmName name) : ISum
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(name);

        public void Add(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

        public byte[] End()
        {
            using (_hash)
                return _hash.GetHashAndReset();
        }
    }
}
