using FsCheck;
using FsCheck.Fluent;

namespace Trucewatch.Formats.Tests.Agreement;

/// <summary>Random provisions over the sample terms: every construct of the language, in any mixture that it allows.</summary>
internal static class Sentences
{
    private static readonly string[] lengths = ["24 h", "7 days", "90 min", "1 day", "0.5 h"];

    private static readonly string[] places =
    [
        "in the buffer zone",
        "outside the area of the ceasefire",
        "within 2.5 km of the line of contact",
        "at least 500 m from sector 4",
    ];

    /// <summary>The lines of one provision block.</summary>
    public static Gen<string> Provision() =>
        Gen.OneOf(Ban(), Permission(), Duty(), State(), Definition(), Entry(), Power()).Select(p => p.Trim());

    private static Gen<string> Length() => Gen.Elements(lengths);

    private static Gen<string> Optional(Gen<string> part) => Gen.OneOf(Gen.Constant(""), part);

    private static Gen<string> Fact() =>
        Gen.OneOf(
            from who in Gen.Elements("", " by the party", " by the other party", " by any party", " by A")
            from codes in Gen.Elements("", " of K-4", " of K-1 to K-3, K-11")
            from field in Gen.Elements(
                "",
                " with calibre at least 100 mm",
                " with weapon the weapon",
                " with weapon is not tank",
                " with calibre 120 mm with weapon artillery"
            )
            from place in Gen.Elements([.. places, "", "in the same sector"])
            from sector in Gen.Elements("", place == "in the same sector" ? "" : " with sector 4")
            select $"firing{codes}{who}{field}{sector} {place}".TrimEnd(),
            from who in Gen.Elements("", " by the party", " by each party")
            from tail in Gen.Elements("", " in the same sector")
            select $"notice of demining{who}{tail}",
            Gen.Elements(
                "closure with place the place",
                "request for access by the mechanism to the other party",
                "report of measures by the guarantor",
                "consultation by each guarantor about the request for consultation",
                "notification by the party about the manoeuvre",
                "return by B with weapon any weapon"
            )
        );

    private static Gen<string> Window() =>
        Gen.OneOf(
            from a in Length()
            select $" in the last {a}",
            from a in Length()
            select $" in the next {a}",
            from a in Length()
            select $" at least {a} before",
            Gen.Constant(" at least 24 h before and at most 7 days before")
        );

    private static Gen<string> Part(int depth) =>
        depth <= 0
            ? Gen.OneOf(Simple(), Simple(), Gen.Constant("the ceasefire is in force"))
            : Gen.OneOf(
                Simple(),
                from inner in Condition(depth - 1)
                select $"({inner})",
                from inner in Part(depth - 1)
                select $"not {inner}",
                from fact in Fact()
                from start in Part(depth - 1)
                select $"no {fact} since {start}",
                from fact in Fact()
                from start in Part(depth - 1)
                select $"a {fact} in the last 7 days since {start}",
                from fact in Fact()
                from end in Part(depth - 1)
                select $"no {fact} in the next 24 h until {end}",
                from inner in Condition(depth - 1)
                from d in Length()
                select $"(({inner}) and the ceasefire is credible) for {d} watched"
            );

    private static Gen<string> Simple() =>
        Gen.OneOf(
            from fact in Fact()
            from window in Optional(Window())
            select $"a {fact}{window}",
            from fact in Fact()
            from window in Optional(Window())
            select $"no {fact}{window}",
            from fact in Fact()
            from d in Length()
            select $"no {fact} for {d} watched",
            from fact in Fact()
            from n in Gen.Choose(1, 9)
            from d in Length()
            select $"{n} or more {fact} in the last {d}",
            Gen.Constant("2 or more different reports of measures by any guarantor in the last 3 days"),
            Gen.Constant("3 or more strikes by the same party in the same sector begins in the last 7 days"),
            from turn in Gen.Elements("", " begins", " ends")
            select $"\"pattern of strikes\"{turn}",
            Gen.Elements(
                "demining notified",
                "demining notified in the last 24 h",
                "the place was closed for mines in the last 24 h",
                "a consultation is requested",
                "artillery left storage",
                "\"pattern of strikes\" for 2 days",
                "the ceasefire is suspended"
            )
        );

    private static Gen<string> Condition(int depth) =>
        Gen.OneOf(
            Part(depth),
            from a in Part(depth)
            from b in Part(depth)
            select $"{a} and {b}",
            from a in Part(depth)
            from b in Part(depth)
            select $"{a} or {b}",
            from a in Part(depth)
            from b in Part(depth)
            from c in Part(depth)
            select $"{a} and {b} or {c}"
        );

    private static Gen<string> Line(string word) => from c in Condition(2) select $"\n{word} {c}";

