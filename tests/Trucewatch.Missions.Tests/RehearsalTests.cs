using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Labels;
using Trucewatch.Missions.Proofs;
using Trucewatch.Missions.Verdicts;
using Trucewatch.Verdicts;
using Trucewatch.Verifier;

namespace Trucewatch.Missions.Tests;

/// <summary>What guarantors owe, rehearsed: clocks from the first event of a file, and what moves them, stops them or leaves them alone.</summary>
public sealed class RehearsalTests
{
    private const string Pact = "rehearsal-pact";
    private const string Consult = $"{Pact}/1";
    private const string Acts = "acts.csv";
    private const string Patrols = "observations/patrols.csv";
    private const string Steps = "guarantees/steps.csv";
    private static readonly Instant e0 = Instant.FromUtc(2026, 10, 24, 10, 0);

    private static readonly ImmutableArray<(string Clause, string Bearer, int Hours)> ladder =
    [
        ($"{Pact}/2(1)", "A", 24),
        ($"{Pact}/2(2)", "coalition", 48),
        ($"{Pact}/2(3)", "V", 72),
    ];

    [Fact]
    public async Task Each_rung_ends_so_many_hours_after_the_first_event()
    {
        using var rehearsal = await Rehearsal.MakeAsync();
        foreach (var (clause, bearer, hours) in ladder)
            Assert.Equal(e0 + Duration.FromHours(hours), rehearsal.LimitOf(clause, bearer));
        Assert.Equal(ObligationState.Discharged, rehearsal.Of(ladder[0].Clause, "A")!.Obligation!.State);
        Assert.Equal(ObligationState.Discharged, rehearsal.Of(ladder[1].Clause, "coalition")!.Obligation!.State);
        Assert.Equal(ObligationState.DischargedLate, rehearsal.Of(ladder[2].Clause, "V")!.Obligation!.State);
        await rehearsal.IsProvenAsync();
    }

    [Fact]
    public async Task Hours_are_exact_over_a_change_of_clocks()
    {
        using var rehearsal = await Rehearsal.MakeAsync();
        var zone = rehearsal.Replayed.Known.Charter.TimeZone;
        Assert.Equal(new LocalTime(10, 0), e0.InZone(zone).TimeOfDay);
        Assert.Equal(new LocalTime(9, 0), rehearsal.LimitOf(ladder[0].Clause, "A")!.Value.InZone(zone).TimeOfDay);
    }

    [Fact]
    public async Task Each_guarantor_who_signed_owes_a_consultation_and_no_other_does()
    {
        using var rehearsal = await Rehearsal.MakeAsync();
        var requested = Instant.FromUtc(2026, 10, 24, 13, 0);
        foreach (var guarantor in (string[])["V", "W", "X"])
            Assert.Equal(requested + Duration.FromHours(24), rehearsal.LimitOf(Consult, guarantor));
        Assert.IsType<Verdict.Breached>(rehearsal.Of(Consult, "W")!.Verdict);
        using var without = await Rehearsal.MakeAsync((Steps, Without("pact-signed-wester")));
        Assert.Null(without.Of(Consult, "W"));
        Assert.NotNull(without.Of(Consult, "X"));
        await without.IsProvenAsync();
        Assert.Contains(
            await without.ProofsAsync(),
            p => p.Verdict is { Bearer: "W", Clause: Consult, Value: ProofValue.NotInForce }
        );
    }

    [Fact]
    public async Task Consultation_is_owed_without_any_ceasefire_and_the_ladder_is_not()
    {
        using var rehearsal = await Rehearsal.MakeAsync(("claims.csv", OnlyHeader));
        foreach (var guarantor in (string[])["V", "W", "X"])
            Assert.NotNull(rehearsal.LimitOf(Consult, guarantor));
        foreach (var (clause, bearer, _) in ladder)
            Assert.Null(rehearsal.Of(clause, bearer));
        await rehearsal.IsProvenAsync();
    }

