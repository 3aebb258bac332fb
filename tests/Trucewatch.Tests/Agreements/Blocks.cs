using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Tests.Agreements;

/// <summary>Documents made by hand, and a mission to read them in.</summary>
internal static class Blocks
{
    public const string Terms = """
        firing              incident of K-1 to K-12, by party, with calibre mm, weapon, sector, place   observed
        long-range strike   incident of K-6, K-8, by party, with sector, place                          observed
        strike              incident of K-4 to K-9, by party, with sector, place                        observed
        event               incident, by party, with file                                               observed
        to fire with <weapon>     = firing by the party with weapon <weapon>
        to strike at long range   = long-range strike by the party
        to strike                 = strike by the party
        to shell                  = firing of K-4 to K-5 by the party
        to cause an event         = event by the party
        """;

    public static readonly AgreementContext Context = new(
        [new("A", ["Arania"]), new("B", ["Borovia"])],
        [new("commission", []), new("mechanism", []), new("head of monitoring", [])],
        [
            new("area", ["area of the ceasefire"]),
            new("north", ["area of the ceasefire in the north"]),
            new("energy", ["listed facilities"]),
            new("4", ["sector 4"]),
            new("line", ["line of contact"]),
        ],
        DateTimeZoneProviders.Tzdb["Europe/Kyiv"],
        ["discharge", "round", "person_day"],
        []
    );

    public static ReadAgreement Read(string provision, string terms = Terms) =>
        AgreementReader.Read(
            [
                new(
                    "a.md",
                    [new("1", "Ceasefire", "All fire ceases.", new("a.md", 1, 1))],
                    [Block(BlockKind.Terms, "", terms, 100), Block(BlockKind.Provision, "1", provision, 200)],
                    []
                ),
            ],
            Context
        );

    /// <summary>The one provision, and no problem.</summary>
    public static Provision Good(string provision)
    {
        var read = Read(provision);
        Assert.Empty(read.Problems);
        return Assert.Single(read.Provisions);
    }

    /// <summary>The one problem, and no provision.</summary>
    public static TextProblem Bad(string provision, string terms = Terms)
    {
        var read = Read(provision, terms);
        Assert.Empty(read.Provisions);
        return Assert.Single(read.Problems);
    }

    private static TextBlock Block(BlockKind kind, string address, string text, int line) =>
        new(
            kind,
            address,
            "",
            [
                .. text.Split('\n')
                    .Select((t, i) => new TextLine(t, line + 1 + i, 1))
                    .Where(l => l.Text.Trim().Length > 0),
            ],
            new("a.md", line, 1)
        );
}
