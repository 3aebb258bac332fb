using System.Diagnostics;
using Trucewatch.Labels;
using Trucewatch.Missions.Proofs;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Replays;
using Trucewatch.Verdicts;
using Trucewatch.Verifier;

namespace Trucewatch.Bench;

/// <summary>Proofs of verdicts over the exercise: made, checked, and what would have to be different.</summary>
internal static class VerdictProofs
{
    private const int Warming = 2;
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        var state = Directory.CreateTempSubdirectory("trucewatch-bench-").FullName;
        try
        {
            var reply = await ReplayMission.RunAsync("missions/lantern", null, state, null, CancellationToken.None);
            if (reply is not ReplayMission.Reply.Done done)
                throw new InvalidOperationException("missions/lantern cannot be replayed");
            using var record = await MissionRecord.OpenAsync(state, done.Charter, CancellationToken.None);
            var desk = (
                await ProofDesk.OpenAsync(record, new(record.Checkpoint.Size), Audience.Mission, CancellationToken.None)
            )!;
            var read = await VerdictRecord.ReadAsync(
                record.Log.ReadAsync(new(1), new(record.Checkpoint.Size), CancellationToken.None),
                CancellationToken.None
            );
            return Measured(desk, read) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    private static bool Measured(ProofDesk desk, VerdictRecord record)
    {
        var (made, check, turn, proofs) = (new List<double>(), new List<double>(), new List<double>(), 0);
        for (var round = -Warming; round < Rounds; round++)
        {
            if (round == 0)
            {
                Console.WriteLine($"the first of all, cold: made in {made[0]:0} ms, checked in {check[0]:0} ms");
                (made, check, turn, proofs) = ([], [], [], 0);
            }
            foreach (var cell in desk.Written.Picture.Board.Cells)
            {
                var proof = Time(
                    made,
                    () => CellProofs.Of(cell.Clause, cell.Party.Code, cell.Sector, cell.Day, new(desk.Matter), desk)
                )!;
                if (Time(check, () => VerdictCheck.Run(proof, record)) is not VerdictAnswer.Holds)
                    throw new InvalidOperationException($"the proof of {proof.Verdict} does not hold");
                if (proof.Verdict.Anchor.Length > 0)
                    Time(turn, () => Counterfactual.Of(proof, desk.Matter));
                proofs++;
            }
        }
        Console.WriteLine(
            $"{proofs / Rounds} cells of the exercise, {desk.Matter.World.Facts.Length} facts, {record.Entries} entries, {Rounds} rounds of a warm program"
        );
        var a = Measure.Say("proof of a cell, 99th percentile", Measure.Percentile(made, 0.99), "ms", 10, atMost: true);
        var b = Measure.Say("its check, 99th percentile", Measure.Percentile(check, 0.99), "ms", 2, atMost: true);
        var c = Measure.Say(
            "counterfactuals, 99th percentile",
            Measure.Percentile(turn, 0.99),
            "ms",
            200,
            atMost: true
        );
        return a && b && c;
    }

    private static T Time<T>(List<double> times, Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        var made = work();
        times.Add(watch.Elapsed.TotalMilliseconds);
        return made;
    }
}