    [Fact]
    public async Task An_earlier_event_that_is_found_later_moves_the_clocks_and_the_old_times_stay_on_show()
    {
        using var rehearsal = await Rehearsal.MakeAsync((Patrols, t => t + Earlier));
        var history = await rehearsal.HistoryAsync();
        foreach (var (clause, bearer, hours) in ladder)
        {
            var moved = e0 + Duration.FromHours(hours - 7);
            Assert.Equal(moved, rehearsal.LimitOf(clause, bearer));
            var rows = history.Where(r => r.Judgement.Key.Clause == clause).ToList();
            var before = rows.Where(r => Rehearsal.LimitOf(r.Judgement) == e0 + Duration.FromHours(hours)).ToList();
            Assert.NotEmpty(before);
            Assert.All(before, r => Assert.NotNull(r.KnownUntil));
            Assert.Equal(moved, Rehearsal.LimitOf(rows.Single(r => r.KnownUntil is null).Judgement));
        }
        // The Coalition was in time by what it knew, and is not by what is known now.
        Assert.IsType<Verdict.Breached>(rehearsal.Of(ladder[1].Clause, "coalition")!.Verdict);
        await rehearsal.IsProvenAsync();
    }

    [Fact]
    public async Task At_every_entry_each_clock_is_proven_as_it_was_known_then()
    {
        using var rehearsal = await Rehearsal.MakeAsync((Patrols, t => t + Earlier));
        var last = rehearsal.Replayed.Record.Checkpoint.Size;
        var opened = (await rehearsal.HistoryAsync()).Min(r => r.KnownFrom);
        Assert.InRange(last - opened, 6, 20);
        var values = new HashSet<ProofValue>();
        for (var entry = opened; entry <= last; entry++)
        {
            await rehearsal.IsProvenAsync(entry);
            values.UnionWith((await rehearsal.ProofsAsync(entry)).Select(p => p.Verdict.Value));
        }
        Assert.Superset(new HashSet<ProofValue> { ProofValue.Due, ProofValue.Discharged, ProofValue.Breached }, values);
    }

    [Fact]
    public async Task What_becomes_known_thirty_hours_late_counts_from_when_it_happened_and_never_ends_before_it_is_on_file()
    {
        var opened = Instant.FromUtc(2026, 10, 25, 16, 20);
        using var rehearsal = await Rehearsal.MakeAsync(
            (Patrols, t => t.Replace("2026-10-24T11:00:00Z", "2026-10-25T16:00:00Z", StringComparison.Ordinal)),
            (
                Acts,
                t =>
                    t.Replace("2026-10-24T12:00:00Z", "2026-10-25T16:05:00Z", StringComparison.Ordinal)
                        .Replace("2026-10-24T12:10:00Z", "2026-10-25T16:10:00Z", StringComparison.Ordinal)
                        .Replace("2026-10-24T12:20:00Z", "2026-10-25T16:20:00Z", StringComparison.Ordinal)
            )
        );
        Assert.Equal(opened, rehearsal.LimitOf(ladder[0].Clause, "A"));
        Assert.Equal(e0 + Duration.FromHours(48), rehearsal.LimitOf(ladder[1].Clause, "coalition"));
        Assert.Equal(e0 + Duration.FromHours(72), rehearsal.LimitOf(ladder[2].Clause, "V"));
        await rehearsal.IsProvenAsync();
    }

    [Fact]
    public async Task A_guarantor_who_has_not_ratified_owes_no_rung_and_consults_all_the_same()
    {
        using var rehearsal = await Rehearsal.MakeAsync(
            (Steps, t => Without("pact-complete-verin")(Without("pact-authorised-verin")(t)))
        );
        Assert.Null(rehearsal.Of(ladder[2].Clause, "V"));
        Assert.NotNull(rehearsal.LimitOf(Consult, "V"));
        Assert.Equal(e0 + Duration.FromHours(24), rehearsal.LimitOf(ladder[0].Clause, "A"));
        await rehearsal.IsProvenAsync();
    }

