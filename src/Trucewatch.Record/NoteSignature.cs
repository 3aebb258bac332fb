using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>One signature line of a note: <c>— name base64(key id ‖ signature)</c> (C2SP signed-note).</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="KeyId">The four bytes that tell keys of one name apart.</param>
/// <param name="Bytes">The signature in the form of the key's type; at least one byte.</param>
public sealed record NoteSignature(string Name, uint KeyId, ImmutableArray<byte> Bytes)
{
    private const string Dash = "— ";

    /// <summary>The line, without the line feed.</summary>
    public string Line()
    {
        var bytes = new byte[sizeof(uint) + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.CopyTo(bytes, sizeof(uint));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}";
    }

    /// <summary>Reads a line without its line feed.</summary>
    /// <exception cref="FormatException">It is no signature line.</exception>
    public static NoteSignature Read(string line)
    {
        if (
            !line.StartsWith(Dash, StringComparison.Ordinal)
            || line[Dash.Length..].Split(' ') is not [var name, var data]
            || !IsName(name)
            || CanonicalBase64.Read(data) is not { Length: > sizeof(uint) } bytes
        )
            throw new FormatException("A signature line has the form \"— name base64\", with more than four bytes.");
        return new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), [.. bytes[sizeof(uint)..]]);
    }

    /// <summary>Reads lines, each ended by a line feed: a witness's answer.</summary>
    /// <exception cref="FormatException">A line is no signature line, or the last one is not ended.</exception>
    public static ImmutableArray<NoteSignature> ReadLines(string lines) =>
        lines.Split('\n') is [.. var whole, ""]
            ? [.. whole.Select(Read)]
            : throw new FormatException("The last signature line is not ended by a line feed.");

    /// <inheritdoc />
    public bool Equals(NoteSignature? other) =>
        other is not null
        && (Name, KeyId) == (other.Name, other.KeyId)
        && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, KeyId, Bytes.Length);

    /// <summary>Is it a key's name? Not empty, Unicode, without white space, plus signs and control characters below U+0020 (C2SP signed-note).</summary>
    internal static bool IsName(string name) =>
        name.Length > 0 && Jcs.IsUnicode(name) && !name.Any(static c => c == '+' || c < ' ' || char.IsWhiteSpace(c));
}
