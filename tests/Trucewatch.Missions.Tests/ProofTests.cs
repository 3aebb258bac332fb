using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trucewatch.Agreements;
using Trucewatch.Formats.Proofs;
using Trucewatch.Formats.Texts;
using Trucewatch.Labels;
using Trucewatch.Missions.Proofs;
using Trucewatch.Reports;
using Trucewatch.Verdicts;
using Trucewatch.Verifier;

namespace Trucewatch.Missions.Tests;

/// <summary>Every verdict of the exercise has a proof, and the check of the verifier says that it holds.</summary>
public sealed class ProofTests(Lantern lantern) : IClassFixture<Lantern>
{
    private async Task<(ProofDesk Desk, VerdictRecord Record)> OpenAsync()
    {
        var record = lantern.Replayed.Record;
        var size = new Record.EntryNumber(record.Checkpoint.Size);
        var desk = await ProofDesk.OpenAsync(record, size, Audience.Mission, TestContext.Current.CancellationToken);
        var read = await VerdictRecord.ReadAsync(
            record.Log.ReadAsync(new(1), size, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken
        );
        return (desk!, read);
    }

    internal static IEnumerable<Proof> All(ProofDesk desk)
    {
        var maker = new ProofMaker(desk.Matter);
        var charter = desk.Matter.Charter;
        foreach (var clause in desk.Matter.Clauses)
        foreach (var party in charter.Parties.Select(p => p.Id.Code))
        {
            foreach (var fact in desk.Matter.World.Facts)
                if (maker.OfAct(clause, party, fact) is { } act)
                    yield return act;
            foreach (var sector in desk.Matter.Sectors)
            foreach (var day in charter.Days)
                if (maker.OfDay(clause, party, sector, day) is { } whole)
                    yield return whole;
        }
    }

    [Fact]
    public async Task Every_proof_of_the_exercise_holds()
    {
        var (desk, record) = await OpenAsync();
        var all = All(desk).ToList();
        Assert.Contains(all, p => p.Verdict.Value == ProofValue.Breached);
        Assert.Contains(all, p => p.Verdict.Value == ProofValue.Undetermined);
        Assert.Contains(all, p => p.Verdict.Value == ProofValue.Complied);
        Assert.Contains(all, p => p.Verdict.Value == ProofValue.NotObserved);
        ProofMutationTests.AssertNone(
            from proof in all
            let answer = VerdictCheck.Run(ProofJson.Write(proof), record)
            where answer is not VerdictAnswer.Holds
            select $"{proof.Verdict.Value} {proof.Verdict.Clause} {proof.Verdict.Bearer} {proof.Verdict.Anchor} {proof.Verdict.Sector} {proof.Verdict.At}: {answer}"
        );
    }

    [Fact]
    public async Task Every_cell_of_the_board_has_a_proof_of_its_value()
    {
        var (desk, _) = await OpenAsync();
        var maker = new ProofMaker(desk.Matter);
        Assert.NotEmpty(desk.Written.Picture.Board.Cells);
        Assert.All(
            desk.Written.Picture.Board.Cells,
            cell =>
            {
                var proof = CellProofs.Of(cell.Clause, cell.Party.Code, cell.Sector, cell.Day, maker, desk);
                Assert.Equal(
                    (cell.Clause, cell.Party, cell.Sector, cell.Day, Value(cell)),
                    (cell.Clause, cell.Party, cell.Sector, cell.Day, proof?.Verdict.Value)
                );
            }
        );
    }

    internal static ProofValue? Value(BoardCell cell) =>
        cell.Verdict.Value switch
        {
            BoardValue.Breached => ProofValue.Breached,
            BoardValue.Disputed => ProofValue.Undetermined,
            BoardValue.Complied => ProofValue.Complied,
            _ => ProofValue.NotObserved,
        };

    [Fact]
    public async Task A_proof_reads_as_a_tree_in_each_of_five_languages()
    {
        var (desk, _) = await OpenAsync();
        foreach (var kind in All(desk).DistinctBy(p => p.Verdict.Value))
        foreach (var language in Words.Languages)
        {
            var text = ProofText.Write(kind, language, desk.Matter.Charter.TimeZone);
            Assert.DoesNotContain("proof.", text);
            Assert.DoesNotContain("{{", text);
            Assert.Contains("\n└ ", text);
            if (language == "en")
                TestContext.Current.TestOutputHelper?.WriteLine(text);
        }
    }

    [Fact]
    public void Every_word_stands_in_all_five_languages() =>
        Assert.Empty(
            from key in ProofWords.Keys
            from language in Words.Languages
            where ProofWords.Text(language, key) == key || ProofWords.Text(language, key).Length == 0
            select $"{language} {key}"
        );
}