    private static Gen<string> Validity() =>
        Gen.Elements(
            "",
            "\nfrom day 2 06:00",
            "\nafter day 30",
            "\non 2026-03-05",
            "\non entry into force",
            "\nfrom 2026-03-01 18:00 Europe/Moscow\nuntil 2026-04-01",
            "\nuntil entry into force plus 3 months rounded down",
            "\nafter 2026-03-01 plus 3 calendar days"
        );

    private static Gen<string> Counting() =>
        Gen.Elements(
            "",
            "\nneeds balance of probabilities, 3 independent sources",
            "\ncounts round\nneeds reasonable suspicion"
        );

    private static Gen<string> Unless() => Optional(Line("unless"));

    private static Gen<string> Options() =>
        from field in Gen.Elements(
            "",
            "\nwith calibre more than 82 mm",
            "\nwith weapon is not mortar",
            "\nwith sector 4"
        )
        from place in Gen.Elements(places.Select(p => "\n" + p).Append("").ToArray())
        select field + place;

    private static Gen<string> Ban() =>
        from bearer in Gen.Elements("Each party", "A", "The parties")
        from act in Gen.Elements(
            "fire with any weapon",
            "keep artillery",
            "keep any weapon",
            "fire for demining",
            "fire with the weapon"
        )
        from options in Options()
        from codes in Gen.Constant(
            act.StartsWith("keep", StringComparison.Ordinal) ? "\ncodes W-1; at least S2"
            : act.EndsWith("demining", StringComparison.Ordinal) ? ""
            : "\ncodes K-4 to K-5, K-11"
        )
        from when in Optional(Line("when"))
        from validity in Validity()
        from unless in Unless()
        from counting in Counting()
        select $"{bearer} must not {act}{options}{when}{validity}{unless}{codes}{counting}";

    private static Gen<string> Permission() =>
        from act in Gen.Elements("fire for demining", "withdraw from the disengagement area", "keep tank")
        from when in Optional(Line("when"))
        from validity in Validity()
        select $"Each party may {act}{when}{validity}\nderogates from 2(1)";

    private static Gen<string> Limit() =>
        Gen.Elements(
            "within 48 h",
            "within 3 calendar days",
            "within 2 months rounded up",
            "by day 24 12:00",
            "by the next day 06:00",
            "by 2026-04-01",
            "at least 48 h before",
            "at least 24 h before\nat most 7 days before",
            "at most 3 days before"
        );

    private static Gen<string> Duty() =>
        from norm in Gen.Elements(
            "Each party must return a declared weapon",
            "Each party must return a declared artillery",
            "B must withdraw from the disengagement area",
            "Each party must notify a manoeuvre",
            "Each guarantor must consult the other guarantors",
            "The head of monitoring must refer the pattern to the commission"
        )
        from when in Line("when")
        from limit in Limit()
        from owed in Gen.Elements("", "\nowed to the mechanism", "\nowed to the other party", "\nowed to A")
        from validity in Validity()
        from unless in Unless()
        from remedy in Gen.Elements(
            "",
            "\nif breached: The guarantor must explain in writing\nwithin 24 h\nowed to the coordination cell",
            "\nif breached: Each party must withdraw from the disengagement area\nwithin 24 h\nif breached: The guarantor must report measures\nby day 9",
            "\nif breached: Each party may fire for demining\nderogates from 2(1)",
            "\nif breached: A must not keep tank\nwith calibre at least 100 mm\nin the buffer zone"
        )
        select $"{norm}{when}\n{limit}{owed}{validity}{unless}\ncodes P-2 to P-3{remedy}";

    private static Gen<string> State() =>
        from bearer in Gen.Elements("Each party", "The commission", "Each guarantor")
        from state in Condition(2)
        from when in Optional(Line("when"))
        from validity in Validity()
        select $"{bearer} must keep {state}{when}{validity}";

    private static Gen<string> Definition() => from c in Condition(2) select $"\"trouble\" means {c}";

    private static Gen<string> Entry() =>
        from start in Gen.Elements(
            "enters into force",
            "ends",
            "enters into force for each party",
            "ends for each guarantor"
        )
        from when in Line("when")
        from moment in Gen.Elements("", "\non the next day 06:00", "\non day 120", "\non 2026-05-01 12:00 UTC")
        select $"The agreement {start}{when}{moment}";

    private static Gen<string> Power() =>
        Gen.Elements(
            "The commission has the power to extend\na time limit of 4(6) or 7(1)\nonce, by at most 48 h",
            "The commission has the power to suspend\nthe provision 2(1)\n3 times, by at most 30 calendar days",
            "The head of monitoring has the power to refer\n\"pattern of strikes\"",
            "The mechanism has the power to declare\na closure\nonce",
            "The commission has the power to waive\nthe provision 4(6)"
        );
}
