using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Formats.Agreement;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.Tests.Agreement;

/// <summary>The sample agreement of these tests, and a mission to read it in.</summary>
internal static class SampleAgreement
{
    public const string Text = """
        # Agreement on a ceasefire

        The parties, wishing to end the fighting, agree as follows.

        ```terms
        firing               incident of K-1 to K-12, by party, with calibre mm, weapon, sector, place      observed
        long-range strike    incident of K-6, K-8, by party, with sector, place                             observed
        strike               incident of K-4 to K-9, by party, with sector, place                           observed
        sighting             incident of W-1 to W-4, by party, with calibre mm, weapon, sector, place       observed
        event                incident, by party, with file                                                  observed
        notice of demining   act by party, with sector                                                      registered
        to fire with <weapon>       = firing by the party with weapon <weapon>
        to strike at long range     = long-range strike by the party
        to strike                   = strike by the party
        to keep <weapon>            = sighting by the party with weapon <weapon>
        demining notified           = notice of demining by the party in the same sector at least 24 h before and at most 7 days before
        ```

        ## Article 2 Ceasefire

        (1) The parties cease all fire, snipers included.

        ```provision 2(1)
        Each party must not fire with any weapon
          in the area of the ceasefire
          from entry into force
          counts discharge
          codes K-1 to K-12
          needs reasonable grounds, 2 independent sources
        ```

        (2) There are no strikes at long range, wherever they come down.

        ```provision 2(2)
        Each party must not strike at long range
          in everywhere
          from 2025-04-19 18:00 Europe/Moscow
          until 2025-04-21
        ```

        (3) The parties treat each other with respect.

        ## Article 3 Facilities

        The facilities on the list are not struck, nor what lies around them.

        ```provision 3
        Each party must not strike
          within 2 km of the listed facilities
          codes K-4 to K-9
        ```

        ```test 2(1) a shot in the area
        in force 2025-04-19 18:00
        ```
        """;

    public static readonly AgreementContext Context = new(
        [new("RU", ["Russia"]), new("UA", ["Ukraine"])],
        [new("commission", ["the commission"])],
        [
            new("front", ["area of the ceasefire"]),
            new("energy", ["listed facilities", "energy list"]),
            new("line", ["line of contact"]),
        ],
        DateTimeZoneProviders.Tzdb["Europe/Kyiv"],
        ["burst", "discharge", "round"],
        [.. Taxonomy()]
    );

    private static IEnumerable<Code> Taxonomy() =>
        new[] { ('K', 12), ('W', 4), ('A', 3), ('I', 7), ('N', 8) }.SelectMany(f =>
            Enumerable.Range(1, f.Item2).Select(n => new Code($"{f.Item1}-{n}"))
        );

    public static ReadAgreement Read(string text) =>
        AgreementReader.Read([AgreementMarkdown.Split("agreement/main.md", text)], Context);
}
