using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Missions.Records;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;
using Trucewatch.Verifier;

namespace Trucewatch.Missions.Tests;

/// <summary>A small random agreement and a few acts on the register, as a record of its own.</summary>
internal sealed class SmallWorld
{
    private static readonly Instant begin = Instant.FromUtc(2026, 1, 1, 0, 0);
    private const long Hour = 3_600_000_000;

    private readonly Random random;

    private SmallWorld(int seed) => random = new Random(seed);

    public required Known Known { get; init; }

    public required ProofMatter Proofs { get; init; }

    public required VerdictRecord Record { get; init; }

    /// <summary>What the judgement is a function of, with these facts.</summary>
    public Matter Matter(ImmutableArray<Fact> facts)
    {
        var calendar = new Calendar(DateTimeZone.Utc, begin);
        return new(
            Known.Clauses,
            new(
                facts,
                ImmutableDictionary<string, CodeSet>.Empty,
                ImmutableDictionary<string, Formula>.Empty,
                Known.Rules,
                ["A", "B"],
                (_, _, _) => Answer.Unclear,
                _ => Signal.Always,
                _ => Signals.Never
            ),
            calendar,
            Force.Always,
            Powers.None(calendar),
            ImmutableDictionary<FactId, bool?>.Empty,
            [new("A"), new("B")],
            [],
            Known.Rules,
            Known.At.ToMicros()
        );
    }

    /// <summary>What the judgement says of an act of a bearer; not breached where it says nothing.</summary>
    public ProofValue Judged(ImmutableArray<Fact> facts, string bearer, FactId anchor) =>
        JudgeNorms
            .All(Matter(facts))
            .Where(j => j.Key.Clause == "1" && j.Key.Bearer == bearer && j.Anchor.Fact == anchor)
            .Select(j =>
                j.Verdict switch
                {
                    Verdict.Breached => ProofValue.Breached,
                    Verdict.Undetermined => ProofValue.Undetermined,
                    _ => ProofValue.NotBreached,
                }
            )
            .FirstOrDefault(ProofValue.NotBreached);

    public static async Task<SmallWorld> MakeAsync(int seed, Charter charter, KeyRing keys)
    {
        var made = new SmallWorld(seed)
        {
            Known = null!,
            Proofs = null!,
            Record = null!,
        };
        var seal = Sealing.Replay(charter, keys);
        var drafts = made.Drafts(charter).ToList();
        var entries = drafts
            .Select(seal)
            .Select((open, i) => new StoredEntry(new(i + 1), EntryForm.Bytes(open.Entry), open))
            .ToList();
        var (fold, citations) = (new MissionFold(), new Citations());
        foreach (var stored in entries)
        {
            fold.Add(stored.Number, stored.Open);
            citations.Add(stored.Number, stored.Open);
        }
        var known = fold.Now()!;
        var picture = known.Draw();
        return new(seed)
        {
            Known = known,
            Proofs = ProofFold.Of(
                picture,
                citations,
                ImmutableDictionary<global::Trucewatch.Incidents.IncidentId, int>.Empty,
                "test"
            ),
            Record = await VerdictRecord.ReadAsync(entries.ToAsyncEnumerable(), CancellationToken.None),
        };
    }

    private IEnumerable<Draft> Drafts(Charter charter)
    {
        yield return EntryValues.Of(charter, begin);
        yield return EntryValues.Of(DefaultRules.Value, begin);
        foreach (var noun in (string[])["p", "q", "r"])
            yield return EntryValues.Of(
                new FactKind(
                    noun,
                    false,
                    null,
                    [new KindAttribute.By("party"), new KindAttribute.Field("sector", null)],
                    Register.Registered,
                    new("t", 1, 1)
                ),
                begin
            );
        yield return EntryValues.Of(Clause(), begin);
        foreach (var party in (string[])["A", "B"])
            yield return EntryValues.Of(
                new TruceClaim(
                    "c" + party,
                    charter.Truce,
                    party,
                    ClaimAct.Declares,
                    TruceKind.Signed,
                    [new("A"), new("B")],
                    begin,
                    null,
                    "all",
                    CodeSet.All,
                    "",
                    "UTC",
                    begin,
                    "s"
                )
            );
        var count = random.Next(2, 9);
        for (var i = 0; i < count; i++)
        {
            var at = begin + Duration.FromHours(random.Next(24, 96));
            var length = random.Next(4) == 0 ? Duration.FromHours(random.Next(1, 4)) : Duration.FromTicks(10);
            yield return EntryValues.Of(
                new RegisteredAct.Filed(
                    $"a{i}",
                    begin + Duration.FromDays(10),
                    "s",
                    random.Next(3) switch
                    {
                        0 => "p",
                        1 => "q",
                        _ => "r",
                    },
                    random.Next(2) == 0 ? "A" : "B",
                    null,
                    null,
                    random.Next(4) == 0
                        ? ImmutableSortedDictionary<string, string>.Empty
                        : ImmutableSortedDictionary<string, string>.Empty.Add(
                            "sector",
                            random.Next(2) == 0 ? "1" : "2"
                        ),
                    new(at, at + length),
                    ""
                )
            );
        }
    }

    private Provision Clause()
    {
        var act = new Formula.All([Fact("p", true), Condition(2)]);
        ImmutableArray<Unless> unless = random.Next(2) == 0 ? [] : [new(Condition(1), null)];
        return new(
            "1",
            "",
            "",
            "",
            new Norm.Forbid(new Bearer.EachParty(), act),
            unless,
            new(null, null),
            new(Standard.ReasonableGrounds, 2),
            new(CodeSet.All, null),
            new("t", 1, 1)
        );
    }

    private Formula Condition(int depth) =>
        random.Next(depth > 0 ? 9 : 4) switch
        {
            0 => new Formula.Past(Window(), Fact(Noun(), false)),
            1 => new Formula.Not(new Formula.Past(Window(), Fact(Noun(), false))),
            2 => new Formula.Next(Window(), Fact(Noun(), false)),
            3 => new Formula.Not(new Formula.Next(Window(), Fact(Noun(), false))),
            4 => new Formula.All([Condition(depth - 1), Condition(depth - 1)]),
            5 => new Formula.Any([Condition(depth - 1), Condition(depth - 1)]),
            6 => new Formula.Not(Condition(depth - 1)),
            7 => new Formula.All([
                new Formula.Tally("n", TallyKind.Count, null, [], Window(), Fact(Noun(), false)),
                new Formula.Compare(
                    new Operand.Variable("n"),
                    Comparison.AtLeast,
                    new Operand.Constant(new Value.Number(random.Next(1, 3)))
                ),
            ]),
            _ => new Formula.Since(
                new Formula.Not(new Formula.Past(new(0, random.Next(1, 6) * Hour), Fact("r", false))),
                Window(),
                Fact("q", false)
            ),
        };

    private string Noun() => random.Next(2) == 0 ? "q" : "r";

    private Window Window()
    {
        var from = random.Next(0, 12) * Hour;
        return new(from, from + (random.Next(1, 36) * Hour));
    }

    private Formula.Fact Fact(string noun, bool anchor)
    {
        var arguments = ImmutableArray.CreateBuilder<Argument>();
        if (anchor || random.Next(2) == 0)
            arguments.Add(new("by", new Operand.Variable("party")));
        if (anchor || random.Next(2) == 0)
            arguments.Add(new("sector", new Operand.Variable("sector")));
        return new(noun, CodeSet.All, arguments.ToImmutable());
    }
}
