using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Guarantees;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Testing;
using Trucewatch.Time;

namespace Trucewatch.Formats.Tests.MissionFolder;

/// <summary>What <c>missions/paris-2026</c> holds, and what news that solid reports contradict may not do to it.</summary>
public sealed class ParisTests
{
    private const string Truce = "general-ceasefire";
    private static readonly Instant late = Instant.FromUtc(2100, 1, 1, 0, 0);

    private static readonly OpenedMission mission = Assert
        .IsType<Opening.Opened>(MissionReader.Open(Path.Combine(Shared.Repository(), "missions", "paris-2026")))
        .Mission;

    private static GuaranteeRegister Register => mission.Guarantees!;

    [Fact]
    public void Every_guarantee_is_not_in_force_on_every_day()
    {
        for (var day = new LocalDate(2023, 12, 31); day < new LocalDate(2027, 1, 1); day = day.PlusDays(7))
            Assert.DoesNotContain(WhatBinds.At(Register, End(day), late, withPlans: true), c => c.IsInForce);
    }

    [Fact]
    public void The_two_documents_of_one_evening_have_triggers_of_their_own()
    {
        Assert.Equal(CeasefireNeeded.InForce, Instrument("paris-declaration-2026").Trigger);
        Assert.Equal(CeasefireNeeded.Agreed, Instrument("declaration-of-intent-2026").Trigger);
        Assert.Equal(CeasefireNeeded.None, Instrument("bilateral-agreements-2024").Trigger);
        Assert.Equal(
            ["FR", "UK"],
            Register.Commitments.Where(c => c.Instrument == "declaration-of-intent-2026").Select(c => c.Guarantor)
        );
        Assert.DoesNotContain(
            Register.Commitments,
            c => c is { Instrument: "paris-declaration-2026", Guarantor: "US" }
        );
    }

