using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using static Trucewatch.Verdicts.Tests.Worlds;

namespace Trucewatch.Verdicts.Tests;

/// <summary>Small matters to judge: one provision or a few, two parties, facts by hours from 1 March 2026, 00:00 UTC.</summary>
internal static class Cases
{
    public const long HourLong = 3_600_000_000;

    public static readonly Instant Begin = Instant.FromUtc(2026, 3, 1, 0, 0);

    /// <summary>So many hours after the begin, in microseconds since 1970.</summary>
    public static long H(double hours) => Begin.ToMicros() + (long)(hours * HourLong);

    public static Length Hours(int hours) => new Length.Exact(hours * HourLong);

    public static readonly Bearer Each = new Bearer.EachParty();

    /// <summary>By the party.</summary>
    public static Formula.Fact ByParty(string kind, params ReadOnlySpan<(string Field, string Variable)> fields)
    {
        var atom = Atom(kind, fields);
        return atom with { Arguments = atom.Arguments.Insert(0, new("by", new Operand.Variable("party"))) };
    }

    public static Formula.All And(params ImmutableArray<Formula> all) => new(all);

    public static Formula Ever(Formula of) => new Formula.Past(new(0, null), of);

    public static Provision Clause(string clause, Norm norm, params ImmutableArray<Unless> unless) =>
        new(
            clause,
            "",
            "",
            "",
            norm,
            unless,
            new(null, null),
            Needs,
            new(CodeSet.All, null),
            new("agreement/main.md", 1, 1)
        );

    /// <summary>Return what left within 48 hours, each piece by its name.</summary>
    public static Norm.Require Return(Limit? limit = null, Norm? then = null) =>
        new(
            Each,
            "the mechanism",
            And(ByParty("removal", ("weapon", "weapon"))),
            limit ?? new Limit.Within(Hours(48), null, false),
            ByParty("return", ("weapon", "weapon")),
            then
        );

    public static Matter Matter(double until, ImmutableArray<Provision> provisions, params ImmutableArray<Fact> facts)
    {
        var calendar = new Calendar(DateTimeZone.Utc, Begin);
        return new(
            [.. provisions.Select(p => new ClauseVersion(p, "v-" + p.Clause, Stretch.Always, 1))],
            Of(facts),
            calendar,
            Force.Always,
            Powers.None(calendar),
            ImmutableDictionary<FactId, bool?>.Empty,
            [new("A"), new("B")],
            ["X", "Y"],
            DefaultRules.Value,
            H(until)
        );
    }

    public static Matter With(this Matter matter, params RegisteredAct.Exercise[] uses) =>
        matter with
        {
            Powers = new(uses, matter.Clauses.Select(c => c.Provision), matter.Calendar),
        };

    /// <summary>The commission uses a power over clause 4(6).</summary>
    public static RegisteredAct.Exercise Use(
        Power power,
        double from,
        double? until = null,
        int by = 0,
        string id = "u1",
        string body = "commission"
    ) =>
        new(
            id,
            Begin,
            "",
            body,
            power,
            "4(6)",
            null,
            null,
            power == Power.Extend ? Hours(by) : null,
            new(Begin + Duration.FromHours(from), until is { } u ? Begin + Duration.FromHours(u) : null),
            ""
        );

    public static Provision Empowers(Power power, int? times = null, int? hours = null) =>
        Clause(
            "12(3)",
            new Norm.Empower("commission", power, ["4(6)"], null, new(times, hours is { } h ? Hours(h) : null))
        );

    public static Judgement Only(Matter matter) => Assert.Single(JudgeNorms.All(matter));

    public static ObligationState State(Matter matter) => Only(matter).Obligation!.State;

    public static string Word(Judgement judgement) =>
        judgement.Verdict switch
        {
            Verdict.Breached => "breached",
            Verdict.Complied => "complied",
            Verdict.Undetermined => "undetermined",
            _ => "runs",
        };
}
