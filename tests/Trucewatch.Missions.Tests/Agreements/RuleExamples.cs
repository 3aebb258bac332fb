namespace Trucewatch.Missions.Tests.Agreements;

/// <summary>A document that breaks one rule.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Shows">What is wrong in it.</param>
/// <param name="Body">What stands behind the words; the mark ► stands at the line on which it must be found.</param>
/// <param name="Cure">Words of the cure.</param>
internal sealed record RuleExample(string Code, string Shows, string Body, string Cure);

/// <summary>For each rule of the language and each check, a document that breaks it and no other.</summary>
internal static class RuleExamples
{
    public const string Mark = "►";

    /// <summary>The words that all examples use.</summary>
    public const string Words = """
        ```terms
        firing      incident of K-1 to K-12, by party, with calibre mm, weapon, sector, place   observed
        landing     incident, by party                                                          observed
        strike      incident of K-4 to K-9, by party, with sector                               observed
        notice      act by party, with sector                                                   registered
        warning     act by party, with sector                                                   registered
        request     act by mechanism, to party                                                  registered
        answer      act by party, about request                                                 registered
        to fire with <weapon>  = firing by the party with weapon <weapon>
        to land                = landing by the party
        to strike              = strike by the party
        to give notice         = notice by the party
        to answer              = answer by the party about the request
        to lie still           = no firing by the party in the last 24 h
        to let others answer   = answer by A about the request
        fire was announced     = notice by the party in the last 24 h
        ```

        """;

    private const string Fire = "Each party must not fire with any weapon\n";

    private const string Answer = "Each party must answer\n  when a request by the mechanism to the party\n";

    private static string One(string provision) =>
        $"## Article 1\n\n(1) Words.\n\n```provision 1(1)\n{provision}\n```\n";

    // a flaw is one of the whole provision, and found where its block opens
    private static string Flawed(string provision) =>
        $"## Article 1\n\n(1) Words.\n\n{Mark}```provision 1(1)\n{provision}\n```\n";

    private static string Two(string first, string second, string mark = "") =>
        One(first) + $"\n(2) More words.\n\n{mark}```provision 1(2)\n{second}\n```\n";

    private static string FlawedTwo(string first, string second) =>
        Flawed(first) + $"\n(2) More words.\n\n```provision 1(2)\n{second}\n```\n";

