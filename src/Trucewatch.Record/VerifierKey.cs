using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;

namespace Trucewatch.Record;

/// <summary>A public key with a name, as policies and papers carry it: <c>name+hash+base64(type ‖ key)</c> (C2SP signed-note).</summary>
/// <remarks>Two of them are the same if their texts are. Safe for several threads; quick for many signatures.</remarks>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    private const int MlDsa44Length = 1312; // FIPS 204, table 2

    private readonly Ed25519Key? _ed25519;

    /// <summary>Names a public key.</summary>
    /// <param name="name">Not empty, without white space, control characters and plus signs.</param>
    /// <param name="type">What it signs.</param>
    /// <param name="publicKey">32 bytes of Ed25519, or 1312 of ML-DSA-44.</param>
    /// <exception cref="ArgumentException">The name is none, or the key has another length than its type demands.</exception>
    public VerifierKey(string name, KeyType type, ReadOnlySpan<byte> publicKey)
    {
        if (!NoteSignature.IsName(name))
            throw new ArgumentException(
                $"\"{name}\" is no name of a key: it is empty or holds a space or a +.",
                nameof(name)
            );
        if (publicKey.Length != LengthOf(type))
            throw new ArgumentException(
                $"A key of the type {type} has {LengthOf(type)} bytes, not {publicKey.Length}.",
                nameof(publicKey)
            );
        (Name, Type, PublicKey, Id) = (name, type, [.. publicKey], IdOf(name, (byte)type, publicKey));
        _ed25519 = type == KeyType.MlDsa44Cosignature ? null : new(publicKey);
    }

    /// <summary>Who signs; for a log, its origin.</summary>
    public string Name { get; }

    /// <summary>What it signs, and how.</summary>
    public KeyType Type { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ LF ‖ type ‖ public key), greatest first.</summary>
    public uint Id { get; }

    /// <summary>The public key.</summary>
    public ImmutableArray<byte> PublicKey { get; }

    /// <summary>Reads <c>name+hash+base64</c>.</summary>
    /// <exception cref="FormatException">
    /// Another form, a hash that does not fit, a length that the type does not have, or a type that is not known here.
    /// </exception>
    public static VerifierKey Read(string text)
    {
        if (text.Split('+', 3) is not [var name, var hash, var data] || !NoteSignature.IsName(name))
            throw new FormatException("A verifier key has the form name+hash+base64.");
        if (hash.Length != 8 || !uint.TryParse(hash, NumberStyles.AllowHexSpecifier, null, out var id))
            throw new FormatException($"The hash of the key of {name} is not eight hexadecimal digits.");
        if (CanonicalBase64.Read(data) is not [var type, .. var publicKey])
            throw new FormatException($"The key of {name} is not base64.");
        if (IdOf(name, type, publicKey) != id)
            throw new FormatException($"The key of {name} does not have the hash {hash}: a part of it was altered.");
        if (!Enum.IsDefined((KeyType)type))
            throw new FormatException($"The key of {name} has the type 0x{type:x2}, which is not known here.");
        if (publicKey.Length != LengthOf((KeyType)type))
            throw new FormatException($"The key of {name} has {publicKey.Length} bytes, which its type does not have.");
        return new(name, (KeyType)type, publicKey);
    }

    /// <summary>What comes of checking one signature by this key over a note's text.</summary>
    /// <param name="text">The note's text as UTF-8, its last line feed included.</param>
    /// <param name="signature">The bytes after the key's id.</param>
    public SignatureVerdict Check(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (Type == KeyType.Ed25519)
            return Verdict(signature, text, time: null);
        if (Cosignature.Read(Type, signature) is not { } cosignature)
            return new SignatureVerdict.Fails();
        return Type == KeyType.MlDsa44Cosignature
            ? new SignatureVerdict.NotChecked(cosignature.Time)
            : Verdict(cosignature.Signature.AsSpan(), Cosignature.Message(cosignature.Time, text), cosignature.Time);
    }

    /// <inheritdoc />
    public bool Equals(VerifierKey? other) =>
        other is not null
        && (Name, Type) == (other.Name, other.Type)
        && PublicKey.AsSpan().SequenceEqual(other.PublicKey.AsSpan());

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Id);

    /// <summary>The key as text, as <see cref="Read"/> takes it.</summary>
    public override string ToString() =>
        $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Type, .. PublicKey.AsSpan()])}";

    private SignatureVerdict Verdict(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, long? time) =>
        _ed25519!.Holds(signature, message) ? new SignatureVerdict.Holds(time) : new SignatureVerdict.Fails();

    private static int LengthOf(KeyType type) => type == KeyType.MlDsa44Cosignature ? MlDsa44Length : Ed25519Key.Length;

    private static uint IdOf(string name, byte type, ReadOnlySpan<byte> publicKey)
    {
        byte[] named = [.. Jcs.ToUtf8(name), (byte)'\n', type, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(named));
    }
}

/// <summary>What came of checking one signature.</summary>
public abstract record SignatureVerdict
{
    private SignatureVerdict() { }

    /// <summary>It is that key's signature.</summary>
    /// <param name="Time">For a cosignature, when the witness says that it signed: UTC seconds since 1970, 0 for "says nothing". Otherwise null.</param>
    public sealed record Holds(long? Time) : SignatureVerdict;

    /// <summary>It is not.</summary>
    public sealed record Fails : SignatureVerdict;

    /// <summary>It has the right form, but this program does not check that algorithm: it counts towards nothing.</summary>
    /// <param name="Time">When the witness says that it signed.</param>
    public sealed record NotChecked(long Time) : SignatureVerdict;
}
