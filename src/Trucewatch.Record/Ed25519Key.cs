using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Trucewatch.Record;

/// <summary>An Ed25519 public key, prepared to check many signatures (RFC 8032 §5.1.7).</summary>
/// <remarks>
/// Gives the verdicts of Go's crypto/ed25519 and of OpenSSL 3, so that parties who do not trust one another never get
/// two: S must be below L; the key is decoded leniently (a y not below p is taken modulo p); [S]B − [k]A is compared
/// with R as bytes, so without the cofactor. A key that is no point of the curve is a key under which nothing holds.
/// Plain managed code, since nothing secret is handled. Safe for several threads. After a few signatures it makes a
/// table of 62 kB and is then several times as fast.
/// </remarks>
public sealed class Ed25519Key
{
    /// <summary>The length of a public key in bytes.</summary>
    public const int Length = 32;

    /// <summary>The length of a signature in bytes: R, then S.</summary>
    public const int SignatureLength = 64;

    private const int UsesBeforeTable = 4;
    private const int SparseBits = 5;
    private static readonly Lazy<Ed25519Table> BaseTable = new(static () => new(Ed25519Point.Base, bits: 8));

    private readonly Ed25519Point? _negated;
    private Ed25519Table? _table;
    private int _uses;

    /// <summary>Prepares a public key.</summary>
    /// <param name="publicKey">The 32 bytes of RFC 8032 §5.1.5.</param>
    /// <exception cref="ArgumentException">They are not 32 bytes.</exception>
    public Ed25519Key(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != Length)
            throw new ArgumentException(
                $"An Ed25519 key has {Length} bytes, not {publicKey.Length}.",
                nameof(publicKey)
            );
        Bytes = [.. publicKey];
        _negated = Ed25519Point.FromBytes(publicKey)?.Negated();
    }

    /// <summary>The key's 32 bytes, as given.</summary>
    public ImmutableArray<byte> Bytes { get; }

    /// <summary>Is this a signature of these bytes by this key? One of another length than 64 is not.</summary>
    public bool Holds(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message)
    {
        if (_negated is not { } negated || signature.Length != SignatureLength)
            return false;

        var r = signature[..32];
        var s = signature[32..];
        if (!Ed25519Scalar.IsBelowOrder(s))
            return false;

        Span<byte> k = stackalloc byte[Ed25519Scalar.Length];
        Challenge(r, message, k);
        Span<byte> wanted = stackalloc byte[32];
        BaseTable.Value.Add(Table(negated)?.Add(Ed25519Point.Neutral, k) ?? Times(negated, k), s).ToBytes(wanted);
        return wanted.SequenceEqual(r);
    }

    // The thread that checks the fourth signature makes the table; the others go on without it until it is there.
    private Ed25519Table? Table(in Ed25519Point negated)
    {
        if (Volatile.Read(ref _table) is { } table)
            return table;
        if (Interlocked.Increment(ref _uses) == UsesBeforeTable)
            Volatile.Write(ref _table, new(negated, bits: 4));
        return Volatile.Read(ref _table);
    }

    // k = SHA-512(R ‖ A ‖ M) modulo L
    private void Challenge(ReadOnlySpan<byte> r, ReadOnlySpan<byte> message, Span<byte> k)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        sha.AppendData(r);
        sha.AppendData(Bytes.AsSpan());
        sha.AppendData(message);
        sha.GetHashAndReset(hash);
        Ed25519Scalar.Reduce(hash, k);
    }

    // [k]·point by doubling and adding its odd multiples
    private static Ed25519Point Times(in Ed25519Point point, ReadOnlySpan<byte> k)
    {
        Span<sbyte> digits = stackalloc sbyte[256];
        Ed25519Scalar.ToSparseDigits(k, SparseBits, digits);
        var odd = new Ed25519Point.Term[1 << (SparseBits - 2)];
        odd[0] = point.ToTerm();
        var (multiple, two) = (point, point.Doubled().ToTerm());
        for (var i = 1; i < odd.Length; i++)
            odd[i] = (multiple = multiple.Plus(two)).ToTerm();

        var sum = Ed25519Point.Neutral;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            sum = sum.Doubled(withT: i == 0 || digits[i] != 0);
            if (digits[i] > 0)
                sum = sum.Plus(odd[digits[i] / 2]);
            else if (digits[i] < 0)
                sum = sum.Minus(odd[-digits[i] / 2]);
        }

        return sum;
    }
}