    [Fact]
    public void The_promises_of_2024_to_consult_run_without_a_ceasefire() =>
        Assert.Equal(
            ["CA", "DE", "DK", "FR", "IT", "UK"],
            At(new(2026, 5, 12))
                .Where(c => c.Consults && c.Instrument.Id == "bilateral-agreements-2024")
                .Select(c => c.Commitment.Guarantor)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Treaties_of_others_have_no_cell() =>
        Assert.All(
            Register.Instruments.Where(i => i.Protects == Protects.Members),
            i => Assert.DoesNotContain(Register.Commitments, c => c.Instrument == i.Id)
        );

    [Theory]
    [InlineData("pledged-2025-09", 26, 5)]
    [InlineData("participants-2026-01", 35, 24)]
    public void A_total_stands_beside_the_names_and_the_rest_is_unnamed(string total, int claimed, int named)
    {
        var beside = Positions.Beside(Register).Single(t => t.Total.Id == total);
        Assert.Equal((claimed, named, claimed - named), (beside.Total.Number, beside.Named.Length, beside.Unnamed));
        Assert.All(beside.Named, n => Assert.Contains(Register.Positions, p => p.Who == n));
    }

    [Fact]
    public void Every_row_names_its_source() =>
        Assert.All(
            Register
                .Steps.Select(s => s.Source)
                .Concat(Register.Commitments.Select(c => c.Source))
                .Concat(Register.Positions.Select(p => p.Source))
                .Concat(Register.Caveats.Select(c => c.Source)),
            s => Assert.StartsWith("http", s, StringComparison.Ordinal)
        );

    [Fact]
    public void Nobody_has_deployed_and_no_position_is_more_than_an_intent() =>
        Assert.All(Register.Positions, p => Assert.InRange(p.Level!.Value, 0, 3));

    /// <summary>The negative set: a "partial ceasefire", a truce "in place", and the Paris summit dated 2024.</summary>
    [Fact]
    public void News_that_solid_reports_contradict_switches_nothing_on()
    {
        var ready = Ready(Register);
        Assert.Equal(InstrumentState.Dormant, Cell(ready, "paris-declaration-2026").Standing.State);
        var news = ready with { Claims = [.. ready.Claims, .. News()] };
        foreach (var day in new LocalDate[] { new(2024, 1, 7), new(2026, 2, 18), new(2026, 5, 12), new(2030, 1, 1) })
            Assert.DoesNotContain(WhatBinds.At(news, End(day), late), c => c.IsInForce && c.Instrument.Truce == Truce);
        Assert.Equal(
            CeasefireState.Declared,
            CeasefireHistory.Of(Truce, news.Parties, news.Claims, news.Findings, late).At(End(new(2026, 5, 12))).State
        );
    }

    [Fact]
    public void The_same_words_by_the_parties_themselves_would()
    {
        var ready = Ready(Register);
        var own = ready.Parties.Select(p =>
            News().First() with
            {
                Id = p.Code,
                Claimant = p.Code,
                Act = ClaimAct.Accepts,
            }
        );
        var signed = ready with { Claims = [.. ready.Claims, .. own] };
        Assert.True(Cell(signed, "paris-declaration-2026").IsInForce);
        Assert.True(Cell(signed, "declaration-of-intent-2026").IsInForce);
    }

    [Fact]
    public void A_truce_of_three_days_that_both_accepted_is_another_ceasefire()
    {
        var days = CeasefireHistory.Of("three-days-2026", Register.Parties, Register.Claims, [], late);
        Assert.Equal(CeasefireState.InForce, days.At(Instant.FromUtc(2026, 5, 10, 12, 0)).State);
        Assert.DoesNotContain(WhatBinds.At(Ready(Register), End(new(2026, 5, 10)), late), c => c.IsInForce);
    }

    [Fact]
    public void A_summit_dated_two_years_early_binds_nobody()
    {
        var early = Register with
        {
            Steps =
            [
                .. Register.Steps.Select(s => s with { When = On(new(2024, 1, 6)), Known = End(new(2024, 1, 6)) }),
            ],
        };
        Assert.DoesNotContain(WhatBinds.At(early, End(new(2026, 5, 12)), late), c => c.IsInForce);
    }

    // Two states that did all of their own steps: only the ceasefire is missing.
    private static GuaranteeRegister Ready(GuaranteeRegister register) =>
        register with
        {
            Steps =
            [
                .. register.Steps,
                .. from instrument in new[] { "paris-declaration-2026", "declaration-of-intent-2026" }
                from guarantor in new[] { "FR", "UK" }
                from act in new[] { InstrumentAct.Sign, InstrumentAct.Authorise, InstrumentAct.Complete }
                where instrument == "paris-declaration-2026" || act != InstrumentAct.Sign
                select new LegalStep(
                    $"{instrument}-{guarantor}-{act}",
                    instrument,
                    guarantor,
                    act,
                    On(new(2026, 1, 20)),
                    false,
                    guarantor,
                    "supposed in this test",
                    End(new(2026, 1, 20)),
                    "test"
                ),
            ],
        };

    private static IEnumerable<TruceClaim> News() =>
        from words in new[] { "a partial ceasefire", "a truce is in place" }
        from act in new[] { ClaimAct.Declares, ClaimAct.Accepts }
        from kind in new[] { TruceKind.Signed, TruceKind.Mediated }
        select new TruceClaim(
            $"{words}-{act}-{kind}",
            Truce,
            "press",
            act,
            kind,
            [new PartyId("RU"), new PartyId("UA")],
            Instant.FromUtc(2026, 2, 17, 0, 0),
            null,
            "all",
            CodeSet.All,
            words,
            "UTC",
            Instant.FromUtc(2026, 2, 17, 20, 0),
            "test"
        );

    private static ImmutableArray<MatrixCell> At(LocalDate day) => WhatBinds.At(Register, End(day), late);

    private static MatrixCell Cell(GuaranteeRegister register, string instrument) =>
        WhatBinds
            .At(register, End(new(2026, 5, 12)), late)
            .Single(c => c.Instrument.Id == instrument && c.Commitment.Guarantor == "FR");

    private static Instrument Instrument(string id) => Register.Instruments.Single(i => i.Id == id);

    private static Instant End(LocalDate day) => Register.Zone.AtStartOfDay(day.PlusDays(1)).ToInstant();

    private static Dated On(LocalDate day) =>
        new(Register.Zone.AtStartOfDay(day).ToInstant(), End(day), day.ToString());
}