    public static readonly RuleExample[] All =
    [
        new(
            "AG001",
            "a kind of block that nobody knows",
            $"## Article 1\n\n(1) Words.\n\n{Mark}```provsion 1(1)\n{Fire}```\n",
            "\"provision\""
        ),
        new(
            "AG002",
            "a block that is never closed",
            $"## Article 1\n\n(1) Words.\n\n{Mark}```provision 1(1)\n{Fire}",
            "Close it"
        ),
        new(
            "AG003",
            "a provision without an address",
            $"## Article 1\n\n(1) Words.\n\n{Mark}```provision\n{Fire}```\n",
            "provision 1(1)"
        ),
        new(
            "AG004",
            "a provision of a clause that is not there",
            $"## Article 1\n\n(1) Words.\n\n{Mark}```provision 1(2)\n{Fire}```\n",
            "\"1(1)\""
        ),
        new(
            "AG005",
            "two provisions of one clause",
            One(Fire.TrimEnd()) + $"\n{Mark}```provision 1(1)\n{Fire}```\n",
            "numbered paragraph"
        ),
        new(
            "AG006",
            "two clauses of one number",
            One(Fire.TrimEnd()) + $"\n{Mark}(1) The same number.\n",
            "another number"
        ),
        new(
            "AG007",
            "a block without words",
            $"## Article 1\n\n(1) Words.\n\n{Mark}```provision 1(1)\n```\n",
            "Fill it"
        ),
        new(
            "AG008",
            "a condition nested too deeply",
            One($"{Fire}{Mark}  unless {new string('(', 13)}a notice by the party{new string(')', 13)}"),
            "term of its own"
        ),
        new(
            "AG009",
            "a block that Markdown takes for a quotation",
            $"## Article 1\n\n(1) Words.\n\n{Mark}    ```provision 1(1)\n{Fire}```\n",
            "spaces"
        ),
        new(
            "AG010",
            "a mark that the language does not have",
            One($"{Fire}{Mark}  in the buffer zone #"),
            "Take it out"
        ),
        new("AG011", "a quotation that is never closed", One($"{Fire}{Mark}  unless \"quiet"), "Close it"),
        new(
            "AG012",
            "nobody who is known is bound",
            One($"{Mark}Each partty must not fire with any weapon"),
            "\"Each party\""
        ),
        new("AG013", "neither must nor may", One($"{Mark}Each party will not fire with any weapon"), "\"must not\""),
        new(
            "AG014",
            "a distance without a unit",
            One($"{Fire}{Mark}  within 2 of the line of contact"),
            "\"within 2 km of the line of contact\""
        ),
        new("AG015", "a number in words", One($"{Fire}{Mark}  within two km of the line of contact"), "\"2 km\""),
        new(
            "AG016",
            "a word that is missing",
            One($"{Fire}{Mark}  within 2 km the line of contact"),
            "\"within 2 km of\""
        ),
        new("AG017", "no condition where one is expected", One($"{Fire}{Mark}  unless"), "a noun of the terms"),
        new(
            "AG020",
            "a line of terms that declares nothing",
            $"```terms\n{Mark}overflight by party observed\n```\n",
            "incident of"
        ),
        new("AG021", "an act that no phrase declares", One($"{Mark}Each party must not bombard"), "to bombard = "),
        new(
            "AG022",
            "a noun that the terms do not have",
            One($"{Fire}{Mark}  unless a notise by the party"),
            "\"notice\" (terms, line 5)"
        ),
        new(
            "AG023",
            "a noun declared twice",
            $"```terms\n{Mark}firing   incident of K-4, by party   observed\n```\n",
            "another name"
        ),
        new(
            "AG024",
            "neither observed nor registered",
            $"```terms\n{Mark}overflight   incident of A-2, by party\n```\n",
            "observed"
        ),
        new(
            "AG025",
            "a field that the noun does not have",
            One($"{Fire}{Mark}  unless a notice by the party with weapon tank"),
            "sector"
        ),
        new("AG026", "codes neither here nor in the terms", One($"{Mark}Each party must not land"), "codes K-1"),
        new(
            "AG027",
            "a role nobody knows",
            $"```terms\n{Mark}overflight   incident of A-2, by partty   observed\n```\n",
            "\"party\""
        ),
        new(
            "AG028",
            "a value that the field cannot have",
            One($"{Fire}{Mark}  with calibre at least 100 km"),
            "\"100 mm\""
        ),
        new("AG029", "somebody unknown", One($"{Fire}{Mark}  unless a notice by the partty"), "\"the party\""),
        new(
            "AG030",
            "a zone that the mission does not have",
            One($"{Fire}{Mark}  in the bufer zone"),
            "\"buffer zone\""
        ),
        new("AG032", "a day that the calendar does not have", One($"{Fire}{Mark}  from 2026-06-31"), "\"2026-06-30\""),
        new("AG033", "a time that the clocks skipped", One($"{Fire}{Mark}  from 2026-03-29 02:30 Europe/Paris"), "UTC"),
        new("AG034", "a length of time without a unit", One($"{Answer}{Mark}  within 24"), "\"24 h\""),
        new("AG035", "a month without a rounding", One($"{Answer}{Mark}  within 2 months"), "rounded down"),
        new(
            "AG036",
            "calendar days in a condition",
            One($"{Fire}{Mark}  unless a notice by the party in the last 2 calendar days"),
            "\"2 days\""
        ),
        new(
            "AG037",
            "a state that no ceasefire has",
            One($"{Fire}{Mark}  when the ceasefire is in forse"),
            "\"in force\""
        ),
        new("AG040", "codes that are none", One($"{Fire}{Mark}  codes K4"), "K-4"),
        new("AG041", "a code that the rulebook does not have", One($"{Fire}{Mark}  codes K-1 to K-13"), "\"K-12\""),
        new(
            "AG042",
            "a unit that the rulebook does not have",
            One($"{Fire}{Mark}  counts discharges"),
            "\"discharge\""
        ),
        new(
            "AG043",
            "a standard of proof nobody knows",
            One($"{Fire}{Mark}  needs reasonable doubt"),
            "reasonable grounds"
        ),
        new("AG044", "a severity that is none", One($"{Fire}{Mark}  codes K-4; at least S9"), "at least S2"),
        new(
            "AG050",
            "words that begin no option",
            One($"{Fire}{Mark}  inside the buffer zone"),
            "\"in the buffer zone\""
        ),
        new("AG051", "an option given twice", One($"{Fire}  counts round\n{Mark}  counts discharge"), "Take one"),
        new(
            "AG052",
            "words left over",
            $"```terms\n{Mark}to shell = firing of K-4 by the party heavily\n```\n",
            "Take it out"
        ),
        new("AG053", "a term that no provision defines", One($"{Fire}{Mark}  unless \"quiet\""), "means"),
        new(
            "AG054",
            "words that are no phrase",
            One($"{Fire}{Mark}  unless fire was anounced"),
            "\"fire was announced\""
        ),
        new(
            "AG060",
            "a duty without a limit",
            One($"{Mark}Each party must answer\n  when a request by the mechanism to the party"),
            "within 48 h"
        ),
        new(
            "AG061",
            "a permission that lifts nothing",
            One($"{Mark}Each party may fire with any weapon"),
            "derogates from"
        ),
        new(
            "AG062",
            "an act of somebody else",
            One($"{Mark}Dorn must let others answer\n  when a request by the mechanism to the party\n  within 24 h"),
            "by the party"
        ),
        new("AG063", "a phrase that is no act", One($"{Mark}Each party must not lie still"), "\"unless\""),
        new("AG064", "an option that does not fit", One($"{Fire}{Mark}  within 24 h"), "duty"),
        new("AG065", "a power over nothing", One($"{Mark}The commission has the power to extend"), "a time limit of"),
        new("AG066", "a time at the wrong place", One($"{Fire}{Mark}  in the last 24 h"), "on the line of the fact"),
        new(
            "AG067",
            "a future without an end",
            One($"{Fire}{Mark}  unless a notice by the party until a firing by the other party"),
            "in the next"
        ),
        new(
            "AG070",
            "an address that is not there",
            Two(
                Fire.TrimEnd(),
                $"Each party may fire with any weapon\n  when a notice by the party in the last 24 h\n{Mark}  derogates from 1(3)"
            ),
            "\"1(1)\""
        ),
        new(
            "AG071",
            "an exception that says other than who grants it",
            Two(
                $"{Fire}{Mark}  unless a notice by the party in the last 24 h (1(2))",
                "Each party may fire with any weapon\n  when a notice by the party in the last 48 h\n  derogates from 1(1)"
            ),
            "the same condition"
        ),
        new(
            "AG072",
            "an exception that its clause does not grant",
            Two($"{Fire}{Mark}  unless a notice by the party in the last 24 h (1(2))", "Each party must not strike"),
            "derogates from 1(1)"
        ),
        new(
            "AG101",
            "nothing says which sector is meant",
            Flawed(
                "Each party must not land\n  codes M-1\n  when not notice by the party with sector the sector in the last 24 h and not warning by the party with sector the sector in the last 24 h"
            ),
            "the field \"sector\""
        ),
        new(
            "AG102",
            "no fact can match",
            Flawed($"{Fire}  with calibre at least 100 mm\n  with calibre at most 30 mm"),
            "Take one of the conditions out"
        ),
        new(
            "AG103",
            "it can never be breached",
            FlawedTwo(Fire.TrimEnd(), "Each party may fire with any weapon\n  derogates from 1(1)"),
            "narrower"
        ),
        new(
            "AG104",
            "must and must not",
            FlawedTwo($"{Answer}  within 24 h", "Each party must not answer"),
            "Except it in 1(2)"
        ),
        new(
            "AG105",
            "a term that nothing uses",
            Flawed("\"loud\" means 3 or more firings by the same party in the last 24 h"),
            "Use it"
        ),
        new(
            "AG106",
            "a permission of what nothing forbids",
            Two("Each party must not strike", "Each party may give notice\n  derogates from 1(1)", Mark),
            "Name the prohibition"
        ),
        new("AG107", "it binds one party alone", Flawed("Dorn must not fire with any weapon"), "Unequal by agreement:"),
        new(
            "AG108",
            "it concludes from what nobody saw",
            Flawed("Each party must give notice\n  when no strike by the other party for 7 days\n  within 24 h"),
            "\"watched\""
        ),
        new(
            "AG109",
            "a term that is explained by itself",
            Flawed("\"loud\" means \"quick\"")
                + $"\n(2) More.\n\n```provision 1(2)\n\"quick\" means \"loud\"\n```\n\n(3) And more.\n\n```provision 1(3)\n{Fire}  unless \"loud\"\n```\n",
            "by facts"
        ),
        new(
            "AG110",
            "one fact in two units",
            Two($"{Fire}  counts discharge", $"{Fire}  in the buffer zone\n  counts round", Mark),
            "in the same unit"
        ),
        new("AG111", "a provision that no test shows", Flawed(Fire.TrimEnd()), "```test 1(1)"),
        new("AG112", "a fact that counts for ever", Flawed($"{Fire}  unless a notice by the party"), "in the last"),
        new(
            "AG113",
            "a sector that is the same as nothing",
            Flawed(
                "Each party must not land\n  unless a notice by the party in the same sector in the last 24 h\n  codes K-1"
            ),
            "Add \"sector\""
        ),
    ];
}
