using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Testing;

namespace Trucewatch.Tests.Agreements;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("Each party")]
    [InlineData("The parties")]
    [InlineData("Both parties")]
    [InlineData("Every party")]
    [InlineData("each party")]
    public void Each_party_is_bound_for_itself(string bearer) =>
        Assert.Equal(new Bearer.EachParty(), Forbid(Blocks.Good($"{bearer} must not strike")).By);

    [Theory]
    [InlineData("A", "A")]
    [InlineData("Borovia", "B")]
    public void One_party_is_bound_by_code_or_name(string name, string code) =>
        Assert.Equal(new Bearer.Named(new PartyId(code)), Forbid(Blocks.Good($"{name} must not strike")).By);

    [Fact]
    public void The_longest_phrase_wins()
    {
        Assert.Equal("long-range strike", Fact("Each party must not strike at long range").Kind);
        Assert.Equal("strike", Fact("Each party must not strike").Kind);
    }

    [Fact]
    public void The_longest_zone_name_wins()
    {
        Assert.Equal("north", Place("Each party must not strike in the area of the ceasefire in the north").Zone);
        Assert.Equal("area", Place("Each party must not strike in the area of the ceasefire").Zone);
        Assert.Equal("area", Place("Each party must not strike in area").Zone);
        Assert.Equal("4", Place("Each party must not strike in sector 4").Zone);
        Assert.Equal("4", Place("Each party must not strike in 4").Zone);
    }

    [Fact]
    public void Options_may_stand_on_one_line_or_many()
    {
        var one = Blocks.Good(
            "Each party must not strike in area from entry into force codes K-4, K-6 to K-7 counts round"
        );
        var many = Blocks.Good(
            "Each party must not\n strike\n in\n the area\n of the ceasefire\n".Replace(
                "in\n the",
                "in the",
                StringComparison.Ordinal
            ) + "from entry into force\ncodes K-4,\n K-6 to\n K-7\ncounts round"
        );
        Assert.Equal(one.Norm, many.Norm);
        Assert.Equal(one.Breach, many.Breach);
    }

    [Fact]
    public void Without_codes_all_codes_of_the_noun_are_meant() =>
        Assert.Equal(CodeSet.Read("K-4 to K-9"), Blocks.Good("Each party must not strike").Breach.Codes);

    [Fact]
    public void A_phrase_may_mean_fewer_codes_than_its_noun() =>
        Assert.Equal(CodeSet.Read("K-4 to K-5"), Blocks.Good("Each party must not shell").Breach.Codes);

    [Fact]
    public void A_noun_without_codes_needs_them_in_the_provision()
    {
        Assert.Equal(Ag.NoCodes, Blocks.Bad("Each party must not cause an event").Code);
        Assert.Equal(CodeSet.Read("M-1"), Blocks.Good("Each party must not cause an event codes M-1").Breach.Codes);
    }

    [Fact]
    public void What_a_provision_needs_has_a_default() =>
        Assert.Equal(new ProofNeeded(Standard.ReasonableGrounds, 2), Blocks.Good("Each party must not strike").Needs);

    [Theory]
    [InlineData("reasonable suspicion", Standard.ReasonableSuspicion, 2)]
    [InlineData("reasonable suspicion, 1 independent source", Standard.ReasonableSuspicion, 1)]
    [InlineData("balance of probabilities, 3 independent sources", Standard.BalanceOfProbabilities, 3)]
    [InlineData("clear and convincing", Standard.ClearAndConvincing, 2)]
    public void What_a_provision_needs_is_read(string needs, Standard standard, int sources) =>
        Assert.Equal(
            new ProofNeeded(standard, sources),
            Blocks.Good($"Each party must not strike\nneeds {needs}").Needs
        );

    [Theory]
    [InlineData("2 km", 2000)]
    [InlineData("2.5 km", 2500)]
    [InlineData("500 m", 500)]
    [InlineData("10 nm", 18520)]
    [InlineData("15km", 15000)]
    public void A_distance_is_read_in_metres(string distance, double meters) =>
        Assert.Equal(
            new Formula.Near("energy", Distance.FromMeters(meters), false),
            Place($"Each party must not strike within {distance} of the listed facilities")
        );

    [Fact]
    public void Outside_a_zone_is_read() => Assert.True(Place("Each party must not strike outside area").Outside);

    [Theory]
    [InlineData("2025-04-19", 2025, 4, 18, 21, 0)]
    [InlineData("2025-04-19 18:00", 2025, 4, 19, 15, 0)]
    [InlineData("2025-01-19 18:00", 2025, 1, 19, 16, 0)]
    [InlineData("2025-01-19 18:00 Europe/Moscow", 2025, 1, 19, 15, 0)]
    [InlineData("2025-04-19T18:00Z", 2025, 4, 19, 18, 0)]
    [InlineData("2025-04-19 18:00 UTC", 2025, 4, 19, 18, 0)]
    [InlineData("2025-04-19 24:00", 2025, 4, 19, 21, 0)]
    public void A_moment_is_read_in_its_zone_or_the_agreements(
        string moment,
        int year,
        int month,
        int day,
        int hour,
        int minute
    ) =>
        Assert.Equal(
            Instant.FromUtc(year, month, day, hour, minute),
            new Calendar(DateTimeZone.Utc, null).At(
                Blocks.Good($"Each party must not strike from {moment} codes K-4").When.From!
            )
        );

    [Fact]
    public void Everywhere_asks_for_nothing() =>
        Assert.Single(((Formula.All)Forbid(Blocks.Good("Each party must not strike in everywhere")).Act).Of);

    [Fact]
    public void A_place_inside_and_outside_at_once_is_empty() =>
        Assert.Equal(Ag.Empty, Blocks.Bad("Each party must not strike\nin area\noutside area").Code);

    [Fact]
    public void An_act_on_file_may_be_forbidden_and_has_no_codes()
    {
        var terms = "order act by party registered\nto order = order by the party";
        var read = Blocks.Read("Each party must not order", terms);
        Assert.Empty(read.Problems);
        Assert.Equal(CodeSet.All, read.Provisions[0].Breach.Codes);
    }

    [Theory]
    [InlineData("to harm = strike", Ag.NotByBearer)]
    [InlineData("to harm = strike by the other party", Ag.NotByBearer)]
    [InlineData("to harm = strike by the party in the last 24 h", Ag.NoAct)]
    [InlineData("to harm = no strike by the party", Ag.NoAct)]
    [InlineData("to harm = 3 or more strikes by the party", Ag.NoAct)]
    [InlineData("to harm = strike by the party and strike by the party", Ag.NoAct)]
    public void A_phrase_that_is_no_act_of_the_bearer_is_kept_and_refused_where_it_is_used(string phrase, string code)
    {
        var terms =
            "strike incident of K-4 to K-9, by party, with sector observed\nto strike = strike by the party\n" + phrase;
        Assert.Empty(Blocks.Read("Each party must not strike", terms).Problems);
        Assert.Equal(code, Blocks.Bad("Each party must not harm", terms).Code);
    }

    [Fact]
    public void The_sample_terms_of_the_language_are_read_in_full()
    {
        var read = Blocks.Read("Each party must not fire with any weapon", SampleTerms);
        Assert.Empty(read.Problems);
        Assert.Equal((20, 15), (read.Terms.Kinds.Length, read.Terms.Phrases.Length));
        Assert.Equal(11, read.Terms.Phrases.Count(p => p.IsAct));
        Assert.Equal(Register.Registered, read.Terms.Kinds.Single(k => k.Noun == "request for consultation").Register);
    }

    [Fact]
    public void Own_words_read_again_are_the_same_provision() =>
        Prop.ForAll(
                Sentences().ToArbitrary(),
                sentence =>
                {
                    var once = Blocks.Good(sentence.Words);
                    var again = Blocks.Good(once.Source);
                    return once == again
                        && once.Norm == sentence.Norm
                        && once.When == sentence.When
                        && once.Needs == sentence.Needs;
                }
            )
            .Check(Repeatable.Cases(300));

    private static Gen<(string Words, Norm Norm, Validity When, ProofNeeded Needs)> Sentences() =>
        from bearer in Gen.Elements<(string, Bearer)>(
            ("Each party", new Bearer.EachParty()),
            ("B", new Bearer.Named(new("B")))
        )
        from act in Gen.Elements(
            ("fire with any weapon", "firing"),
            ("strike at long range", "long-range strike"),
            ("strike", "strike")
        )
        from zone in Gen.Elements(
            ("the area of the ceasefire", "area"),
            ("listed facilities", "energy"),
            ("sector 4", "4")
        )
        from km in Gen.Choose(0, 50)
        from outside in Gen.Elements(true, false)
        from hour in Gen.Choose(0, 23)
        from codes in Gen.Elements("K-6", "K-8", "K-6, K-8")
        from sources in Gen.Choose(1, 5)
        from order in Gen.Shuffle(new[] { 0, 1, 2, 3 })
        from sign in Gen.Elements(" ", "\n", "\n   ")
        let place = km > 0 ? $"within {km} km of {zone.Item1}"
        : outside ? $"outside {zone.Item1}"
        : $"in {zone.Item1}"
        let options = new[]
        {
            place,
            $"from 2025-04-19 {hour:00}:30 UTC",
            $"codes {codes}",
            $"needs balance of probabilities, {sources} independent sources",
        }
        select (
            $"{bearer.Item1} must not {act.Item1}" + string.Concat(order.Select(i => sign + options[i])),
            (Norm)
                new Norm.Forbid(
                    bearer.Item2,
                    new Formula.All([
                        new Formula.Fact(
                            act.Item2,
                            CodeSet.Read(codes)!,
                            [new("by", new Operand.Variable("party")), new("place", new Operand.Variable("place"))]
                        ),
                        new Formula.Near(zone.Item2, Distance.FromKilometers(km), km == 0 && outside),
                    ])
                ),
            new Validity(new Edge(new(MomentOf.Date, null, new(2025, 4, 19), new(hour, 30), "UTC", null), false), null),
            new ProofNeeded(Standard.BalanceOfProbabilities, sources)
        );

    private static Norm.Forbid Forbid(Provision provision) => (Norm.Forbid)provision.Norm;

    private static Formula.Fact Fact(string words) =>
        ((Formula.All)Forbid(Blocks.Good(words)).Act).Of.OfType<Formula.Fact>().Single();

    private static Formula.Near Place(string words) =>
        ((Formula.All)Forbid(Blocks.Good(words)).Act).Of.OfType<Formula.Near>().Single();

    private const string SampleTerms = """
        firing                    incident of K-1 to K-12, by party, with calibre mm, weapon, sector, place      observed
        strike                    incident of K-4 to K-8, by party, with sector, place                           observed
        sighting                  incident of W-1 to W-4, by party, with calibre mm, weapon, sector, place       observed
        removal                   incident of W-2, by party, with weapon                                         observed
        manoeuvre                 incident of M-6, by party, with sector, place                                  observed
        event                     incident, by party, with file                                                  observed
        notice of demining        act by party, with sector                                                      registered
        notification              act by party, about manoeuvre                                                  registered
        return                    act by party, with weapon                                                      registered
        withdrawal                act by party, with zone                                                        registered
        request for access        act by body, to party, with place                                              registered
        access                    act by party, about request for access                                         registered
        closure                   act by party, with place                                                       registered
        request for consultation  act by party, with file                                                        registered
        consultation              act by guarantor, about request for consultation                               registered
        report of measures        act by guarantor, with file                                                    registered
        explanation               act by guarantor, with file                                                    registered
        referral                  act by body, to body, with sector                                              registered
        order                     act by party                                                                   registered
        delivery of the list      act by party                                                                   registered
        to fire with <weapon>                  = firing by the party with weapon <weapon>
        to fire for demining                   = firing of K-11 by the party
        to keep <weapon>                       = sighting by the party with weapon <weapon>
        to return a declared <weapon>          = return by the party with weapon <weapon>
        to withdraw from <zone>                = withdrawal by the party with zone <zone>
        to notify a manoeuvre                  = notification by the party about the manoeuvre
        to grant access                        = access by the party about the request for access
        to consult the other guarantors        = consultation by the guarantor about the request for consultation
        to explain in writing                  = explanation by the guarantor
        to report measures                     = report of measures by the guarantor
        to refer the pattern to the commission = referral by the head of monitoring to the commission
        demining notified                      = notice of demining by the party in the same sector at least 24 h before and at most 7 days before
        <weapon> left storage                  = removal by the party with weapon <weapon>
        <place> was closed for mines           = closure with place <place>
        a consultation is requested            = request for consultation
        """;
}
