using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Formats.Agreement;
using Trucewatch.Formats.Tests.Agreement;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Verdicts;

namespace Trucewatch.Bench;

/// <summary>The six rules that are timed, and the twelve provisions of the sample agreement as read from its text.</summary>
internal static class EngineRules
{
    private const long Hour = CeasefireLog.Hour;

    public static readonly ImmutableArray<string> Names = ["R1", "R2", "R3", "R4", "R5", "R6"];

    private static readonly ReadAgreement Sample = AgreementReader.Read(
        [AgreementMarkdown.Split("agreement/main.md", WholeAgreement.Text)],
        WholeAgreement.Context with
        {
            Guarantors = [new("G1", []), new("G2", []), new("G3", [])],
        }
    );

    public static readonly Calendar Calendar = new(
        DateTimeZoneProviders.Tzdb["Europe/Kyiv"],
        Instant.FromUnixTimeTicks(CeasefireLog.Start * 10)
    );

    public static EngineAgreement Twelve => Of(Sample.Provisions);

    public static EngineAgreement Rule(string name) => Of([Provision(name, Norm(name), Unless(name))]);

    /// <summary>One provision, with the terms and permissions that it may rest on.</summary>
    public static EngineAgreement Alone(Provision one) =>
        Of([
            .. Sample.Provisions.Where(p =>
                p == one
                || p.Norm is Norm.Permit
                || (p.Norm is Norm.Means && one.Clause.StartsWith("11", StringComparison.Ordinal))
            ),
        ]);

    private static EngineAgreement Of(ImmutableArray<Provision> provisions) =>
        new(provisions, Sample.Terms, Calendar, ["A", "B"], ["G1", "G2", "G3"]);

    private static Norm Norm(string name) =>
        name switch
        {
            "R1" => new Norm.Forbid(new Bearer.EachParty(), Fact("firing", "by party", "sector sector")),
            "R2" => new Norm.Forbid(
                new Bearer.EachParty(),
                new Formula.All([
                    Fact("sighting", "by party", "calibre calibre", "place place"),
                    new Formula.Compare(
                        new Operand.Variable("calibre"),
                        Comparison.AtLeast,
                        new Operand.Constant(new Value.Number(100))
                    ),
                    new Formula.Near("line", Distance.FromMeters(15_000), false),
                ])
            ),
            "R3" => new Norm.Forbid(
                new Bearer.EachParty(),
                new Formula.All([
                    Fact("strike", "by party", "sector sector"),
                    new Formula.Tally(
                        "n",
                        TallyKind.Count,
                        null,
                        ["party", "sector"],
                        new(0, 168 * Hour),
                        Fact("strike", "by party", "sector sector")
                    ),
                    new Formula.Compare(
                        new Operand.Variable("n"),
                        Comparison.AtLeast,
                        new Operand.Constant(new Value.Number(3))
                    ),
                ])
            ),
            "R4" => new Norm.Require(
                new Bearer.EachGuarantor(),
                null,
                Fact("request for consultation", "id attack"),
                new Limit.Within(new Length.Exact(24 * Hour), null, false),
                Fact("consultation", "by guarantor", "about attack"),
                null
            ),
            "R5" => new Norm.Forbid(
                new Bearer.EachParty(),
                new Formula.All([
                    Fact("sighting", "by party", "weapon weapon"),
                    new Formula.Since(
                        new Formula.Not(Fact("return", "by party", "weapon weapon")),
                        new(48 * Hour, null),
                        Fact("removal", "by party", "weapon weapon")
                    ),
                ])
            ),
            _ => new Norm.Forbid(
                new Bearer.TheBody("mechanism"),
                new Formula.All([
                    Fact("request for consultation", "id attack"),
                    new Formula.Some(
                        "guarantor",
                        new Formula.Not(
                            new Formula.Next(
                                new(0, 72 * Hour),
                                Fact("report of measures", "by guarantor", "about attack")
                            )
                        )
                    ),
                ])
            ),
        };

    private static ImmutableArray<Unless> Unless(string name) =>
        name == "R1"
            ?
            [
                new(
                    new Formula.Past(
                        new(24 * Hour, 168 * Hour),
                        Fact("notice of demining", "by party", "sector sector")
                    ),
                    null
                ),
            ]
            : [];

    private static Provision Provision(string name, Norm norm, ImmutableArray<Unless> unless) =>
        new(
            name,
            "",
            "",
            "",
            norm,
            unless,
            name == "R2" ? new(new(new(MomentOf.Day, 30, null, null, null, null), true), null) : new(null, null),
            new(Standard.ReasonableGrounds, 2),
            new(CodeSet.All, null),
            new("", 1, 1)
        );

    private static Formula.Fact Fact(string noun, params string[] arguments) =>
        new(
            noun,
            CodeSet.All,
            [.. arguments.Select(a => a.Split(' ')).Select(a => new Argument(a[0], new Operand.Variable(a[1])))]
        );
}
