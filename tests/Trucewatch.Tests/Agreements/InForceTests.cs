using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Testing;
using Interval = NodaTime.Interval;

namespace Trucewatch.Tests.Agreements;

public sealed class InForceTests
{
    private static readonly PartyId ru = new("RU");
    private static readonly PartyId ua = new("UA");
    private static readonly Code missile = new("K-6");

    private static readonly TruceClaim[] easter =
    [
        Claim("1", "RU", ClaimAct.Declares, TruceKind.Unilateral, "2025-04-19T15:00:00Z", "2025-04-20T21:00:00Z"),
        Claim("2", "UA", ClaimAct.Accepts, TruceKind.Reciprocal, "2025-04-19T15:00:00Z", "2025-04-20T21:00:00Z"),
    ];

    private static readonly TruceClaim[] victoryDay =
    [
        Claim(
            "1",
            "RU",
            ClaimAct.Declares,
            TruceKind.Unilateral,
            "2025-05-07T21:00:00Z",
            "2025-05-10T21:00:00Z",
            "RU",
            "UA"
        ),
        Claim("2", "UA", ClaimAct.Denies, TruceKind.Unilateral, "2025-05-07T21:00:00Z", "2025-05-10T21:00:00Z"),
    ];

    private static readonly TruceClaim[] energy =
    [
        Claim(
            "1",
            "RU",
            ClaimAct.Declares,
            TruceKind.Mediated,
            "2025-03-18T00:00:00Z",
            "2025-04-17T00:00:00Z",
            "RU",
            "UA"
        ),
        Claim("2", "UA", ClaimAct.Accepts, TruceKind.Mediated, "2025-03-25T00:00:00Z", "2025-04-17T00:00:00Z"),
    ];

    [Theory]
    [InlineData("2025-04-19T14:59:59Z", Answer.No)]
    [InlineData("2025-04-19T15:00:00Z", Answer.Yes)]
    [InlineData("2025-04-20T20:59:59Z", Answer.Yes)]
    [InlineData("2025-04-20T21:00:00Z", Answer.No)]
    public void At_Easter_2025_both_are_bound_within_the_window(string t, Answer answer)
    {
        Assert.Equal(answer, At(ru, t, easter).Answer);
        Assert.Equal(answer, At(ua, t, easter).Answer);
    }

    [Fact]
    public void On_Victory_Day_2025_who_declared_is_bound_and_who_refused_is_not()
    {
        Assert.Equal(Answer.Yes, At(ru, "2025-05-08T12:00:00Z", victoryDay).Answer);
        Assert.Equal(Answer.No, At(ua, "2025-05-08T12:00:00Z", victoryDay).Answer);
    }

    [Theory]
    [InlineData("2025-03-17T12:00:00Z", Answer.No, Answer.No)]
    [InlineData("2025-03-18T00:00:00Z", Answer.Yes, Answer.Unclear)]
    [InlineData("2025-03-24T23:59:59Z", Answer.Yes, Answer.Unclear)]
    [InlineData("2025-03-25T00:00:00Z", Answer.Yes, Answer.Yes)]
    [InlineData("2025-04-17T00:00:00Z", Answer.No, Answer.No)]
    public void The_energy_moratorium_is_disputed_until_it_is_accepted(string t, Answer forRu, Answer forUa)
    {
        Assert.Equal(forRu, At(ru, t, energy).Answer);
        Assert.Equal(forUa, At(ua, t, energy).Answer);
    }

    [Fact]
    public void An_answer_names_the_claims_it_rests_on()
    {
        Assert.Equal(["1"], At(ua, "2025-03-20T00:00:00Z", energy).Claims.Select(c => c.Id));
        Assert.Equal(["2"], At(ua, "2025-03-26T00:00:00Z", energy).Claims.Select(c => c.Id));
        Assert.Equal(["2"], At(ua, "2025-05-08T12:00:00Z", victoryDay).Claims.Select(c => c.Id));
    }

    [Fact]
    public void A_unilateral_claim_that_its_claimant_ended_covers_nothing_after_that()
    {
        TruceClaim[] claims = [easter[0], Ends("3", "RU", TruceKind.Unilateral, "2025-04-20T09:00:00Z")];
        Assert.Equal(Answer.Yes, At(ru, "2025-04-20T08:59:59Z", claims).Answer);
        Assert.Equal(Answer.No, At(ru, "2025-04-20T09:00:00Z", claims).Answer);
    }