    [Fact]
    public async Task A_collapse_of_the_ceasefire_switches_no_clock_off()
    {
        const string collapse =
            "finding,kind,about,by,when,known,text,source\ncollapse,ceasefire collapsed,rehearsal,commission,2026-10-24T11:00:00Z,2026-10-24T11:30:00Z,invented,https://commission.rehearsal.example/2\n";
        const string ends =
            "rehearsal-3,rehearsal,B,ends,S,A;B,2026-10-24T11:00:00Z,,all,all,it holds itself bound no longer,Atlantic/Azores,2026-10-24T11:00:00Z,https://press.rehearsal.example/5\n";
        using var rehearsal = await Rehearsal.MakeAsync(
            ("guarantees/findings.csv", _ => collapse),
            ("claims.csv", t => t + ends)
        );
        foreach (var (clause, bearer, hours) in ladder)
            Assert.Equal(e0 + Duration.FromHours(hours), rehearsal.LimitOf(clause, bearer));
        await rehearsal.IsProvenAsync();
    }

    [Fact]
    public async Task An_attribution_that_is_reversed_cancels_the_ladder_and_the_old_clocks_stay_on_show()
    {
        const string reversed =
            "attribution-2,2026-10-25T08:00:00Z,attribution,commission,patrols:P-1,A,clear and convincing,,,,,A second analysis: the round was Calder's own.,https://commission.rehearsal.example/file-1,,,,\n";
        using var rehearsal = await Rehearsal.MakeAsync((Acts, t => t + reversed));
        var history = await rehearsal.HistoryAsync();
        foreach (var (clause, bearer, hours) in ladder)
        {
            Assert.Null(rehearsal.Of(clause, bearer));
            var rows = history.Where(r => r.Judgement.Key.Clause == clause).ToList();
            Assert.Contains(rows, r => Rehearsal.LimitOf(r.Judgement) == e0 + Duration.FromHours(hours));
            var last = rows.Single(r => r.KnownUntil is null).Judgement;
            Assert.Equal(ObligationState.Cancelled, last.Obligation!.State);
        }
        Assert.NotNull(rehearsal.LimitOf(Consult, "V"));
        await rehearsal.IsProvenAsync();
    }

    [Fact]
    public async Task A_rung_whose_time_runs_out_after_the_remedy_was_corrected_is_not_breached()
    {
        const string corrected =
            "corrected-1,2026-10-26T20:00:00Z,filed,commission,,,,,,,,The remedy is corrected.,https://commission.rehearsal.example/file-1,correction of the remedy,,,file=F-1\n";
        using var rehearsal = await Rehearsal.MakeAsync((Acts, t => Without("statement-1")(t) + corrected));
        Assert.IsType<Verdict.Breached>(rehearsal.Of(ladder[1].Clause, "coalition")!.Verdict);
        Assert.IsType<Verdict.Complied>(rehearsal.Of(ladder[2].Clause, "V")!.Verdict);
        await rehearsal.IsProvenAsync();
    }

    [Fact]
    public async Task It_is_read_into_the_record_under_the_instruments_id()
    {
        using var rehearsal = await Rehearsal.MakeAsync();
        Assert.Equal(
            [Consult, .. ladder.Select(r => r.Clause)],
            rehearsal.Replayed.Known.Clauses.Select(c => c.Provision.Clause)
        );
        Assert.NotEmpty(await rehearsal.Replayed.WriteAsync(Audience.Mission));
    }

    // Seven hours before the event that was known first.
    private const string Earlier = "P-2,2026-10-24T03:00:00Z,-30.30,40.70,Ness,K-4,2026-10-25T14:00:00Z,F-1\n";

    private static string OnlyHeader(string text) => text[..(text.IndexOf('\n') + 1)];

    private static Func<string, string> Without(string id) =>
        text =>
            string.Concat(
                text.Split('\n')
                    .Where(l => !l.StartsWith(id, StringComparison.Ordinal))
                    .Select(l => l.Length > 0 ? l + "\n" : "")
            );

    /// <summary>The mission <c>rehearsal</c> with some of its files changed, replayed.</summary>
    private sealed class Rehearsal(string mission, Replayed replayed) : IDisposable
    {
        public Replayed Replayed => replayed;

