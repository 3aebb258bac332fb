using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class NotesTests
{
    public static TheoryData<string> Notes => Named("notes.json", "notes");

    public static TheoryData<string> Keys => Named("notes.json", "vkeys");

    public static TheoryData<string> Cosignatures => Named("cosignatures.json", "cases");

    [Theory]
    [MemberData(nameof(Notes))]
    public void A_published_note_is_accepted_or_refused_as_it_should(string name)
    {
        var given = Vectors.Case(name, "notes.json", "notes");
        var keys = Strings(given["vkeys"]).Select(VerifierKey.Read).ToList();
        NoteVerdict verdict;
        try
        {
            var note = SignedNote.Read(Convert.FromBase64String((string)given["note_b64"]!));
            Assert.Equal(note.Bytes(), Convert.FromBase64String((string)given["note_b64"]!));
            verdict = note.Check(keys);
        }
        catch (FormatException malformed)
        {
            verdict = new NoteVerdict.Refused(malformed.Message);
        }

        Assert.Equal((bool)given["ok"]!, verdict is NoteVerdict.Accepted);
        if (verdict is NoteVerdict.Accepted accepted)
        {
            Assert.Equal(Strings(given["verified"]), accepted.Verified.Select(v => $"{v.By.Name}+{v.By.Id:x8}"));
            Assert.Equal(
                Strings(given["unverified"]),
                accepted.Unknown.Select(s => $"{s.Name}+{s.KeyId:x8}").Distinct()
            );
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_published_key_is_read_or_refused_as_it_should(string name)
    {
        var given = Vectors.Case(name, "notes.json", "vkeys");
        var text = (string)given["vkey"]!;

        if ((bool)given["ok"]!)
            Assert.Equal(text, VerifierKey.Read(text).ToString());
        else
            Assert.Throws<FormatException>(() => VerifierKey.Read(text));
    }

    [Fact]
    public void A_key_of_an_unknown_type_is_told() =>
        Assert.Contains(
            "type 0x65",
            Assert
                .Throws<FormatException>(() =>
                    VerifierKey.Read("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
                )
                .Message,
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(Cosignatures))]
    public void A_published_cosignature_holds_or_fails_as_it_should(string name)
    {
        var given = Vectors.Case(name, "cosignatures.json", "cases");
        var key = VerifierKey.Read((string)given["vkey"]!);
        var note = SignedNote.Read(Encoding.UTF8.GetBytes($"{given["checkpoint_text"]}\n{given["line"]}"));
        var verdict = note.Check([key]);

        if (key.Type == KeyType.MlDsa44Cosignature) // parsed, and said to be unchecked, whatever it is worth
        {
            Assert.IsType<NoteVerdict.Refused>(verdict);
            Assert.IsType<SignatureVerdict.NotChecked>(
                key.Check(Encoding.UTF8.GetBytes(note.Text), note.Signatures[0].Bytes.AsSpan())
            );
        }
        else
        {
            Assert.Equal((bool)given["ok"]!, verdict is NoteVerdict.Accepted);
        }
    }

    [Fact]
    public void A_signature_that_cannot_be_checked_is_named_and_counts_nothing()
    {
        var given = Vectors.Case("ml-dsa-44 cosignature", "cosignatures.json", "cases");
        var other = Vectors.Case("ed25519 cosignature 0", "cosignatures.json", "cases");
        var note = SignedNote.Read(
            Encoding.UTF8.GetBytes($"{given["checkpoint_text"]}\n{other["line"]}{given["line"]}")
        );
        var (notChecked, witness) = (
            VerifierKey.Read((string)given["vkey"]!),
            VerifierKey.Read((string)other["vkey"]!)
        );

        var accepted = Assert.IsType<NoteVerdict.Accepted>(note.Check([witness, notChecked]));

        Assert.Equal([notChecked], accepted.NotChecked);
        Assert.Equal([(witness, 1_767_225_600L)], accepted.Verified.Select(v => (v.By, v.Time!.Value)));
    }

    [Fact]
    public void What_two_private_keys_sign_their_public_keys_accept()
    {
        const string text = "log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        using var log = SigningKey.Read(SigningKey.NewText("log.example", KeyType.Ed25519));
        using var witness = SigningKey.Read(SigningKey.NewText("witness.example", KeyType.Ed25519Cosignature) + "\n");

        var note = SignedNote.Of(text, log.Sign(text)).With(witness.Cosign(text, 1_700_000_000));
        var read = SignedNote.Read(note.Bytes());
        var accepted = Assert.IsType<NoteVerdict.Accepted>(read.Check([log.Verifier, witness.Verifier]));

        Assert.Equal([null, 1_700_000_000L], accepted.Verified.Select(v => v.Time));
        Assert.Equal(note.ToString(), read.With(note.Signatures).ToString());
        Assert.Throws<InvalidOperationException>(() => witness.Sign(text));
        Assert.Throws<InvalidOperationException>(() => log.Cosign(text, 0));
    }

    [Fact]
    public void Of_what_a_witness_answers_only_what_holds_is_taken_and_the_newest_stays()
    {
        const string text = "log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        using var log = SigningKey.Read(SigningKey.NewText("log.example", KeyType.Ed25519));
        using var witness = SigningKey.Read(SigningKey.NewText("witness.example", KeyType.Ed25519Cosignature));
        using var stranger = SigningKey.Read(SigningKey.NewText("stranger.example", KeyType.Ed25519Cosignature));
        var broken = witness.Cosign("another text\n", 3);
        var answer = string.Concat(
            new[] { broken, stranger.Cosign(text, 2), witness.Cosign(text, 2) }.Select(s => s.Line() + "\n")
        );
        var note = SignedNote.Of(text, log.Sign(text), witness.Cosign(text, 1));

        var merged = note.WithVerified(NoteSignature.ReadLines(answer), [log.Verifier, witness.Verifier]);

        var accepted = Assert.IsType<NoteVerdict.Accepted>(merged.Check([log.Verifier, witness.Verifier]));
        Assert.Equal([null, 2L], accepted.Verified.Select(v => v.Time));
        Assert.Equal(2, merged.Signatures.Length);
        Assert.Equal(
            merged.ToString(),
            merged.WithVerified([witness.Cosign(text, 1)], [log.Verifier, witness.Verifier]).ToString()
        );
        Assert.Throws<FormatException>(() => NoteSignature.ReadLines(answer.TrimEnd()));
    }

    [Fact]
    public void A_private_key_has_one_form_and_keeps_its_secret()
    {
        var text = SigningKey.TextOf("log.example", KeyType.Ed25519, new byte[32]);
        using var key = SigningKey.Read(text);

        Assert.StartsWith("PRIVATE+KEY+log.example+", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('+', 5)[4], key.ToString(), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => SigningKey.Read(text.Replace("log.", "lag.", StringComparison.Ordinal)));
        Assert.Throws<FormatException>(() => SigningKey.Read(text[..^4]));
        Assert.Throws<FormatException>(() => SigningKey.Read(text["PRIVATE+".Length..]));
    }

    [Fact]
    public void A_note_with_one_bit_turned_is_never_accepted()
    {
        var given = Vectors.Case("c2sp spec example", "notes.json", "notes");
        var bytes = Convert.FromBase64String((string)given["note_b64"]!);
        var key = VerifierKey.Read(Strings(given["vkeys"]).Single());

        Prop.ForAll(
                Gen.Choose(0, bytes.Length * 8 - 1).ToArbitrary(),
                bit =>
                {
                    var turned = bytes.ToArray();
                    turned[bit / 8] ^= (byte)(1 << bit % 8);
                    try
                    {
                        return SignedNote.Read(turned).Check([key]) is NoteVerdict.Refused;
                    }
                    catch (FormatException)
                    {
                        return true;
                    }
                }
            )
            .Check(Repeatable.Cases());
    }

    [Fact]
    public void What_is_no_note_is_not_written()
    {
        var signature = new NoteSignature("a", 1, [1]);

        Assert.Throws<ArgumentException>(() => SignedNote.Of("a", signature));
        Assert.Throws<ArgumentException>(() => SignedNote.Of("a\r\n", signature));
        Assert.Throws<ArgumentException>(() => SignedNote.Of("a\n"));
        Assert.Throws<ArgumentException>(() => SignedNote.Of("a\n", [.. Enumerable.Repeat(signature, 101)]));
        Assert.Throws<ArgumentException>(() => new VerifierKey("a b", KeyType.Ed25519, new byte[32]));
        Assert.Throws<ArgumentException>(() => new VerifierKey("a", KeyType.Ed25519, new byte[31]));
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node!.AsArray().Select(n => (string)n!);

    private static TheoryData<string> Named(string file, string part) => Vectors.Names(file, part);
}