    [Fact]
    public void An_accepted_truce_that_a_party_ended_is_disputed()
    {
        TruceClaim[] claims = [.. energy, Ends("3", "UA", TruceKind.Mediated, "2025-04-01T00:00:00Z")];
        Assert.Equal(Answer.Yes, At(ua, "2025-03-31T00:00:00Z", claims).Answer);
        Assert.Equal(Answer.Unclear, At(ua, "2025-04-02T00:00:00Z", claims).Answer);
        Assert.Equal(Answer.Yes, At(ru, "2025-04-02T00:00:00Z", claims).Answer);
    }

    [Fact]
    public void Who_denied_first_and_accepted_later_is_bound()
    {
        var denied = victoryDay[1] with { Known = At("2025-05-06T00:00:00Z") };
        var accepted = denied with { Id = "3", Act = ClaimAct.Accepts, Known = At("2025-05-07T00:00:00Z") };
        Assert.Equal(Answer.Yes, At(ua, "2025-05-08T00:00:00Z", [denied, accepted]).Answer);
        Assert.Equal(
            Answer.Unclear,
            At(
                ua,
                "2025-05-08T00:00:00Z",
                [denied with { Known = At("2025-05-08T00:00:00Z") }, accepted with { Kind = TruceKind.Mediated }]
            ).Answer
        );
    }

    [Fact]
    public void Another_truce_of_its_own_that_ended_does_not_unbind()
    {
        TruceClaim[] claims =
        [
            .. energy,
            Ends("3", "UA", TruceKind.Mediated, "2025-03-01T00:00:00Z") with
            {
                Truce = "other",
            },
        ];
        Assert.Equal(Answer.Yes, At(ua, "2025-04-01T00:00:00Z", claims).Answer);
    }

    [Fact]
    public void An_end_for_one_area_leaves_the_others_bound()
    {
        TruceClaim[] claims =
        [
            easter[0],
            Ends("3", "RU", TruceKind.Unilateral, "2025-04-20T00:00:00Z") with
            {
                Area = "south",
            },
        ];
        Assert.Equal(Answer.No, InForce.At(ru, At("2025-04-20T12:00:00Z"), "south", missile, claims).Answer);
        Assert.Equal(Answer.Yes, InForce.At(ru, At("2025-04-20T12:00:00Z"), "north", missile, claims).Answer);
    }

    [Fact]
    public void A_claim_covers_its_own_area_and_targets_only()
    {
        TruceClaim[] claims = [easter[0] with { Area = "north", Targets = CodeSet.Read("K-6 to K-8")! }];
        var t = At("2025-04-20T00:00:00Z");
        Assert.Equal(Answer.Yes, InForce.At(ru, t, "north", missile, claims).Answer);
        Assert.Equal(Answer.No, InForce.At(ru, t, "south", missile, claims).Answer);
        Assert.Equal(Answer.No, InForce.At(ru, t, "north", new Code("K-4"), claims).Answer);
    }

    [Fact]
    public void A_third_that_says_both_are_bound_leaves_both_disputed()
    {
        TruceClaim[] claims = [energy[0] with { Claimant = "US", Binds = [ru, ua] }];
        Assert.Equal(Answer.Unclear, At(ru, "2025-03-20T00:00:00Z", claims).Answer);
        Assert.Equal(Answer.Unclear, At(ua, "2025-03-20T00:00:00Z", claims).Answer);
    }

    [Fact]
    public void Periods_split_a_window_where_claims_start_and_end()
    {
        var window = new Interval(At("2025-03-01T00:00:00Z"), At("2025-05-01T00:00:00Z"));
        Assert.Equal(
            [
                (At("2025-03-01T00:00:00Z"), At("2025-03-18T00:00:00Z"), Answer.No),
                (At("2025-03-18T00:00:00Z"), At("2025-03-25T00:00:00Z"), Answer.Unclear),
                (At("2025-03-25T00:00:00Z"), At("2025-04-17T00:00:00Z"), Answer.Yes),
                (At("2025-04-17T00:00:00Z"), At("2025-05-01T00:00:00Z"), Answer.No),
            ],
            InForce
                .Periods(ua, window, "front", CodeSet.All, energy)
                .Select(p => (p.Span.Start, p.Span.End, p.Binding.Answer))
        );
    }

    [Fact]
    public void A_provision_is_in_force_where_any_of_its_codes_is_covered()
    {
        TruceClaim[] claims = [energy[0] with { Targets = CodeSet.Read("K-7 to K-8")! }];
        var window = new Interval(At("2025-03-20T00:00:00Z"), At("2025-03-21T00:00:00Z"));
        Assert.Equal(
            Answer.Yes,
            Assert.Single(InForce.Periods(ru, window, "front", CodeSet.Read("K-1 to K-12")!, claims)).Binding.Answer
        );
        Assert.Equal(
            Answer.No,
            Assert.Single(InForce.Periods(ru, window, "front", CodeSet.Read("K-1 to K-6")!, claims)).Binding.Answer
        );
    }

