using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Trucewatch.Record;

/// <summary>An Ed25519 private key that signs, through OpenSSL's libcrypto (RFC 8032 §5.1.6).</summary>
/// <remarks>
/// Signing handles a secret, so it is left to a library that takes the same time for every key. The key lies in
/// libcrypto's memory until it is disposed of; a copy of the seed is not kept. Safe for several threads.
/// </remarks>
public sealed class Ed25519Signer : IDisposable
{
    /// <summary>The length of a seed in bytes: what RFC 8032 §5.1.5 calls the private key.</summary>
    public const int SeedLength = 32;

    private readonly LibCrypto.KeyHandle _key;

    /// <summary>Takes a private key.</summary>
    /// <param name="seed">Its 32 bytes; the caller wipes them.</param>
    /// <exception cref="ArgumentException">They are not 32 bytes.</exception>
    /// <exception cref="PlatformNotSupportedException">There is no libcrypto of OpenSSL 1.1.1 or later.</exception>
    public Ed25519Signer(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedLength)
            throw new ArgumentException($"An Ed25519 seed has {SeedLength} bytes, not {seed.Length}.", nameof(seed));
        _key = LibCrypto.ReadKey(seed);
        PublicKey = ImmutableCollectionsMarshal.AsImmutableArray(LibCrypto.PublicKey(_key));
    }

    /// <summary>Can this machine sign? False: libcrypto is missing or too old.</summary>
    public static bool IsSupported => LibCrypto.IsThere;

    /// <summary>The public key, 32 bytes.</summary>
    public ImmutableArray<byte> PublicKey { get; }

    /// <summary>Signs: 64 bytes, the same for the same message.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public ImmutableArray<byte> Sign(ReadOnlySpan<byte> message)
    {
        ObjectDisposedException.ThrowIf(_key.IsClosed, this);
        return ImmutableCollectionsMarshal.AsImmutableArray(LibCrypto.Sign(_key, message));
    }

    /// <summary>Wipes the key from memory.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>What it is, never the secret.</summary>
    public override string ToString() => $"Ed25519 private key of {Convert.ToHexStringLower(PublicKey.AsSpan())}";
}
