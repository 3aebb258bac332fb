namespace Trucewatch.Missions.Tests.Agreements;

/// <summary>A mistake of the kind that people make when they write an agreement.</summary>
/// <param name="Mission">In whose agreement it is planted.</param>
/// <param name="Good">What stands there; where it stands more than once, the first place.</param>
/// <param name="Bad">What is written in its place.</param>
/// <param name="Code">The rule that it breaks.</param>
/// <param name="Cure">The words that the cure must name.</param>
/// <param name="On">Words of the line on which it must be found; null: the first line that is not as it was.</param>
internal sealed record PlantedMistake(
    string Mission,
    string Good,
    string Bad,
    string Code,
    string Cure,
    string? On = null
);

/// <summary>The mistakes, each the only one in its agreement.</summary>
internal static class PlantedMistakes
{
    private const string Clauses = "model-clauses",
        Minsk = "minsk-2015",
        Measures = "measures-2020",
        BlackSea = "black-sea-2022",
        Lantern = "lantern",
        Easter = "easter-2025",
        Energy = "energy-2025";

    public static readonly PlantedMistake[] All =
    [
        // what a new user wrote
        new(Clauses, "  from entry into force", "  between 22:00 and 06:00", "AG050", "no hours of the clock"),
        new(Clauses, "  from entry into force", "  at night", "AG050", "no hours of the clock"),
        new(Clauses, "mortar, in the area of", "mortar, over the area of", "AG025", "\"in the area of the ceasefire\""),
        new(
            Clauses,
            "when a request for access by the mechanism to the party",
            "when a daybreak by the mechanism",
            "AG022",
            "\"daybreak act by mechanism registered\""
        ),
        new(Clauses, "then 1(1) not breached", "then 1(1) open", "AG016", "\"then 1(1) not breached\""),
        // who is bound
        new(Minsk, "Ukraine must not keep artillery", "Ukriane must not keep artillery", "AG012", "\"Ukraine\""),
        new(Minsk, "Armed formations must not", "Armed formation must not", "AG012", "\"Armed formations\""),
        new(Lantern, "Each party must not fly", "All parties must not fly", "AG012", "\"Each party\""),
        new(Lantern, "Each party must not strike", "No party must strike", "AG012", "\"Each party must not\""),
        new(
            BlackSea,
            "The Joint Coordination Centre must keep",
            "The Joint Coordination Center must keep",
            "AG012",
            "Joint Coordination Centre"
        ),
        new(Clauses, "The commission must attribute", "The comission must attribute", "AG012", "the commission"),
        new(
            BlackSea,
            "The minesweepers of a third state must not sweep",
            "Each party must not sweep",
            "AG062",
            "sweep by the party"
        ),
        new(
            Clauses,
            "Each party must notify a demolition",
            "The mechanism must notify a demolition",
            "AG062",
            "notice of a demolition by the mechanism"
        ),
        // must, must not, may
        new(Energy, "Each party must not strike", "Each party shall not strike", "AG013", "\"must not\""),
        new(Energy, "Each party must not strike", "Each party not strike", "AG013", "\"must not\""),
        new(Measures, "Each party must notify", "Each party notifies", "AG013", "\"must\""),
        new(Easter, "must not fire with", "must no fire with", "AG013", "\"must not\""),
        new(Clauses, "The agreement ends\n", "The agreement end\n", "AG013", "\"The agreement ends\""),
        // acts
        new(Minsk, "must not lay mines", "must not lay mine", "AG021", "\"lay mines\" (terms, line"),
        new(Minsk, "must not fire with any weapon", "must not fire any weapon", "AG021", "\"fire with any weapon\""),
        new(Minsk, "must not fly a drone", "must not to fly a drone", "AG021", "\"fly a drone\""),
        new(Lantern, "must not fly a drone", "must not fly drones", "AG021", "\"fly a drone\""),
        new(
            Clauses,
            "must not deny or delay access",
            "must not deny and delay access",
            "AG021",
            "\"deny or delay access\""
        ),
        new(Measures, "must not fire with any weapon", "must not fire with any wepon", "AG028", "\"any weapon\""),
        new(
            Clauses,
            "must not keep rocket artillery",
            "must not keep rocket artilery",
            "AG028",
            "\"rocket artillery\""
        ),
        // places
        new(
            Minsk,
            "line of 19 September 2014\n  after",
            "line of 19 September 2041\n  after",
            "AG030",
            "\"line of 19 September 2014\""
        ),
        new(Lantern, "in the buffer zone", "in the bufer zone", "AG030", "\"buffer zone\""),
        new(
            Lantern,
            "within 2 km of the listed facilities\n  from",
            "within 2 km of the listed facility\n  from",
            "AG030",
            "\"listed facilities\""
        ),
        new(
            Minsk,
            "within 25 km of the line",
            "within 25 of the line",
            "AG014",
            "\"within 25 km of the line of 19 September 2014\""
        ),
        new(
            Minsk,
            "within 25 km of the line",
            "within 25 kilometres of the line",
            "AG014",
            "\"within 25 km of the line of 19 September 2014\""
        ),
        new(Minsk, "within 25 km of the line", "within twenty-five km of the line", "AG015", "\"25 km\""),
        new(Minsk, "within 35 km of the line", "within 35 km from the line", "AG016", "\"within 35 km of\""),
        new(
            Measures,
            "within 500 m of the schools",
            "within 500 metres of the schools",
            "AG014",
            "\"within 500 m of the schools and hospitals\""
        ),
        new(Minsk, "with calibre at least 100 mm", "with caliber at least 100 mm", "AG025", "\"calibre\""),
        new(Minsk, "with calibre at least 100 mm", "with calibre at least 100", "AG028", "\"100 mm\""),
        new(Minsk, "with calibre at least 100 mm", "with calibre at least 10 cm", "AG028", "\"100 mm\""),
        new(Minsk, "with calibre at least 100 mm", "with calibre over 100 mm", "AG028", "\"more than 100 mm\""),
        new(BlackSea, "with distance less than 10 nm", "with distance less than ten nm", "AG028", "\"10 nm\""),
        // times
        new(Minsk, "after day 14", "after day fourteen", "AG032", "\"day 14\""),
        new(Minsk, "after day 14", "after 14 days", "AG032", "\"day 14\""),
        new(Minsk, "after day 14", "after the day 14", "AG032", "\"day 14\""),
        new(Minsk, "by day 2 24:00", "by day 2 25:00", "AG032", "24:00"),
        new(Easter, "from entry into force", "from entry in force", "AG032", "\"entry into force\""),
        new(Easter, "from entry into force", "from the entry into force", "AG032", "\"entry into force\""),
        new(Easter, "from entry into force", "from 2025-04-31", "AG032", "\"2025-04-30\""),
        new(Easter, "from entry into force", "from 19.04.2025", "AG032", "\"2025-04-19\""),
        new(Easter, "from entry into force", "from 19 April 2025", "AG032", "\"2025-04-19\""),
        new(Easter, "from entry into force", "from 2025-04-19 18:00 Europe/Kyev", "AG032", "\"Europe/Kyiv\""),
        new(Clauses, "until entry into force plus 48 h", "until entry into force + 48 h", "AG010", "\"plus\""),
        new(Clauses, "until entry into force plus 48 h", "until entry into force plus 48 hours", "AG034", "\"48 h\""),
        new(Clauses, "on the next day 06:00", "on the next day at 06:00", "AG032", "\"on the next day 06:00\""),
        new(
            Clauses,
            "within 24 h\n  owed to the mechanism\n  codes P-1",
            "within 1 month\n  owed to the mechanism\n  codes P-1",
            "AG035",
            "rounded down"
        ),
        new(
            Clauses,
            "within 24 h\n  owed to the mechanism\n  codes P-1",
            "within 24\n  owed to the mechanism\n  codes P-1",
            "AG034",
            "\"24 h\""
        ),
        new(
            Clauses,
            "within 24 h\n  owed to the mechanism\n  codes P-1",
            "within twenty-four hours\n  owed to the mechanism\n  codes P-1",
            "AG015",
            "\"24 h\""
        ),
        new(Clauses, "at least 24 h before", "at least 24 h", "AG016", "\"at least 24 h before\""),
        new(Clauses, "in the last 30 days\n", "in the last 30 calendar days\n", "AG036", "\"30 days\""),
        new(Clauses, "in the last 30 days\n", "in the last month\n", "AG015", "\"30 days\""),
        new(Clauses, "in the last 30 days\n", "in last 30 days\n", "AG016", "\"in the last 30 days\""),
        new(Clauses, "since a failed attempt", "for a failed attempt", "AG015", "\"24 h\""),
        new(Clauses, "  at most 7 days before\n", "  at most 1 day before\n", "AG102", "behind \"at least\""),
        new(
            Clauses,
            "  until entry into force plus 48 h\n  codes M-1",
            "  from day 3\n  until entry into force plus 48 h\n  codes M-1",
            "AG102",
            "after the start",
            "until entry into force plus 48 h"
        ),
        new(Minsk, "  by day 30 24:00\n", "", "AG060", "\"by day 24\"", "Each party must release all prisoners"),
        // conditions
        new(Clauses, "when a release by the party", "when a relase by the party", "AG022", "\"release\" (terms, line"),
        new(Clauses, "when a release by the party", "when a release by the partie", "AG029", "\"the party\""),
        new(Clauses, "when a release by the party", "when a release of the party", "AG040", "\"by the party\""),
        new(
            Clauses,
            "when \"persistent breach\" begins",
            "when \"persistent breaches\" begins",
            "AG053",
            "\"persistent breach\""
        ),
        new(
            Clauses,
            "when \"persistent breach\" begins",
            "when persistent breach begins",
            "AG054",
            "in quotation marks"
        ),
        new(Clauses, "\"the time agreed\" means", "the time agreed means", "AG011", "in quotation marks"),
        new(Clauses, "\"the time agreed\" means", "\"the time agreed\" is", "AG016", "means"),
        new(
            Clauses,
            "\"persistent breach\" means 3 or more",
            "\"persistent breach\" means three or more",
            "AG015",
            "\"3 or more confirmed violations\""
        ),
        new(Clauses, "means 3 or more confirmed", "means 3 confirmed", "AG016", "\"3 or more confirmed violations\""),
        new(
            Clauses,
            "unless the place was closed for mines",
            "unless the place was closd for mines",
            "AG054",
            "was closed for mines"
        ),
        new(
            Clauses,
            "a request for access by the mechanism to the party\n",
            "a request for access by the mechanism to a party\n",
            "AG029",
            "\"the party\""
        ),
        new(
            Clauses,
            "level leadership in the same sector in the last 24 h",
            "levle leadership in the same sector in the last 24 h",
            "AG025",
            "\"level\""
        ),
        new(
            BlackSea,
            "owed to the Joint Coordination Centre",
            "owed to the Joint Coordination Center",
            "AG029",
            "\"Joint Coordination Centre\""
        ),
        // options
        new(Minsk, "  codes W-1", "  codes W1", "AG040", "\"W-1\""),
        new(Minsk, "  codes W-1", "  code W-1", "AG050", "\"codes\""),
        new(Minsk, "  codes K-1 to K-12", "  codes K-1 – K-12", "AG010", "\"to\""),
        new(Minsk, "  codes K-1 to K-12", "  codes K-1 to K-21", "AG041", "\"K-12\""),
        new(Minsk, "  codes K-1 to K-12", "  codes K-12 to K-1", "AG041", "\"K-1 to K-12\""),
        new(Minsk, "  codes X-1 to X-4", "  codes K-1", "AG102", "X-1 to X-4"),
        new(Clauses, "  codes X-1, X-3", "  codes X-1 X-3", "AG040", ", X-3"),
        new(Minsk, "  counts discharge", "  counts dischages", "AG042", "\"discharge\""),
        new(Minsk, "  needs reasonable grounds,", "  needs resonable grounds,", "AG043", "\"reasonable grounds\""),
        new(Minsk, "2 independent sources", "two independent sources", "AG015", "\"2 independent sources\""),
        new(Minsk, "  in the conflict area\n", "  whithin 3 km of the conflict area\n", "AG050", "\"within\""),
        new(BlackSea, "derogates from 3(1)", "derogate from 3(1)", "AG050", "\"derogates from\""),
        new(BlackSea, "derogates from 3(1)", "derogates from 3", "AG070", "\"3(1)\""),
        new(
            BlackSea,
            "  derogates from 3(1)\n",
            "",
            "AG061",
            "derogates from",
            "The minesweepers of a third state may sweep"
        ),
        new(BlackSea, "derogates from 3(1)", "derogates from 1(1)", "AG106", "prohibition", "```provision 3(2)"),
        new(Minsk, "  codes M-1, M-2", "  within 24 h\n  codes M-1, M-2", "AG064", "\"must\""),
        new(Minsk, "  codes M-1, M-2", "  owed to the other party\n  codes M-1, M-2", "AG064", "\"must\""),
        new(Minsk, "  codes M-1, M-2", "  codes M-1\n  codes M-2", "AG051", "\"codes M-1, M-2\"", "  codes M-2"),
        new(BlackSea, "  derogates from 3(1)", "  counts discharge\n  derogates from 3(1)", "AG064", "take it out"),
        new(
            Clauses,
            "  derogates from 9(2)",
            "  in the last 24 h\n  derogates from 9(2)",
            "AG066",
            "on the line of the fact"
        ),
        new(
            Minsk,
            "Each party must not lay mines\n  from entry into force\n  codes E-1",
            "Each party must not release all prisoners\n  from entry into force",
            "AG104",
            "5(3)",
            "```provision 4(1)"
        ),
        // terms
        new(Minsk, "incident of M-1, M-2,", "incidnt of M-1, M-2,", "AG020", "\"incident\""),
        new(
            Minsk,
            "act by party                                                                   registered\nc",
            "act by party                                                                   registred\nc",
            "AG024",
            "\"registered\""
        ),
        new(
            Minsk,
            "act by party                                                                   registered\nc",
            "act by party\nc",
            "AG024",
            "registered"
        ),
        new(
            Clauses,
            "act by mechanism, to party, with place",
            "act by mechnism, to party, with place",
            "AG027",
            "\"mechanism\""
        ),
        new(Minsk, "= mine laying by the party", "= mine layng by the party", "AG022", "\"mine laying\""),
        new(Minsk, "to lay mines                  = mine", "to lay mines                    mine", "AG020", "="),
        new(
            Lantern,
            "by the party with weapon <weapon>\nto strike",
            "by the party with weapon <wepon>\nto strike",
            "AG025",
            "<weapon>"
        ),
        new(
            Lantern,
            "strike        incident of K-4",
            "firing        incident, by party    observed\nstrike        incident of K-4",
            "AG023",
            "another name"
        ),
        // blocks and clauses
        new(Lantern, "```provision 3(1)", "```provison 3(1)", "AG001", "\"provision\""),
        new(Lantern, "```provision 3(1)", "```provision3(1)", "AG001", "\"provision 3(1)\""),
        new(Lantern, "```provision 3(1)", "    ```provision 3(1)", "AG009", "spaces"),
        new(Lantern, "```provision 3(1)", "``provision 3(1)", "AG009", "\"```provision 3(1)\""),
        new(Lantern, "```provision 3(1)", "```provision", "AG003", "provision 3(1)"),
        new(Lantern, "```provision 3(1)", "```provision 3(2)", "AG004", "\"3(1)\""),
        new(Lantern, "```provision 3(1)", "```provision 2(1)", "AG005", "3(1)"),
        new(Minsk, "2 independent sources\n```", "2 independent sources", "AG002", "\"```\"", "```provision 1(1)"),
        new(Lantern, "(2) A party that blasts", "(1) A party that blasts", "AG006", "another number"),
        new(Lantern, "in the buffer zone\n  from", "in the buffer zone §\n  from", "AG010", "Take it out"),
        new(Clauses, "when \"persistent breach\" begins", "when \"persistent breach begins", "AG011", "Close it"),
        // tests
        new(Minsk, "  then 1(1) breached by AF at F1", "  than 1(1) breached by AF at F1", "AG016", "\"then\""),
        new(Minsk, "  then 1(1) breached by AF at F1", "  then 1(1) breached by AF at F3", "AG027", "F1"),
        new(Minsk, "  then 1(1) breached by AF at F1", "  then 1(9) breached by AF at F1", "AG004", "\"1(1)\""),
        new(Minsk, "F1  firing by AF, K-4", "F1  fireing by AF, K-4", "AG022", "\"firing\""),
        new(Lantern, "day 2 18:00   it becomes known", "day 1 08:00   it becomes known", "AG016", "in order"),
        new(
            Lantern,
            "in force 2026-03-01 09:00\nday 1 14:00",
            "day 1 14:00",
            "AG016",
            "\"in force 2026-03-01 12:00\"",
            "day 1 14:00   F1"
        ),
    ];
}
