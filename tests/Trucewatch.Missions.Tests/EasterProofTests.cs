using Trucewatch.Labels;
using Trucewatch.Missions.Proofs;
using Trucewatch.Testing;
using Trucewatch.Verdicts;
using Trucewatch.Verifier;

namespace Trucewatch.Missions.Tests;

/// <summary>Every cell of a real board has a proof, and it holds. Skipped where the data are not there.</summary>
public sealed class EasterProofTests
{
    [Fact]
    public async Task Every_cell_of_the_board_of_easter_has_a_proof_that_holds()
    {
        var stop = TestContext.Current.CancellationToken;
        using var replayed = await Replayed.MakeAsync("easter-2025", Shared.Find("data"));
        var size = new Record.EntryNumber(replayed.Record.Checkpoint.Size);
        var desk = (await ProofDesk.OpenAsync(replayed.Record, size, Audience.Mission, stop))!;
        var record = await VerdictRecord.ReadAsync(replayed.Record.Log.ReadAsync(new(1), size, stop), stop);
        var maker = new ProofMaker(desk.Matter);
        ProofMutationTests.AssertNone(
            from cell in desk.Written.Picture.Board.Cells
            let proof = CellProofs.Of(cell.Clause, cell.Party.Code, cell.Sector, cell.Day, maker, desk)
            let answer = proof is null ? null : VerdictCheck.Run(proof, record)
            where answer is not VerdictAnswer.Holds || proof.Verdict.Value != ProofTests.Value(cell)
            select $"{cell.Clause} {cell.Party} {cell.Sector} {cell.Day} {cell.Verdict.Value}: {proof?.Verdict.Value} {answer}"
        );
    }
}
