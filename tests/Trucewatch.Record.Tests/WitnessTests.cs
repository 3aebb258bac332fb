using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class WitnessTests
{
    [Fact]
    public void The_published_session_gets_its_answers_and_ends_where_it_should()
    {
        var session = Shared.ReadJson("conformance", "tlog", "witness-session.json");
        var (origin, log) = ((string)session["log_origin"]!, VerifierKey.Read((string)session["log_vkey"]!));
        var witness = new Witness([new(origin, [log])]);
        using var key = SigningKey.Read(SigningKey.NewText("witness.example", KeyType.Ed25519Cosignature));
        var (state, published, time) = (
            ImmutableDictionary<string, Checkpoint>.Empty,
            default(SignedNote),
            1_767_225_600L
        );

        Assert.Equal(20, session["steps"]!.AsArray().Count);
        foreach (var step in session["steps"]!.AsArray())
        {
            var body = (string)step!["body"]!;
            var verdict = witness.Receive(Encoding.UTF8.GetBytes(body), state);
            Assert.True(Status(verdict) == (int)step["status"]!, $"{step["step"]}: {verdict}");
            switch (verdict)
            {
                case WitnessVerdict.Refused refused when step["response"] is not null:
                    Assert.Equal(
                        ((string)step["response"]!, (string)step["content_type"]!),
                        (refused.Body, refused.ContentType)
                    );
                    break;
                case WitnessVerdict.Cosign cosign:
                    (published, var answer) = cosign.With([key], ++time);
                    state = cosign.State;
                    var returned = SignedNote.Read(Encoding.UTF8.GetBytes(cosign.Note.Text + "\n" + answer));
                    Assert.Equal(
                        time,
                        Assert.IsType<NoteVerdict.Accepted>(returned.Check([key.Verifier])).Verified[0].Time
                    );
                    break;
            }
        }

        var afterwards = session["afterwards"]!;
        Assert.Equal((string)afterwards["monitoring_path"]!, Witness.MonitoringPath(origin));
        Assert.Equal((long)afterwards["size"]!, state[origin].Size);
        Assert.Equal(state[origin], CheckpointBody.Read(published!.Text).ToCheckpoint());
        Assert.Equal(
            [log, key.Verifier],
            Assert.IsType<NoteVerdict.Accepted>(published.Check([log, key.Verifier])).Verified.Select(v => v.By)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 0\n")]
    [InlineData("old 00\n\n")]
    [InlineData("old -1\n\n")]
    [InlineData("new 0\n\n")]
    [InlineData("old 0\n\nlog.example/ceasefire\n10\n")]
    public void What_is_no_request_is_malformed(string body) =>
        Assert.Equal(
            400,
            Status(new Witness([]).Receive(Encoding.UTF8.GetBytes(body), ImmutableDictionary<string, Checkpoint>.Empty))
        );

    [Fact]
    public void A_request_of_ours_reads_back_the_same()
    {
        using var log = SigningKey.Read(SigningKey.NewText("log.example", KeyType.Ed25519));
        var text = CheckpointForm.Text(new("log.example", 0, MerkleTree.EmptyRoot));
        var request = AddCheckpoint.Of(0, [MerkleTree.EmptyRoot], SignedNote.Of(text, log.Sign(text)));

        Assert.Equal(request.Body(), AddCheckpoint.Read(Encoding.UTF8.GetBytes(request.Body())).Body());
    }

    private static int Status(WitnessVerdict verdict) =>
        verdict is WitnessVerdict.Refused refused ? refused.Status : 200;
}
