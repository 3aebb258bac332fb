using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Formats.Agreement;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.Tests.Agreement;

/// <summary>An agreement that uses the whole language: the sample terms, the twelve provisions and a power.</summary>
internal static class WholeAgreement
{
    public const string Text = """
        # A whole agreement

        ```terms
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
        ```

        ## Article 2 Fire

        (1) All fire ceases in the area of the ceasefire, with any weapon.

        ```provision 2(1)
        Each party must not fire with any weapon
          in the area of the ceasefire
          from entry into force
          unless demining notified (2(5))
          counts discharge
          codes K-1 to K-12
          needs reasonable grounds, 2 independent sources
        ```

        (5) Mines may be blown up where it was announced a day before.

        ```provision 2(5)
        Each party may fire for demining
          when a notice of demining by the party in the same sector at least 24 h before and at most 7 days before
          derogates from 2(1)
        ```

        ## Article 4 Heavy weapons

        (2) After the thirtieth day no artillery of a calibre of 100 mm or more shall be kept within 15 km of the line of contact.

        ```provision 4(2)
        Each party must not keep artillery
          with calibre at least 100 mm
          within 15 km of the line of contact
          after day 30
          codes W-1
        ```

        (6) What leaves its storage is back within two days.

        ```provision 4(6)
        Each party must return a declared weapon
          when the weapon left storage
          within 48 h
          owed to the mechanism
          codes W-2
        ```

        ## Article 5 Disengagement

        (1) After seven silent days the parties withdraw.

        ```provision 5(1)
        Both parties must withdraw from the disengagement area
          when no firing in the disengagement area for 7 days watched
          within 3 calendar days
          codes P-3
        ```

        ## Article 6 Transparency

        (2) Manoeuvres are announced two days before.

        ```provision 6(2)
        Each party must notify a manoeuvre
          when a manoeuvre by the party begins
          at least 48 h before
          codes P-2
        ```

        ## Article 7 Access

        (1) The mechanism gets access within twelve hours.

        ```provision 7(1)
        Each party must grant access
          when a request for access by the mechanism to the party
          within 12 h
          unless the place was closed for mines in the last 24 h
          codes X-1, X-3
        ```

        ## Article 9 Consultation

        (1) The guarantors consult one another within a day.

        ```provision 9(1)
        Each guarantor must consult the other guarantors
          when a consultation is requested
          within 24 h
          if breached: The guarantor must explain in writing
          within 24 h
          owed to the coordination cell
        ```

        (2) Each guarantor says within three days what it has done.

        ```provision 9(2)
        Each guarantor must report measures
          when a consultation is requested
          within 72 h of the first event
        ```

        ## Article 11 Patterns

        (1) Three strikes in one sector within a week are a pattern of strikes.

        ```provision 11(1)
        "pattern of strikes" means 3 or more strikes by the same party in the same sector in the last 7 days
        ```

        (2) A pattern goes to the commission.

        ```provision 11(2)
        The head of monitoring must refer the pattern to the commission
          when "pattern of strikes" begins
          within 72 h
          codes P-3
        ```

        ## Article 12 Commission

        (3) The commission may give more time, once.

        ```provision 12(3)
        The commission has the power to extend
          a time limit of 4(6) or 7(1)
          once, by at most 48 h
        ```

        ## Article 15 Entry into force

        When both have given their orders and the list is delivered, the agreement enters into force the next morning.

        ```provision 15
        The agreement enters into force
          when an order by each party and delivery of the list
          on the next day 06:00
        ```
        """;

    public static readonly AgreementContext Context = new(
        [new("A", ["Arania"]), new("B", ["Borovia"])],
        [
            new("commission", []),
            new("mechanism", []),
            new("head-of-monitoring", ["head of monitoring"]),
            new("cell", ["coordination cell"]),
        ],
        [
            new("area", ["area of the ceasefire"]),
            new("line", ["line of contact"]),
            new("disengagement", ["disengagement area"]),
            new("buffer", ["buffer zone"]),
            new("4", ["sector 4"]),
        ],
        DateTimeZoneProviders.Tzdb["Europe/Kyiv"],
        ["burst", "discharge", "round"],
        [.. Taxonomy()]
    )
    {
        Guarantors = [new("G1", ["Galia"]), new("G2", ["Hestia"])],
    };

    private static IEnumerable<Code> Taxonomy() =>
        new[] { ('K', 12), ('M', 6), ('W', 4), ('A', 3), ('I', 7), ('X', 6), ('P', 4), ('N', 8) }.SelectMany(f =>
            Enumerable.Range(1, f.Item2).Select(n => new Code($"{f.Item1}-{n}"))
        );

    public static ReadAgreement Read(string text) =>
        AgreementReader.Read([AgreementMarkdown.Split("agreement/main.md", text)], Context);

    public static readonly ReadAgreement Whole = Read(Text);

    /// <summary>The provision of a clause.</summary>
    public static Provision Of(string clause) => Whole.Provisions.Single(p => p.Clause == clause);
}
