using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;

namespace Trucewatch.Record;

/// <summary>A private key with a name, as it lies in a key file: <c>PRIVATE+KEY+name+hash+base64(type ‖ seed)</c> (Go sumdb/note).</summary>
/// <remarks>Signs through libcrypto. The secret is in no text of it but the one that <see cref="NewText"/> gives. Safe for several threads.</remarks>
public sealed class SigningKey : IDisposable
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly Ed25519Signer _signer;

    private SigningKey(VerifierKey verifier, Ed25519Signer signer) => (Verifier, _signer) = (verifier, signer);

    /// <summary>The public half, which everybody may know.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Makes a private key and gives its text, which is the secret: the caller keeps it in a file only the owner reads.</summary>
    /// <param name="name">The key's name; for a log, its origin.</param>
    /// <param name="type">Ed25519, as a log or as a witness.</param>
    /// <exception cref="ArgumentException">The name is none, or the type is not of Ed25519.</exception>
    /// <exception cref="PlatformNotSupportedException">There is no libcrypto.</exception>
    public static string NewText(string name, KeyType type) =>
        TextOf(name, type, RandomNumberGenerator.GetBytes(Ed25519Signer.SeedLength));

    /// <summary>The text of a given private key: for tests and for keys made elsewhere.</summary>
    /// <exception cref="ArgumentException">The name is none, the type is not of Ed25519, or the seed is not 32 bytes.</exception>
    /// <exception cref="PlatformNotSupportedException">There is no libcrypto.</exception>
    public static string TextOf(string name, KeyType type, ReadOnlySpan<byte> seed)
    {
        using var key = Of(name, type, seed);
        return $"{Prefix}{name}+{key.Verifier.Id:x8}+{Convert.ToBase64String([(byte)type, .. seed])}";
    }

    /// <summary>The text of a key that follows from a seed: the same in every run of a replay, and a secret from nobody.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="type">Ed25519, as a log or as a witness.</param>
    /// <param name="seed">The replay's seed. Who knows it can sign in that name, so such a signature shows nothing to strangers.</param>
    /// <exception cref="PlatformNotSupportedException">There is no libcrypto.</exception>
    public static string DerivedText(string name, KeyType type, string seed) =>
        TextOf(name, type, LengthPrefixed.Hash("trucewatch/key/v1", seed, name));

    /// <summary>Reads a private key; white space around it is left out.</summary>
    /// <exception cref="FormatException">Another form, an unknown type, or a hash that does not fit. The message never holds the secret.</exception>
    /// <exception cref="PlatformNotSupportedException">There is no libcrypto.</exception>
    public static SigningKey Read(string text)
    {
        var trimmed = text.Trim();
        if (
            !trimmed.StartsWith(Prefix, StringComparison.Ordinal)
            || trimmed[Prefix.Length..].Split('+', 3) is not [var name, var hash, var data]
            || !NoteSignature.IsName(name)
            || CanonicalBase64.Read(data) is not { Length: 1 + Ed25519Signer.SeedLength } secret
        )
            throw new FormatException("A private key has the form PRIVATE+KEY+name+hash+base64.");
        var type = (KeyType)secret[0];
        if (type is not (KeyType.Ed25519 or KeyType.Ed25519Cosignature))
            throw new FormatException(
                $"The private key of {name} has the type 0x{secret[0]:x2}, which cannot sign here."
            );

        var key = Of(name, type, secret.AsSpan(1));
        CryptographicOperations.ZeroMemory(secret);
        if (uint.TryParse(hash, NumberStyles.AllowHexSpecifier, null, out var id) && id == key.Verifier.Id)
            return key;
        key.Dispose();
        throw new FormatException(
            $"The private key of {name} does not have the hash {hash}: a part of it was altered."
        );
    }

    /// <summary>Signs a note's text as a log does.</summary>
    /// <param name="text">The text; its last line ends with a line feed.</param>
    /// <exception cref="InvalidOperationException">It is a witness's key.</exception>
    public NoteSignature Sign(string text)
    {
        Demand(KeyType.Ed25519);
        return new(Verifier.Name, Verifier.Id, _signer.Sign(Jcs.ToUtf8(text)));
    }

    /// <summary>Signs an entry as its author does.</summary>
    /// <param name="bytes">The entry's canonical form without its signature.</param>
    /// <returns>64 bytes.</returns>
    /// <exception cref="InvalidOperationException">It is a witness's key.</exception>
    public ImmutableArray<byte> SignBytes(ReadOnlySpan<byte> bytes)
    {
        Demand(KeyType.Ed25519);
        return _signer.Sign(bytes);
    }

    /// <summary>Signs a checkpoint's text as a witness does.</summary>
    /// <param name="text">The checkpoint's text.</param>
    /// <param name="time">Now, in UTC seconds since 1970.</param>
    /// <exception cref="InvalidOperationException">It is a log's key.</exception>
    public NoteSignature Cosign(string text, long time)
    {
        Demand(KeyType.Ed25519Cosignature);
        var signature = _signer.Sign(Cosignature.Message(time, Jcs.ToUtf8(text)));
        return new(Verifier.Name, Verifier.Id, new Cosignature(time, signature).Bytes());
    }

    /// <summary>Wipes the key from memory.</summary>
    public void Dispose() => _signer.Dispose();

    /// <summary>Whose key it is; never the secret.</summary>
    public override string ToString() => $"private key of {Verifier}";

    private static SigningKey Of(string name, KeyType type, ReadOnlySpan<byte> seed)
    {
        if (type is not (KeyType.Ed25519 or KeyType.Ed25519Cosignature))
            throw new ArgumentException($"A key of the type {type} cannot sign here.", nameof(type));
        var signer = new Ed25519Signer(seed);
        return new(new(name, type, signer.PublicKey.AsSpan()), signer);
    }

    private void Demand(KeyType type)
    {
        if (Verifier.Type != type)
            throw new InvalidOperationException(
                $"The key of {Verifier.Name} is of the type {Verifier.Type}, not {type}."
            );
    }
}
