using System.Collections.Immutable;
using System.Text;

namespace Trucewatch.Record;

/// <summary>A text with signatures under it: text, empty line, signature lines (C2SP signed-note).</summary>
/// <remarks>What a note says is worth nothing until <see cref="Check"/> accepted it.</remarks>
public sealed class SignedNote
{
    /// <summary>The greatest number of signatures: as many as the reference implementation takes.</summary>
    public const int MaxSignatures = 100;

    /// <summary>The greatest length of a note in bytes: as much as the reference implementation takes.</summary>
    public const int MaxBytes = 1_000_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private SignedNote(string text, ImmutableArray<NoteSignature> signatures) =>
        (Text, Signatures) = (text, signatures);

    /// <summary>What is signed; its last line ends with a line feed.</summary>
    public string Text { get; }

    /// <summary>The signature lines, in their order.</summary>
    public ImmutableArray<NoteSignature> Signatures { get; }

    /// <summary>Puts signatures under a text.</summary>
    /// <exception cref="ArgumentException">
    /// The text does not end with a line feed, holds another control character or is not Unicode, or there are no
    /// signatures or more than <see cref="MaxSignatures"/>.
    /// </exception>
    public static SignedNote Of(string text, params ImmutableArray<NoteSignature> signatures)
    {
        if (!text.EndsWith('\n') || HasControl(text) || !Jcs.IsUnicode(text))
            throw new ArgumentException(
                "A note's text ends with a line feed and holds no other control characters.",
                nameof(text)
            );
        if (signatures.Length is 0 or > MaxSignatures)
            throw new ArgumentException(
                $"A note has 1 to {MaxSignatures} signatures, not {signatures.Length}.",
                nameof(signatures)
            );
        return new(text, signatures);
    }

    /// <summary>Reads a note; nothing of it is checked yet.</summary>
    /// <exception cref="FormatException">
    /// Not UTF-8, a control character but line feed, no signatures, more than <see cref="MaxSignatures"/>, a line
    /// among them that is no signature, or more than <see cref="MaxBytes"/>.
    /// </exception>
    public static SignedNote Read(ReadOnlySpan<byte> bytes)
    {
        var note = Decode(bytes);
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !note.EndsWith('\n'))
            throw new FormatException(
                "A note is a text, an empty line and signature lines, each ended by a line feed."
            );

        var lines = note[(end + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MaxSignatures)
            throw new FormatException($"A note has 1 to {MaxSignatures} signatures, not {lines.Length}.");
        return new(note[..(end + 1)], [.. lines.Select(NoteSignature.Read)]);
    }

    /// <summary>The note's bytes.</summary>
    public byte[] Bytes() => Utf8.GetBytes(ToString());

    /// <summary>The same note with more signatures under it; a line that is there already is not repeated.</summary>
    /// <exception cref="ArgumentException">There would be more than <see cref="MaxSignatures"/>.</exception>
    public SignedNote With(params ImmutableArray<NoteSignature> more) => Of(Text, [.. Signatures.Union(more)]);

    /// <summary>The same note with those of the offered signatures that hold by a known key; the others are left out.</summary>
    /// <remarks>
    /// For what a witness answers: a stranger's line, or a broken one, must not spoil the note, and one that cannot be
    /// checked is of no use. Of each known key the newest signature stays.
    /// </remarks>
    /// <exception cref="ArgumentException">There would be more than <see cref="MaxSignatures"/>.</exception>
    public SignedNote WithVerified(ImmutableArray<NoteSignature> offered, IReadOnlyCollection<VerifierKey> keys)
    {
        var newest = Signatures
            .Concat(offered)
            .Select(s => new SignedNote(Text, [s]).Check(keys))
            .OfType<NoteVerdict.Accepted>()
            .SelectMany(static a => a.Verified)
            .GroupBy(static v => v.By)
            .Select(static g => g.MaxBy(static v => v.Time ?? 0)!)
            .ToList();
        var others = Signatures.Where(s => newest.All(n => (n.By.Name, n.By.Id) != (s.Name, s.KeyId)));
        return Of(Text, [.. newest.Select(static n => n.Signature), .. others]);
    }

