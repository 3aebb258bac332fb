using Trucewatch.Formats.Files;
using Trucewatch.Observations;
using Trucewatch.Values;

namespace Trucewatch.Formats;

/// <summary>Makes one of exact repeats, over all files of a source, and shows other content under one id as a conflict.</summary>
public static class Repeats
{
    private sealed record First(Observation Observation, int Repeats);

    /// <summary>The first of each id, with the number of its further copies; in the order of the first ones.</summary>
    /// <remarks>
    /// Holds all of the source's intakes, for a copy may come last. A reading that an earlier snapshot held is left out of
    /// the later batch; a batch left without readings is left out too. When it reached us does not make it other content:
    /// a copy in a later file is the same report.
    /// </remarks>
    public static IReadOnlyList<Intake> Fold(IEnumerable<Intake> intakes)
    {
        var seen = new Dictionary<ObservationId, First>();
        var all = new List<Intake>();
        foreach (var intake in intakes)
        {
            switch (intake)
            {
                case Intake.Accepted accepted:
                    if (IsNew(seen, all, accepted.Observation))
                        all.Add(accepted);
                    break;
                case Intake.Batched batched:
                    Add(seen, all, batched.Batch);
                    break;
                default:
                    all.Add(intake);
                    break;
            }
        }
        for (var i = 0; i < all.Count; i++)
            all[i] = Counted(all[i], seen);
        return all;
    }

    private static void Add(Dictionary<ObservationId, First> seen, List<Intake> all, SensorBatch batch)
    {
        var conflicts = new List<Intake>();
        var kept = batch.Readings.Where(r => IsNew(seen, conflicts, r)).ToArray();
        all.AddRange(conflicts);
        if (kept.Length > 0)
            all.Add(new Intake.Batched(batch with { Readings = [.. kept] }));
    }

    private static bool IsNew(Dictionary<ObservationId, First> seen, List<Intake> conflicts, Observation observation)
    {
        if (!seen.TryGetValue(observation.Id, out var first))
        {
            seen.Add(observation.Id, new(observation, observation.Repeats));
            return true;
        }
        if (Content(first.Observation) == Content(observation))
            seen[observation.Id] = first with { Repeats = first.Repeats + 1 + observation.Repeats };
        else
            conflicts.Add(Conflict(observation));
        return false;
    }

    private static Intake Counted(Intake intake, Dictionary<ObservationId, First> seen)
    {
        switch (intake)
        {
            case Intake.Accepted { Observation: var o } when seen[o.Id].Repeats != o.Repeats:
                return new Intake.Accepted(o with { Repeats = seen[o.Id].Repeats });
            case Intake.Batched { Batch: var b } when b.Readings.Any(r => seen[r.Id].Repeats != r.Repeats):
                return new Intake.Batched(
                    b with
                    {
                        Readings = [.. b.Readings.Select(r => r with { Repeats = seen[r.Id].Repeats })],
                    }
                );
            default:
                return intake;
        }
    }

    private static Intake.Rejected Conflict(Observation observation)
    {
        var found = observation.Reference ?? observation.Id.Text;
        var json = ValueCodec.ToJson(observation).ToJsonString(ValueCodec.Options);
        var reason = Kept.Because(observation.Reference is null ? "id" : "reference", Problem.Conflict, found);
        return Kept.Reject(observation.Source, "", 0, json, [reason], observation.Received);
    }

    private static string Content(Observation observation)
    {
        var same = observation with { Repeats = 0, Received = observation.Occurred.End };
        return ValueCodec.ToJson(same).ToJsonString(ValueCodec.Options);
    }
}
