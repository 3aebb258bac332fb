using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts.Tests.Engine;

/// <summary>What becomes known: a fact, another form of it, that it is none, or that time has gone on.</summary>
internal abstract record Happening
{
    public sealed record Said(Fact Fact) : Happening;

    public sealed record Unsaid(FactId Id) : Happening;

    public sealed record Later(long Now) : Happening;
}

/// <summary>Random provisions of the compiled fragment and random logs, from a seed. Time is in single microseconds.</summary>
internal sealed class RandomCases(int seed)
{
    private static readonly string[] Nouns = ["a", "b", "c"];
    private readonly Random random = new(seed);

    public static readonly ProofNeeded Needs = new(Standard.ReasonableGrounds, 2);

    /// <summary>How far things may be in doubt: not at all; unproven; also when and whose.</summary>
    public int Doubt { get; init; }

    public EngineAgreement Agreement(int provisions) =>
        new(
            [.. Enumerable.Range(0, provisions).Select(i => Provision(i + 1))],
            new([], []),
            new(DateTimeZone.Utc, null),
            ["A", "B"],
            ["G", "H", "I"]
        );

    private Provision Provision(int number) =>
        new($"{number}", "", "", "", Norm(), Unless(), new(null, null), Needs, new(CodeSet.All, null), new("", 1, 1));

    private ImmutableArray<Unless> Unless() => random.Next(4) == 0 ? [new(Window(["party", "sector"]), null)] : [];

    private Norm Norm() =>
        random.Next(10) switch
        {
            < 5 => new Norm.Forbid(new Bearer.EachParty(), Act("party")),
            < 7 => Require(new Bearer.EachParty(), "party"),
            < 8 => Require(new Bearer.EachGuarantor(), "guarantor"),
            _ when Doubt > 0 => new Norm.Forbid(new Bearer.EachParty(), Act("party")),
            8 => new Norm.Require(
                new Bearer.EachParty(),
                null,
                new Formula.Begins(State()),
                Within(),
                Atom(["sector"], "sector"),
                null
            ),
            _ => random.Next(2) == 0
                ? new Norm.Means("term", State())
                : new Norm.Keep(new Bearer.EachParty(), new Formula.Not(new Formula.Past(Span(), Atom([], "x")))),
        };

    private Norm.Require Require(Bearer by, string bearer)
    {
        var then =
            random.Next(2) == 0 ? new Norm.Require(by, null, new Formula.All([]), Within(), Done(bearer), null) : null;
        return new(by, null, Act(bearer), Within(), Done(bearer), then);
    }

    private Formula.Fact Done(string bearer) => Atom([bearer, "sector"], "done");

    private Limit.Within Within() => new(new Length.Exact(random.Next(6)), null, false);

    /// <summary>An anchor with up to three questions.</summary>
    private Formula.All Act(string bearer)
    {
        string[] known = bearer == "party" ? ["party", "sector", "size"] : ["sector", "size"];
        var anchor = new Formula.Fact(
            Noun(),
            CodeSet.All,
            [.. known.Select(v => new Argument(Field(v), new Operand.Variable(v)))]
        );
        var parts = new List<Formula> { anchor };
        for (var i = random.Next(4); i > 0; i--)
            parts.AddRange(
                Part(
                    [
                        .. known.Where(k => k != "size"),
                        .. bearer == "guarantor" ? ["guarantor"] : Array.Empty<string>(),
                    ],
                    i
                )
            );
        if (random.Next(3) == 0)
            parts.Add(Compare("size", random.Next(1, 5)));
        return new([.. parts]);
    }

    private IEnumerable<Formula> Part(string[] known, int number)
    {
        if (random.Next(4) == 0)
            return Tally(known, $"n{number}");
        Formula part =
            random.Next(7) == 0 ? Sincelike(known)
            : random.Next(5) == 0 ? new Formula.Any([Window(known), Window(known)])
            : Window(known);
        return [random.Next(2) == 0 ? new Formula.Not(part) : part];
    }

    private IEnumerable<Formula> Tally(string[] known, string result)
    {
        var kind = random.Next(3) switch
        {
            0 => TallyKind.Sum,
            1 => TallyKind.Distinct,
            _ => TallyKind.Count,
        };
        string[] per = [.. known.Where(_ => random.Next(2) == 0)];
        var over = new Formula.Fact(
            Noun(),
            CodeSet.All,
            [
                .. per.Select(v => new Argument(Field(v), new Operand.Variable(v))),
                new("size", new Operand.Variable("much")),
                new("id", new Operand.Variable("which")),
            ]
        );
        yield return new Formula.Tally(result, kind, kind == TallyKind.Count ? null : "much", [.. per], Span(), over);
        yield return Compare(result, random.Next(1, 5));
    }