    /// <summary>Checks the signatures against the keys that the reader knows.</summary>
    /// <remarks>
    /// Signatures by unknown keys are ignored. Every signature by a known key is checked, repeated ones too: one that
    /// fails refuses the whole note.
    /// </remarks>
    public NoteVerdict Check(IReadOnlyCollection<VerifierKey> keys)
    {
        var text = Utf8.GetBytes(Text);
        var verified = ImmutableArray.CreateBuilder<NoteVerdict.Vouched>();
        var notChecked = ImmutableArray.CreateBuilder<VerifierKey>();
        var unknown = ImmutableArray.CreateBuilder<NoteSignature>();
        foreach (var signature in Signatures)
        {
            var known = keys.Where(k => (k.Name, k.Id) == (signature.Name, signature.KeyId)).Take(2).ToArray();
            if (known.Length > 1)
                return new NoteVerdict.Refused($"Two known keys are named {signature.Name}+{signature.KeyId:x8}.");
            if (known is not [var key])
            {
                unknown.Add(signature);
                continue;
            }

            switch (key.Check(text, signature.Bytes.AsSpan()))
            {
                case SignatureVerdict.Holds holds when verified.All(v => !v.By.Equals(key)):
                    verified.Add(new(key, holds.Time, signature));
                    break;
                case SignatureVerdict.NotChecked when !notChecked.Contains(key):
                    notChecked.Add(key);
                    break;
                case SignatureVerdict.Fails:
                    return new NoteVerdict.Refused(
                        $"The signature by {key.Name} does not hold: the text or the signature was altered."
                    );
            }
        }

        return verified.Count == 0
            ? new NoteVerdict.Refused("No signature by a known key could be checked.")
            : new NoteVerdict.Accepted(verified.ToImmutable(), notChecked.ToImmutable(), unknown.ToImmutable());
    }

    /// <summary>The note as text.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(static s => s.Line() + "\n"))}";

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            throw new FormatException($"A note of {bytes.Length} bytes is too long.");
        try
        {
            var note = Utf8.GetString(bytes);
            return HasControl(note)
                ? throw new FormatException("A note holds no control characters but line feeds.")
                : note;
        }
        catch (DecoderFallbackException under)
        {
            throw new FormatException("A note is UTF-8.", under);
        }
    }

    // "those below U+0020" (C2SP signed-note)
    private static bool HasControl(string text) => text.Any(static c => c < ' ' && c != '\n');
}

/// <summary>What the signatures under a note are worth to somebody who knows certain keys.</summary>
public abstract record NoteVerdict
{
    private NoteVerdict() { }

    /// <summary>At least one known key signed it, and no signature by a known key fails.</summary>
    /// <param name="Verified">Who signed; each key once.</param>
    /// <param name="NotChecked">Known keys whose algorithm is not checked here: they count towards nothing.</param>
    /// <param name="Unknown">Signatures by others, ignored.</param>
    public sealed record Accepted(
        ImmutableArray<Vouched> Verified,
        ImmutableArray<VerifierKey> NotChecked,
        ImmutableArray<NoteSignature> Unknown
    ) : NoteVerdict;

    /// <summary>Nobody known vouches for it, or it was altered.</summary>
    /// <param name="Why">A sentence.</param>
    public sealed record Refused(string Why) : NoteVerdict;

    /// <summary>A signature that holds.</summary>
    /// <param name="By">The key.</param>
    /// <param name="Time">For a cosignature, when it was made: UTC seconds since 1970; otherwise null.</param>
    /// <param name="Signature">The line.</param>
    public sealed record Vouched(VerifierKey By, long? Time, NoteSignature Signature);
}