        public static async Task<Rehearsal> MakeAsync(params (string File, Func<string, string> Change)[] changes)
        {
            var folder = Path.Combine(Directory.CreateTempSubdirectory("trucewatch-").FullName, "rehearsal");
            var from = Replayed.Mission("rehearsal");
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(folder, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
            foreach (var (file, change) in changes)
            {
                var path = Path.Combine(folder, file);
                await File.WriteAllTextAsync(path, change(File.Exists(path) ? await File.ReadAllTextAsync(path) : ""));
            }
            return new(folder, await Replayed.MakeAsync(folder, data: null));
        }

        public Judgement? Of(string clause, string bearer) =>
            replayed.Known.Judged().SingleOrDefault(j => j.Key.Clause == clause && j.Key.Bearer == bearer);

        public Instant? LimitOf(string clause, string bearer) =>
            Of(clause, bearer) is { } found ? LimitOf(found) : null;

        public static Instant? LimitOf(Judgement judgement) =>
            judgement.Obligation?.Limit is { } limit ? Instant.FromUnixTimeTicks(limit * 10) : null;

        public Task<ImmutableArray<VerdictRow>> HistoryAsync() =>
            VerdictHistory.OfAsync(
                replayed.Record,
                new(replayed.Record.Checkpoint.Size),
                null,
                TestContext.Current.CancellationToken
            );

        /// <summary>What can be proven of each clause, for whoever it may bind, at each fact.</summary>
        public async Task<List<Proof>> ProofsAsync(long? asOf = null)
        {
            var size = new Record.EntryNumber(asOf ?? replayed.Record.Checkpoint.Size);
            var desk = await ProofDesk.OpenAsync(
                replayed.Record,
                size,
                Audience.Mission,
                TestContext.Current.CancellationToken
            );
            var maker = new ProofMaker(desk!.Matter);
            return
            [
                .. from clause in desk.Matter.Clauses
                let require = (Norm.Require)clause.Provision.Norm
                from fact in desk.Matter.World.Facts
                where ProofQuestion.IsTrigger(require, fact)
                from bearer in Bearers(require.By)
                let proof = maker.OfDuty(clause, bearer, fact, new(fact.Start, fact.End))
                where proof is not null
                select proof,
            ];
        }

        private static IEnumerable<string> Bearers(Bearer bearer) =>
            bearer switch
            {
                Bearer.Named named => [named.Party.Code],
                Bearer.TheBody body => [body.Body],
                _ => ["V", "W", "X"],
            };

        /// <summary>Every proof holds before the check, and each obligation has one of its own value.</summary>
        public async Task IsProvenAsync(long? asOf = null)
        {
            var size = new Record.EntryNumber(asOf ?? replayed.Record.Checkpoint.Size);
            var record = await VerdictRecord.ReadAsync(
                replayed.Record.Log.ReadAsync(new(1), size, TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken
            );
            var known = await replayed.Record.KnownAtAsync(size, TestContext.Current.CancellationToken);
            var proofs = await ProofsAsync(size.Value);
            Assert.Empty(
                from proof in proofs
                let answer = VerdictCheck.Run(ProofJson.Write(proof), record)
                where answer is not VerdictAnswer.Holds
                select $"{proof.Verdict.Clause} {proof.Verdict.Bearer} {proof.Verdict.Value}: {answer}"
            );
            var proven = proofs.Select(p => $"{p.Verdict.Clause} {p.Verdict.Bearer} {p.Verdict.Value}").ToList();
            foreach (var judged in known!.Judged())
                Assert.Contains($"{judged.Key.Clause} {judged.Key.Bearer} {Value(judged)}", proven);
        }

        private static ProofValue Value(Judgement judged) =>
            judged.Verdict switch
            {
                Verdict.Breached => ProofValue.Breached,
                Verdict.Undetermined => ProofValue.Undetermined,
                Verdict.Complied when judged.Because.IsEmpty => ProofValue.Discharged,
                Verdict.Complied => ProofValue.NotBreached,
                _ => ProofValue.Due,
            };

        public void Dispose()
        {
            replayed.Dispose();
            Directory.Delete(Path.GetDirectoryName(mission)!, recursive: true);
        }
    }
}
