using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Formats;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Guarantees;
using Trucewatch.Labels;
using Trucewatch.Missions.Agreements;
using Trucewatch.Missions.Records;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Reports;
using Trucewatch.Rulebook;

namespace Trucewatch.Missions.Replays;

/// <summary>How far a replay has come.</summary>
/// <param name="Step"><c>open</c>, <c>read</c>, <c>append</c>, <c>judge</c> or <c>write</c>.</param>
/// <param name="What">The source or file it is at.</param>
/// <param name="Done">Of <paramref name="Total"/>; both 0 where nobody knows.</param>
/// <param name="Total">How much there is to do.</param>
public sealed record ReplayProgress(string Step, string What, int Done, int Total);

/// <summary>Reads a mission and its sources into a record, in the order in which things became known.</summary>
public static class ReplayMission
{
    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>The record holds all that was read.</summary>
        /// <param name="Charter">The mission.</param>
        /// <param name="Added">Entries added now: 0 if all was there already.</param>
        /// <param name="Rejected">Rows and files that could not be read.</param>
        /// <param name="Skipped">Rows that lie outside the days the mission looks at, or speak of another truce.</param>
        /// <param name="KeysMade">Key files made now, in the state folder's <c>keys/</c>: 0 if all were there.</param>
        public sealed record Done(Charter Charter, int Added, int Rejected, long Skipped, int KeysMade) : Reply;

        /// <summary>The mission's files are not in order: all that is wrong, at once.</summary>
        public sealed record Refused(ImmutableArray<TextProblem> Problems) : Reply;

        /// <summary>The record was begun from other files: these items differ. A replay is not amended: it is made again elsewhere.</summary>
        public sealed record Changed(ImmutableArray<string> Items) : Reply;

        /// <summary>A LIVE mission is not replayed.</summary>
        public sealed record Live : Reply;

        /// <summary>Sources of the mission lie in a data folder, and none was given.</summary>
        public sealed record NeedsData(ImmutableArray<string> Sources) : Reply;
    }

    /// <summary>Opens the mission, reads its sources, appends what is new.</summary>
    /// <param name="missionFolder">The mission's folder: nothing is written there.</param>
    /// <param name="dataFolder">Where the sources' files lie; null: the mission brings all of them.</param>
    /// <param name="stateFolder">Where the record is kept.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops it between two files or batches; what was appended stays, and a further run goes on.</param>
    public static async Task<Reply> RunAsync(
        string missionFolder,
        string? dataFolder,
        string stateFolder,
        IProgress<ReplayProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new("open", missionFolder, 0, 0));
        var opening = MissionReader.Open(missionFolder, DefaultRules.Value);
        if (opening is Opening.Refused refused)
            return new Reply.Refused(refused.Problems);
        var mission = ((Opening.Opened)opening).Mission;
        if (mission.Charter.Mark == Mark.Live)
            return new Reply.Live();
        if (
            dataFolder is null
            && mission.Plans.Where(p => !p.FromMission).Select(p => p.Source.Id.Code).ToImmutableArray()
                is { IsEmpty: false } missing
        )
            return new Reply.NeedsData(missing);

        var context = mission.ForReading();
        var intakes = ReadSources(mission, context, dataFolder, progress, cancellationToken);
        var zones = mission.Zones.Concat(intakes.OfType<Intake.Drawn>().Select(d => d.Zone));
        var texts = MissionTexts.Read(mission, AgreementContext.For(mission.Charter, zones, mission.Rules));
        var problems = texts.Problems.AddRange(NoNouns(mission, texts.Kinds));
        if (!problems.IsEmpty)
            return new Reply.Refused(problems);

        using var record = await MissionRecord.OpenAsync(stateFolder, mission.Charter, cancellationToken);
        var drafts = InOrder(mission, texts, intakes, context.Begin, record.Keys);
        if (
            record
                .Changed(drafts, Sealing.Replay(mission.Charter, record.Keys))
                .Take(10)
                .Select(d => $"{d.Kind} {d.Key}")
                .ToImmutableArray() is
            { IsEmpty: false } changed
        )
            return new Reply.Changed(changed);
        var added = await record.AppendAsync(
            drafts,
            Sealing.Replay(mission.Charter, record.Keys),
            new Telling(progress, drafts.Count),
            cancellationToken
        );
        return new Reply.Done(
            mission.Charter,
            added,
            intakes.OfType<Intake.Rejected>().Count(),
            context.Skipped,
            record.Keys.Made
        );
    }

    /// <summary>Acts that are filed under no noun of the agreement's terms: nobody would ever judge them.</summary>
    private static IEnumerable<TextProblem> NoNouns(OpenedMission mission, IEnumerable<FactKind> kinds)
    {
        var nouns = kinds.Where(k => !k.IsIncident).Select(k => k.Noun).ToList();
        return from act in mission.Acts
            let filed = (act as RegisteredAct.Correction)?.Instead ?? act
            where filed is RegisteredAct.Filed
            let noun = ((RegisteredAct.Filed)filed).Noun
            where !nouns.Contains(noun)
            select new TextProblem(
                new("acts.csv", 1, 1),
                "MF011",
                noun,
                $"noun: act {act.Id} is filed under no act of the agreement's terms",
                Nearest.To(noun, nouns) is { } near ? $"Did you mean \"{near}\"?" : "Add it to a terms block."
            );
    }

    private static List<Intake> ReadSources(
        OpenedMission mission,
        ReadingContext context,
        string? dataFolder,
        IProgress<ReplayProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var intakes = new List<Intake>();
        var plans = mission.Plans.OrderBy(p => p.IsReference ? 0 : 1).ToList();
        for (var i = 0; i < plans.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new("read", plans[i].Source.Id.Code, i, plans.Count));
            intakes.AddRange(SourceReader.Read(plans[i], context, plans[i].FromMission ? mission.Folder : dataFolder!));
        }
        return intakes;
    }

    /// <summary>All drafts by when they became known; what the mission brings itself stands first, and equal times keep their order.</summary>
    private static List<Draft> InOrder(
        OpenedMission mission,
        MissionTexts texts,
        List<Intake> intakes,
        Instant begin,
        KeyRing keys
    )
    {
        var outside = mission
            .Claims.Concat(Promises(mission, texts))
            .Select(EntryValues.Of)
            .Concat(mission.Acts.Select(EntryValues.Of))
            .Concat(intakes.Select(EntryValues.Of))
            .ToList();
        var first = outside.Select(d => d.At).Append(begin).Min();
        return
        [
            .. keys.Begin(first),
            EntryValues.Of(mission.Charter, first),
            EntryValues.Of(mission.Rules, first),
            .. mission.Sources.Select(s => EntryValues.Of(s, first)),
            .. mission.Zones.Select(z => EntryValues.Of(z, first)),
            .. texts.Kinds.Select(k => EntryValues.Of(k, first)),
            .. texts.Provisions.Select(p => EntryValues.Of(p, first)),
            .. outside.OrderBy(d => d.At),
        ];
    }

    private static ImmutableArray<TruceClaim> Promises(OpenedMission mission, MissionTexts texts) =>
        mission.Guarantees is { } register
            ? InstrumentClaims.Of(register, texts.Instruments.Select(i => i.Id).ToHashSet(StringComparer.Ordinal))
            : [];

    private sealed class Telling(IProgress<ReplayProgress>? progress, int total) : IProgress<int>
    {
        public void Report(int value) => progress?.Report(new("append", "", value, total));
    }
}
