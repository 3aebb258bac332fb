using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using static Trucewatch.Verdicts.Tests.Cases;
using static Trucewatch.Verdicts.Tests.Worlds;

namespace Trucewatch.Verdicts.Tests;

/// <summary>What may not change a verdict, over random facts and an agreement with a norm of each kind.</summary>
public sealed class SameUnderTests
{
    private static readonly ImmutableArray<Provision> agreement =
    [
        Clause(
            "2(1)",
            new Norm.Forbid(Each, And(ByParty("firing", ("sector", "sector")))),
            new Unless(new Formula.Past(new(0, 3 * HourLong), Atom("storm")), null)
        ),
        Clause(
            "2(5)",
            new Norm.Permit(
                Each,
                And(
                    ByParty("firing", ("sector", "sector")),
                    new Formula.Past(new(2 * HourLong, 9 * HourLong), ByParty("notice", ("sector", "sector")))
                ),
                ["2(1)"]
            )
        ),
        Clause("4(6)", Return(new Limit.Within(Hours(6), null, false))),
        Clause("8", new Norm.Keep(Each, new Formula.Past(new(0, 8 * HourLong), ByParty("contact")))) with
        {
            When = new(new(new(MomentOf.EntryIntoForce, null, null, null, null, Hours(2)), false), null),
        },
        Clause(
            "11",
            new Norm.Require(
                Each,
                null,
                new Formula.Past(new(0, 4 * HourLong), ByParty("firing")),
                new Limit.Within(Hours(5), null, false),
                ByParty("notice"),
                new Norm.Require(Each, null, And(), new Limit.Within(Hours(4), null, false), ByParty("contact"), null)
            )
        ),
        .. new[] { Power.Waive, Power.Extend, Power.Suspend }.Select(p =>
            Clause($"12({(int)p})", new Norm.Empower("commission", p, ["4(6)", "8", "11"], null, new(3, null)))
        ),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_facts_and_of_acts_of_power_is_nothing(int seed)
    {
        var (facts, uses) = (Random(seed), Uses(seed));
        Assert.Equal(
            JudgeNorms.All(Of(facts).With([.. uses])),
            JudgeNorms.All(Of([.. facts.Reverse()]).With([.. uses.Reverse()]))
        );
    }

    [Fact]
    public void Acts_of_power_waive_extend_and_suspend_in_these_cases()
    {
        var states = Enumerable
            .Range(0, 100)
            .SelectMany(s => JudgeNorms.All(Of(Random(s)).With([.. Uses(s)])))
            .Select(j => j.Obligation)
            .OfType<Obligation>()
            .ToList();
        Assert.Contains(states, o => o.State == ObligationState.Waived);
        Assert.Contains(states, o => o.State == ObligationState.Suspended);
        Assert.Contains(states, o => o is { State: ObligationState.Due or ObligationState.Overdue, By.IsEmpty: false });
        Assert.Contains(states, o => o.Remedy is not null);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Unrelated_facts_are_nothing(int seed)
    {
        var facts = Random(seed);
        var more = Random(seed + 1000).Select(f => f with { Kind = "parade", Id = new("x" + f.Id) });
        Assert.Equal(
            JudgeNorms.All(Of(facts).With([.. Uses(seed)])),
            JudgeNorms.All(Of([.. facts, .. more]).With([.. Uses(seed)]))
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_parties_swapped_give_the_mirrored_verdicts(int seed)
    {
        var (facts, uses) = (Random(seed), Uses(seed));
        var swapped = Of([.. facts.Select(Swapped)]).With([.. uses.Select(u => u with { Bearer = Other(u.Bearer) })]);
        Assert.Equal(
            Words(JudgeNorms.All(Of(facts).With([.. uses])), b => Other(b)!, 0),
            Words(JudgeNorms.All(swapped), b => b, 0)
        );

        static string? Other(string? party) =>
            party switch
            {
                "A" => "B",
                "B" => "A",
                _ => party,
            };
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void All_times_shifted_give_the_verdicts_shifted(int seed)
    {
        const long Shift = 777 * HourLong + 13;
        var (facts, uses) = (Random(seed), Uses(seed));
        var later = Of([.. facts.Select(f => f with { Start = f.Start + Shift, End = f.End + Shift })]);
        later = later with
        {
            Until = later.Until + Shift,
            Calendar = later.Calendar with { EntryIntoForce = Instants.FromMicros(H(0) + Shift) },
        };
        var by = Duration.FromTicks(Shift * 10);
        var then = uses.Select(u =>
            u with
            {
                During = new(u.During.Start + by, u.During.HasEnd ? u.During.End + by : null),
            }
        );
        Assert.Equal(
            Words(JudgeNorms.All(Of(facts).With([.. uses])), b => b, Shift),
            Words(JudgeNorms.All(later.With([.. then])), b => b, 0)
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Adopted_again_with_the_same_text_it_says_the_same(int seed)
    {
        var matter = Of(Random(seed)).With([.. Uses(seed)]);
        var again = matter with { Clauses = [.. matter.Clauses.Select(c => c with { Adopted = 99 })] };
        Assert.Equal(JudgeNorms.All(matter), JudgeNorms.All(again));
        // Duties in the midst of which the text is adopted again run on, and what is yet to come is judged by the same words.
        var halves = matter with
        {
            Clauses =
            [
                .. matter.Clauses.SelectMany(c =>
                    new[]
                    {
                        c with
                        {
                            Valid = new(long.MinValue, H(20)),
                        },
                        c with
                        {
                            Valid = new(H(20), long.MaxValue),
                            Adopted = 99,
                        },
                    }
                ),
            ],
        };
        Assert.Equal(OfFacts(matter), OfFacts(halves));

        static IEnumerable<string> OfFacts(Matter of) =>
            Words([.. JudgeNorms.All(of).Where(j => j.Anchor.Fact is not null && j.Key.Clause is not "11")], b => b, 0);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_longer_limit_is_never_more_overdue(int seed)
    {
        var facts = Random(seed);
        var overdue = Overdue(6);
        for (var hours = 7; hours < 20; hours += 4)
        {
            var fewer = Overdue(hours);
            Assert.Subset(overdue, fewer);
            overdue = fewer;
        }

        HashSet<string> Overdue(int hours) =>
            [
                .. JudgeNorms
                    .All(
                        Of(facts) with
                        {
                            Clauses =
                            [
                                new(
                                    Clause("4(6)", Return(new Limit.Within(Hours(hours), null, false))),
                                    "v",
                                    Stretch.Always,
                                    1
                                ),
                            ],
                        }
                    )
                    .Where(j => j.Verdict is Verdict.Breached)
                    .Select(j => j.Key.ToString()),
            ];
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Less_coverage_makes_no_verdict_surer(int seed)
    {
        var facts = Random(seed);
        var seen = Observing(Of(facts), Signal.Always);
        var less = Observing(Of(facts), Signal.Of(H(5), H(20)));
        var before = JudgeNorms.All(seen);
        foreach (var judgement in JudgeNorms.All(less).Where(j => Word(j) is "breached" or "complied"))
            Assert.Contains(before, b => Word(b) == Word(judgement) && Holds(b, judgement));

        // A state surely fails from a later instant where its begin was not seen: that is another anchor in the same stretch.
        static bool Holds(Judgement before, Judgement now) =>
            (before.Key.Clause, before.Key.Bearer) == (now.Key.Clause, now.Key.Bearer)
            && (
                before.Key == now.Key
                || before.Anchor is { Fact: null } a && a.Start <= now.Anchor.Start && now.Anchor.Start < a.End
            );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_sure_stays_so_when_doubt_is_settled(int seed)
    {
        var facts = Random(seed, doubt: true);
        var settled = facts.Select(f => Settled(f, seed)).ToImmutableArray();
        var then = JudgeNorms.All(Of(settled)).ToDictionary(j => (j.Key.Clause, j.Key.Bearer, j.Key.Anchor), Word);
        foreach (
            var judgement in JudgeNorms
                .All(Of(facts))
                .Where(j => j.Anchor.Fact is not null && j.Obligation?.Remedy is null)
        )
        {
            var key = (judgement.Key.Clause, judgement.Key.Bearer, judgement.Key.Anchor);
            if (judgement.Verdict is Verdict.Breached)
                Assert.Equal("breached", then.GetValueOrDefault(key, "no judgement"));
            if (judgement.Verdict is Verdict.Complied)
                Assert.NotEqual("breached", then.GetValueOrDefault(key, "no judgement"));
        }
    }

    // What the commission waives, extends and suspends: for all, or for one party.
    private static ImmutableArray<RegisteredAct.Exercise> Uses(int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, 4)
                .Select(i =>
                {
                    var from = random.Next(35);
                    return Use(
                        (Power)random.Next((int)Power.Waive, (int)Power.Suspend + 1),
                        from,
                        from + 1 + random.Next(30),
                        1 + random.Next(6),
                        $"u{i}"
                    ) with
                    {
                        Over = random.Next(3) switch
                        {
                            0 => "8",
                            1 => "11",
                            _ => "4(6)",
                        },
                        Bearer = random.Next(3) switch
                        {
                            0 => "A",
                            1 => "B",
                            _ => null,
                        },
                    };
                }),
        ];
    }

    private static Matter Of(ImmutableArray<Fact> facts) => Matter(40, agreement, facts);

    private static Matter Observing(Matter matter, Signal watched) =>
        matter with
        {
            World = matter.World with
            {
                Observed = new[] { "firing", "return", "contact", "storm" }.ToImmutableDictionary(
                    k => k,
                    _ => Rulebook.CodeSet.All
                ),
                Watched = _ => watched,
            },
        };

    private static ImmutableArray<Fact> Random(int seed, bool doubt = false)
    {
        var random = new Random(seed);
        string[] kinds = ["firing", "notice", "removal", "return", "contact", "storm"];
        return
        [
            .. Enumerable
                .Range(0, 14)
                .Select(i =>
                {
                    var at = H(random.Next(0, 40)) + random.Next(3);
                    var long_ = doubt && random.Next(3) == 0 ? 2 * HourLong : 1;
                    return Fact(
                        kinds[random.Next(kinds.Length)],
                        at,
                        at + long_,
                        ("by", One("A", "B")),
                        ("sector", One("4", "5")),
                        ("weapon", One("gun-1", "gun-2"))
                    ) with
                    {
                        Id = new($"f{i:00}"),
                    };
                }),
        ];

        string One(string a, string b) =>
            doubt && random.Next(4) == 0 ? (random.Next(2) == 0 ? $"{a}|{b}" : "")
            : random.Next(2) == 0 ? a
            : b;
    }

    // One exact choice of what is doubtful.
    private static Fact Settled(Fact fact, int seed)
    {
        var random = new Random(seed ^ int.Parse(fact.Id.Text[1..], System.Globalization.CultureInfo.InvariantCulture));
        var at = fact.Start + random.NextInt64(fact.End - fact.Start);
        return fact with
        {
            Start = at,
            End = at + 1,
            Fields = fact.Fields.ToImmutableSortedDictionary(
                f => f.Key,
                f =>
                    Field.Of(
                        f.Value.Possible.IsEmpty
                            ? new Value.Name(
                                (f.Key, random.Next(2)) switch
                                {
                                    ("by", 0) => "A",
                                    ("by", _) => "B",
                                    ("sector", 0) => "4",
                                    ("sector", _) => "5",
                                    (_, 0) => "gun-1",
                                    _ => "gun-2",
                                }
                            )
                            : f.Value.Possible[random.Next(f.Value.Possible.Length)]
                    )
            ),
        };
    }

    private static Fact Swapped(Fact fact) =>
        fact with
        {
            Fields = fact.Fields.SetItem(
                "by",
                Field.Of(new Value.Name(fact.Fields["by"].Possible[0] == new Value.Name("A") ? "B" : "A"))
            ),
        };

    private static IEnumerable<string> Words(
        ImmutableArray<Judgement> judgements,
        Func<string, string> bearer,
        long shift
    ) =>
        judgements
            .Select(j =>
                $"{j.Key.Clause} {bearer(j.Key.Bearer)} {HangsOn(j)} {j.Anchor.Start + shift} {Word(j)} {j.Obligation?.State} {j.Obligation?.Limit + shift} {string.Join(' ', j.Because)}"
            )
            .Order(StringComparer.Ordinal);

    // What a breach starts hangs on the obligation that is breached, and that is named by its bearer and instant.
    private static string HangsOn(Judgement judgement) =>
        judgement.Obligation?.Remedy is null ? $"{judgement.Anchor.Fact}" : "if breached";
}