    private Formula.All State()
    {
        string[] per = random.Next(2) == 0 ? ["party", "sector"] : ["sector"];
        var over = new Formula.Fact(
            Noun(),
            CodeSet.All,
            [.. per.Select(v => new Argument(Field(v), new Operand.Variable(v)))]
        );
        return new([
            new Formula.Tally("n", TallyKind.Count, null, [.. per], new(0, random.Next(1, 12)), over),
            new Formula.Compare(
                new Operand.Variable("n"),
                Comparison.AtLeast,
                new Operand.Constant(new Value.Number(random.Next(1, 4)))
            ),
        ]);
    }

    private Formula.Compare Compare(string variable, int bound) =>
        new(
            new Operand.Variable(variable),
            random.Next(3) == 0 ? Comparison.AtMost : Comparison.AtLeast,
            new Operand.Constant(new Value.Number(bound))
        );

    private Formula Window(string[] known)
    {
        var of = Conditioned(known);
        return random.Next(3) == 0 ? new Formula.Next(Finite(), of) : new Formula.Past(Span(), of);
    }

    private Formula Sincelike(string[] known)
    {
        var keeping = new Formula.Not(Atom(Some(known), "k"));
        return random.Next(2) == 0
            ? new Formula.Since(keeping, Span(), Conditioned(known))
            : new Formula.Until(keeping, Finite(), Conditioned(known));
    }

    // One fact, sometimes with a condition, sometimes (never where times are in doubt) with a question of its own.
    private Formula Conditioned(string[] known)
    {
        var shared = Some(known);
        var own = $"own{random.Next(1_000_000)}";
        var atom = Atom(shared, own);
        return random.Next(6) switch
        {
            0 => new Formula.All([atom, Compare(own, random.Next(1, 5))]),
            1 when Doubt < 2 && shared.Length > 0 => new Formula.All([
                atom,
                random.Next(2) == 0
                    ? new Formula.Not(new Formula.Past(Span(), Atom(Some(shared), "deep")))
                    : new Formula.Past(Span(), Atom(Some(shared), "deep")),
            ]),
            _ => atom,
        };
    }

    private string[] Some(string[] known) => [.. known.Where(_ => random.Next(3) > 0)];

    private Formula.Fact Atom(string[] shared, string own) =>
        new(
            Noun(),
            CodeSet.All,
            [
                .. shared.Select(v => new Argument(Field(v), new Operand.Variable(v))),
                .. shared.Contains("size") || own is "k" or "x" or "deep" or "done" or "sector"
                    ? Array.Empty<Argument>()
                    : [new Argument("size", new Operand.Variable(own))],
            ]
        );

    private string Noun() => Nouns[random.Next(Nouns.Length)];

    private static string Field(string variable) =>
        variable switch
        {
            "party" => "by",
            "guarantor" => "for",
            _ => variable,
        };

    private Window Span() => new(random.Next(4), random.Next(8) == 0 ? null : 3 + random.Next(10));

    private Window Finite() => new(random.Next(4), 3 + random.Next(10));

    /// <summary>A log: mostly in order, some late, some said again otherwise, some withdrawn.</summary>
    public List<Happening> Log(int length)
    {
        var log = new List<Happening>();
        var known = new List<FactId>();
        var now = 0L;
        for (var i = 0; i < length; i++)
        {
            now += random.Next(3);
            if (random.Next(3) == 0)
                log.Add(new Happening.Later(now));
            if (known.Count > 0 && random.Next(6) == 0)
                log.Add(new Happening.Unsaid(known[random.Next(known.Count)]));
            else if (known.Count > 0 && random.Next(5) == 0)
                log.Add(new Happening.Said(Fact(known[random.Next(known.Count)], now)));
            else
            {
                known.Add(new($"f{i:000}"));
                log.Add(new Happening.Said(Fact(known[^1], random.Next(4) == 0 ? random.Next((int)now + 1) : now)));
            }
        }
        return log;
    }

    private Fact Fact(FactId id, long at)
    {
        var fields = ImmutableSortedDictionary<string, Field>
            .Empty.Add("by", Party())
            .Add("for", Agreements(["G", "H", "I"]))
            .Add("sector", Agreements(["1", "2"]))
            .Add("size", Trucewatch.Verdicts.Field.Of(new Value.Number(random.Next(1, 5))));
        if (Doubt > 2 && random.Next(10) == 0)
            fields = fields.Remove("sector");
        var proven = Doubt == 0 || random.Next(4) > 0;
        var length = Doubt > 1 && random.Next(4) == 0 ? 1 + random.Next(4) : 1;
        return new(
            id,
            Nouns[id.Text[^1] % 3],
            at,
            at + length,
            ImmutableSortedDictionary<Code, double>.Empty,
            fields,
            proven ? FactProof.Registered : new(false, 1, null, Standard.ReasonableGrounds)
        );
    }

    private Field Party() =>
        Doubt > 1 && random.Next(8) == 0 ? new([new Value.Name("A"), new Value.Name("B")]) : Agreements(["A", "B"]);

    private Field Agreements(string[] of) => Trucewatch.Verdicts.Field.Of(new Value.Name(of[random.Next(of.Length)]));
}
