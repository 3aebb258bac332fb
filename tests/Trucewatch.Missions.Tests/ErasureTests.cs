using Trucewatch.Labels;
using Trucewatch.Missions.Records;
using Trucewatch.Record;
using Trucewatch.Verifier;

namespace Trucewatch.Missions.Tests;

public sealed class ErasureTests
{
    [Fact]
    public async Task After_an_erasure_the_record_holds_and_the_mission_goes_on()
    {
        var folder = Directory.CreateTempSubdirectory("trucewatch-").FullName;
        var first = await Replayed.MakeAsync("lantern", data: null, folder);
        await first.WriteAsync(Audience.Mission);
        var known = first.Record.Known!;
        var (id, entry) = known.EntryOf.OrderBy(e => e.Value).First();
        var done = await EraseValues.EraseAsync(
            first.Record,
            new(entry, [], "request of 3 May", ["O. Koval", "J. Maes"]),
            CancellationToken.None
        );
        Assert.IsType<EraseValues.Reply.Erased>(done);
        first.Record.Dispose();

        using var again = await Replayed.MakeAsync("lantern", data: null, folder);
        Assert.DoesNotContain(id, again.Record.Known!.Observations.Keys);
        Assert.Equal(0, again.Done.Added); // the source still names it, and it is not read in again
        var output = await again.WriteAsync(Audience.Public);
        var verdict = await VerifyRecord.FolderAsync(Path.Combine(output, "record"), null, CancellationToken.None);
        Assert.IsType<RecordVerdict.Holds>(verdict);
    }

    [Fact]
    public async Task One_person_twice_or_an_unknown_field_erases_nothing()
    {
        using var replayed = await Replayed.MakeAsync("lantern", data: null);
        var entry = replayed.Record.Known!.EntryOf.Values.Min();
        foreach (
            var bad in (Erasure[])
                [
                    new(entry, [], "request", ["O. Koval", "O. Koval"]),
                    new(entry, ["shoe_size"], "request", ["O. Koval", "J. Maes"]),
                    new(new(99_999), [], "request", ["O. Koval", "J. Maes"]),
                ]
        )
            Assert.IsType<EraseValues.Reply.Refused>(
                await EraseValues.EraseAsync(replayed.Record, bad, CancellationToken.None)
            );
    }
}