    [Fact]
    public void An_empty_window_has_no_periods() =>
        Assert.Empty(
            InForce.Periods(
                ru,
                new Interval(At("2025-03-20T00:00:00Z"), At("2025-03-20T00:00:00Z")),
                "front",
                CodeSet.All,
                energy
            )
        );

    [Fact]
    public void Swapping_the_parties_swaps_the_answers() =>
        Holds(
            (claims, t) =>
                InForce.At(ru, t, "north", missile, claims).Answer
                == InForce.At(ua, t, "north", missile, [.. claims.Select(Swapped)]).Answer
        );

    [Fact]
    public void The_order_of_the_claims_never_matters() =>
        Holds(
            (claims, t) =>
                InForce.At(ru, t, "north", missile, claims)
                    == InForce.At(ru, t, "north", missile, [.. claims.Reverse()])
                && InForce.At(ru, t, "north", missile, claims)
                    == InForce.At(ru, t, "north", missile, [.. claims.OrderBy(c => c.Start).ThenBy(c => c.Claimant)])
        );

    [Fact]
    public void Periods_say_at_each_moment_what_the_codes_say_one_by_one() =>
        Holds(
            (claims, t) =>
            {
                var window = new Interval(day, day + Duration.FromDays(20));
                var spans = InForce.Periods(ru, window, "north", CodeSet.Read("K-1 to K-12")!, claims);
                var all = Enumerable
                    .Range(1, 12)
                    .Select(n => InForce.At(ru, t, "north", new Code($"K-{n}"), claims).Answer);
                return spans[0].Span.Start == window.Start
                    && spans[^1].Span.End == window.End
                    && spans.Zip(spans.Skip(1)).All(p => p.First.Span.End == p.Second.Span.Start)
                    && spans.Single(s => s.Span.Contains(t)).Binding.Answer == all.Max();
            }
        );

    private static readonly Instant day = At("2025-03-01T00:00:00Z");

    private static void Holds(Func<TruceClaim[], Instant, bool> property)
    {
        var claim =
            from who in Gen.Elements("RU", "UA", "US")
            from act in Gen.Elements(Enum.GetValues<ClaimAct>())
            from kind in Gen.Elements(Enum.GetValues<TruceKind>())
            from start in Gen.Choose(0, 15)
            from length in Gen.Choose(1, 12)
            from known in Gen.Choose(0, 5)
            from area in Gen.Elements("all", "north", "south")
            from targets in Gen.Elements("all", "K-6", "K-1 to K-8", "K-9 to K-12")
            from both in Gen.Elements(true, false)
            from truce in Gen.Elements("x", "y")
            select new TruceClaim(
                "",
                truce,
                who,
                act,
                kind,
                both ? [ru, ua] : [ua],
                day + Duration.FromDays(start),
                length > 10 ? null : day + Duration.FromDays(start + length),
                area,
                CodeSet.Read(targets)!,
                "",
                "UTC",
                day + Duration.FromDays(known),
                ""
            );
        var many = claim.ListOf().Select(l => l.Select((c, i) => c with { Id = $"{i:000}" }).ToArray());
        var moment = Gen.Choose(0, 19).Select(d => day + Duration.FromDays(d) + Duration.FromHours(1));
        Prop.ForAll(many.ToArbitrary(), moment.ToArbitrary(), property).Check(Repeatable.Cases(1000));
    }

    private static TruceClaim Swapped(TruceClaim claim) =>
        claim with
        {
            Claimant = claim.Claimant switch
            {
                "RU" => "UA",
                "UA" => "RU",
                var third => third,
            },
            Binds = [.. claim.Binds.Select(p => p == ru ? ua : ru)],
        };

    private static Binding At(PartyId party, string t, TruceClaim[] claims) =>
        InForce.At(party, At(t), "front", missile, claims);

    private static Instant At(string t) => InstantPattern.General.Parse(t).Value;

    private static TruceClaim Ends(string id, string by, TruceKind kind, string from) =>
        Claim(id, by, ClaimAct.Ends, kind, from, null);

    private static TruceClaim Claim(
        string id,
        string by,
        ClaimAct act,
        TruceKind kind,
        string start,
        string? end,
        params string[] binds
    ) =>
        new(
            id,
            "truce",
            by,
            act,
            kind,
            [.. binds.Append(by).Distinct().Select(b => new PartyId(b))],
            At(start),
            end is null ? null : At(end),
            "all",
            CodeSet.All,
            start,
            "UTC",
            At(start),
            "test"
        );
}
