using Trucewatch.Storage.Tests.Faults;

namespace Trucewatch.Storage.Tests.Simulation;

/// <summary>Log, sequencer, devices, witnesses and network under one seed: 200 in the tests, 10,000 by <c>./dev night simulation</c>.</summary>
public sealed class SimulationTests
{
    private const int SeedsByDay = 200;
    private const int SeedsByNight = 10_000;
    private const int SeedsInAPiece = 50;

    [Fact]
    public void Whatever_fails_nothing_acknowledged_is_lost_and_no_history_is_signed_twice()
    {
        var night = Night.Of("simulation");
        var pieces = (night is null ? SeedsByDay : SeedsByNight) / SeedsInAPiece;
        var all = Enumerable.Range(0, pieces).Select(p => $"seeds from {1 + (p * SeedsInAPiece)}");
        Parallel.ForEach(
            night?.Left(all) ?? all,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            piece =>
            {
                var first = int.Parse(piece["seeds from ".Length..]);
                var (acknowledged, cosignatures) = (0, 0);
                for (var seed = first; seed < first + SeedsInAPiece; seed++)
                {
                    var outcome = Demand(seed);
                    acknowledged += outcome.Acknowledged;
                    cosignatures += outcome.Cosignatures;
                }
                night?.Done(
                    piece,
                    $"{SeedsInAPiece} runs, {acknowledged} entries acknowledged, {cosignatures} cosignatures, no violation"
                );
            }
        );
    }

    [Fact]
    public void A_seed_gives_the_same_run_each_time() =>
        Assert.Equal(Course.Run(7, Planted.Nothing), Course.Run(7, Planted.Nothing));

    [Theory]
    [InlineData(Planted.SwapWithoutComparing, "The checkpoint went back")]
    [InlineData(Planted.AppendWithoutAsking, "An entry stands twice")]
    [InlineData(Planted.AppendWithoutSync, "was acknowledged and is lost")]
    [InlineData(Planted.CheckpointInTheBackup, "signed two roots")]
    [InlineData(Planted.WitnessAnswersFirst, "cosigned a")]
    [InlineData(Planted.WitnessAsksNoProof, "cosigned a")]
    internal void A_fault_put_in_on_purpose_is_found(Planted planted, string says)
    {
        var others = new HashSet<string>();
        for (var seed = 1; seed <= SeedsByDay; seed++)
        {
            try
            {
                Course.Run(seed, planted);
            }
            catch (ViolationException found)
            {
                if (found.Message.Contains(says, StringComparison.Ordinal))
                    return;
                others.Add(found.Message); // a fault may break several promises
            }
        }
        Assert.Fail($"{planted}: {SeedsByDay} runs found only: {string.Join("; ", others)}");
    }

    private static Course.Outcome Demand(int seed)
    {
        try
        {
            return Course.Run(seed, Planted.Nothing);
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"Seed {seed}: {broken.Message}", broken);
        }
    }
}
