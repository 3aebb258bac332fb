using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Observations;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.Tests.Sources;

public sealed class ClaimsTests
{
    private const string Counts =
        "truce,window_start_local,window_end_local,claimant,accused,category,count,qualifier,area,note,source_url\n";

    private const string Windows = "truce,declared_by,accepted_by,start_utc,end_utc,scope,note\n";

    private static List<Intake> Read(string rows, params ReadOnlySpan<(string, string)> options) =>
        Sample.Read(Sample.Plan(SourceFormat.PartyClaims, options), Sample.Context(), Counts + rows);

    private static AllegedCount Count(string rows, params ReadOnlySpan<(string, string)> options) =>
        Assert.IsType<Intake.Counted>(Assert.Single(Read(rows, options))).Count;

    [Fact]
    public void A_window_is_read_in_the_missions_zone_or_in_the_partys_own()
    {
        const string Row = "easter-2025,2025-03-20T10:00,2025-03-20T12:00,RU MoD,UA,shelling,4,exact,all,,u\n";
        Assert.Equal(Instant.FromUtc(2025, 3, 20, 8, 0), Count(Row).From);
        Assert.Equal(Instant.FromUtc(2025, 3, 20, 7, 0), Count(Row, ("zones.RU", "Europe/Moscow")).From);
        Assert.Equal(
            Instant.FromUtc(2025, 3, 20, 10, 0),
            Count(Row, ("zones.UA", "Europe/Moscow"), ("zone", "UTC")).From
        );
    }

    [Theory]
    [InlineData("2025-04-20T00:00", "2025-04-20T12:00", "2025-04-20T21:00:00Z")] // its end + 12 h
    [InlineData("2025-04-20T00:00", "", "2025-04-21T09:00:00Z")] // the end of its day + 12 h
    [InlineData("", "", "2025-04-21T09:00:00Z")] // the end of the mission's window + 12 h
    public void It_became_known_after_its_window(string from, string until, string known) =>
        Assert.Equal(
            known,
            Count($"easter-2025,{from},{until},UA president,RU,total,5,more than,all,,u\n").Received.ToString()
        );

    [Fact]
    public void Some_need_no_number_but_others_do()
    {
        Assert.Null(Count("easter-2025,,,UA president,RU,total,,some,all,,u\n").Count);
        Assert.Equal(["count missing"], Read("easter-2025,,,UA president,RU,total,,exact,all,,u\n").Rejected().Why());
    }

    [Fact]
    public void All_reasons_of_a_row_come_at_once() =>
        Assert.Equal(
            [
                "claimant unknown_party",
                "accused unknown_party",
                "window_end_local ends_before_start",
                "qualifier unknown_word",
                "count malformed",
            ],
            Read("easter-2025,2025-04-20T02:00,2025-04-20T01:00,Third,Fourth,total,many,about,all,,u\n")
                .Rejected()
                .Why()
        );

    [Fact]
    public void Counts_of_other_truces_are_passed_over()
    {
        var context = Sample.Context();
        Assert.Empty(
            Sample.Read(Sample.Plan(SourceFormat.PartyClaims), context, Counts + "other,,,Third,Fourth,,,,,,\n")
        );
        Assert.Equal(1, context.Skipped);
    }

    [Theory]
    [InlineData("Russia", "Ukraine said it would mirror", "Declares RU U RU; Accepts UA R UA")]
    [InlineData("Russia", "not accepted by Ukraine", "Declares RU U RU; Denies UA R UA")]
    [InlineData("Contact Group", "both", "Declares Contact Group M RU UA; Accepts RU M RU; Accepts UA M UA")]
    [InlineData("US/Russia/Ukraine", "start date disputed", "Declares US/Russia/Ukraine M RU UA")]
    public void A_row_of_the_table_makes_the_claims_that_stand_in_it(string by, string accepted, string claims)
    {
        var read = Sample.Read(
            Sample.Plan(SourceFormat.TruceWindows),
            Sample.Context(),
            Windows + $"easter-2025,{by},{accepted},2025-04-19T15:00Z,2025-04-20T21:00Z,general ceasefire,words\n"
        );
        Assert.Equal(
            claims,
            string.Join(
                "; ",
                read.Select(i => ((Intake.Claimed)i).Claim)
                    .Select(c => $"{c.Act} {c.Claimant} {c.Kind.ToString()[0]} {string.Join(' ', c.Binds)}")
            )
        );
        Assert.Equal(read.Count, read.Select(i => ((Intake.Claimed)i).Claim.Id).Distinct().Count());
    }

    [Fact]
    public void An_open_truce_over_energy_has_no_end_and_its_own_codes_and_may_be_known_at_another_time()
    {
        var read = Sample.Read(
            Sample.Plan(SourceFormat.TruceWindows, ("known", "2025-04-18T00:00Z")),
            Sample.Context(),
            Windows + "easter-2025,Russia,varies,2025-04-19T15:00Z,,strikes on energy infrastructure,\n"
        );
        var claim = Assert.IsType<Intake.Claimed>(Assert.Single(read)).Claim;
        Assert.Null(claim.End);
        Assert.True(claim.Targets.Has(new Code("I-1")));
        Assert.False(claim.Targets.Has(new Code("K-4")));
        Assert.Equal(Instant.FromUtc(2025, 4, 18, 0, 0), claim.Known);
    }
}
