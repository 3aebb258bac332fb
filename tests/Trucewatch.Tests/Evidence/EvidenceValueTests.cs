using Trucewatch.Evidence;
using Trucewatch.Labels;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Values;

namespace Trucewatch.Tests.Evidence;

public sealed class EvidenceValueTests
{
    public static TheoryData<CustodyAct> Acts =>
        [
            new CustodyAct.Captured("k", Pieces.Photo.Id, Pieces.Noon, "ann", "ann", "camera 7"),
            Pieces.Received(0),
            Pieces.Hashed(1),
            Pieces.Sealed(2),
            Pieces.Opened(3),
            Pieces.Copied(4),
            Pieces.Derived(5),
            Pieces.Transferred(6, "registry", "laboratory"),
            Pieces.Released(7),
            Pieces.Stamped(8),
        ];

    [Theory]
    [MemberData(nameof(Acts))]
    public void An_act_reads_back_as_it_was_written(CustodyAct act) =>
        Assert.Equal(act, ValueCodec.FromJson<CustodyAct>(ValueCodec.ToJson(act)));

    [Fact]
    public void Evidence_and_derivatives_read_back_as_they_were_written()
    {
        Assert.Equal(Pieces.Photo, ValueCodec.FromJson<EvidenceItem>(ValueCodec.ToJson(Pieces.Photo)));
        Assert.Equal(Pieces.Copy, ValueCodec.FromJson<Derivative>(ValueCodec.ToJson(Pieces.Copy)));
    }

    [Fact]
    public void The_stored_form_of_an_act_is_pinned() =>
        Assert.Equal(
            $$"""{"act":"opened","at":"2026-03-01T12:03:00Z","by":"ann","evidence":"{{new string('a', 64)}}","id":"o3","why":"expert's look","with":"bob"}""",
            Jcs.Canonical(ValueCodec.ToJson<CustodyAct>(Pieces.Opened(3)))
        );

    [Fact]
    public void Entries_of_evidence_fold_into_the_chain()
    {
        var drafts = new[]
        {
            EvidenceEntries.Of(Pieces.Photo, Pieces.Noon),
            EvidenceEntries.Of(Pieces.Received(0)),
            EvidenceEntries.Of(Pieces.Hashed(1)),
            EvidenceEntries.Of(Pieces.Copy, Pieces.Noon),
            EvidenceEntries.Of(Pieces.Derived(2)),
        };
        var state = CustodyFold.Empty;
        for (var i = 0; i < drafts.Length; i++)
            state = EvidenceEntries.Apply(state, new(i + 1), Seal(drafts[i]));
        Assert.True(state.Chains[Pieces.Photo.Id].IsComplete);
        Assert.Equal(5, state.Chains[Pieces.Photo.Id].Steps[^1].Entry);
    }

    [Fact]
    public void Who_did_it_and_what_a_public_copy_was_made_of_stay_inside()
    {
        Assert.All(EvidenceEntries.Of(Pieces.Released(1)).Fields, f => Assert.Equal(Marking.Mission, f.Label.Marking));
        var copy = EvidenceEntries.Of(Pieces.Copy, Pieces.Noon).Fields;
        Assert.Equal(Marking.Mission, copy.Single(f => f.Name == "derived_from").Label.Marking);
        Assert.Equal(Marking.Public, copy.Single(f => f.Name == "hash").Label.Marking);
    }

    [Fact]
    public void An_entry_of_something_else_changes_nothing() =>
        Assert.Same(
            CustodyFold.Empty,
            EvidenceEntries.Apply(CustodyFold.Empty, new(1), OpenEntry.Seal("note", null, null, Cell, "R", 0, []))
        );

    [Theory]
    [InlineData("FFD8FFE000104A46", "image/jpeg")]
    [InlineData("89504E470D0A1A0A", "image/png")]
    [InlineData("49492A00", "image/tiff")]
    [InlineData("504B030414000000", "application/zip")]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("52494646000000005745425056503820", "image/webp")]
    [InlineData("00000018667479706D70343200000000", "video/mp4")]
    [InlineData("0000001466747970717420200000", "video/quicktime")]
    [InlineData("3C68746D6C3E", MagicBytes.Unknown)]
    [InlineData("", MagicBytes.Unknown)]
    public void The_first_bytes_say_what_it_is(string head, string media) =>
        Assert.Equal(media, MagicBytes.MediaOf(Convert.FromHexString(head)));

    private static readonly SigningKey Cell = SigningKey.Read(SigningKey.DerivedText("o", KeyType.Ed25519, "s"));

    private static OpenEntry Seal(Draft draft) =>
        OpenEntry.Seal(
            draft.Kind,
            null,
            null,
            Cell,
            "R",
            draft.At.ToUnixTimeSeconds(),
            [
                .. draft.Fields.Select(f => new Field(
                    f.Name,
                    Salts.Derive("s", draft.Key, f.Name),
                    Jcs.Canonical(f.Json!),
                    "MISSION"
                )),
            ]
        );
}
