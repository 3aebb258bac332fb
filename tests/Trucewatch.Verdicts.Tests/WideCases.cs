using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts.Tests;

/// <summary>Random agreements with norms of each kind and random facts, from a seed. Time is in single microseconds from entry into force.</summary>
/// <remarks>Wider than what the engine compiles: <see cref="Engine.RandomCases"/> makes those.</remarks>
internal sealed class WideCases(int seed)
{
    /// <summary>The last instant at which something happens, and that up to which limits run.</summary>
    public const int Last = 24;
    public const int Until = 60;

    private static readonly ImmutableArray<string> guarantors = ["G", "H", "I"];
    private static readonly string[] nouns = ["a", "b", "c"];
    private static readonly Validity fromEntry = new(
        new(new(MomentOf.EntryIntoForce, null, null, null, null, new Length.Exact(0)), false),
        null
    );

    private readonly Random random = new(seed);

    /// <summary>Provisions 1 to n, with what lifts the first and what a term means behind them.</summary>
    public ImmutableArray<Provision> Provisions(int count)
    {
        var all = Enumerable.Range(1, count).Select(i => Clause($"{i}", Norm())).ToList();
        if (random.Next(2) == 0)
            all.Add(Permit(all[0]));
        all.Add(Clause("terms", new Norm.Means("term", State(["party", "sector"]))) with { Unless = [] });
        return [.. all];
    }

    private Provision Clause(string clause, Norm norm) =>
        Cases.Clause(
            clause,
            norm,
            [
                .. Enumerable
                    .Range(0, random.Next(3) / 2)
                    .Select(_ => new Unless(Condition(["party", "sector"], 1), null)),
            ]
        ) with
        {
            When = fromEntry,
        };

    private Provision Permit(Provision from)
    {
        var act = from.Norm is Norm.Forbid { Act: Formula.All { Of: [Formula.Fact atom, ..] } }
            ? new Formula.All([
                atom with
                {
                    Arguments =
                    [
                        new("by", new Operand.Variable("party")),
                        new("sector", new Operand.Variable("sector")),
                    ],
                },
                Condition(["party", "sector"], 1),
            ])
            : Condition(["party"], 1);
        return Clause("permit", new Norm.Permit(new Bearer.EachParty(), act, [from.Clause])) with
        {
            When = new(null, null),
        };
    }

    private Norm Norm()
    {
        Bearer by = random.Next(4) == 0 ? new Bearer.Named(new("A")) : new Bearer.EachParty();
        return random.Next(10) switch
        {
            < 4 => new Norm.Forbid(by, Act("party")),
            4 => new Norm.Forbid(by, State(["party", "sector"])),
            5 => new Norm.Keep(by, Condition(["party"], 2)),
            6 => Require(new Bearer.EachGuarantor(), Act("guarantor"), "guarantor"),
            7 => Require(
                by,
                random.Next(3) == 0 ? new Formula.All([]) : new Formula.Begins(State(["party", "sector"])),
                "party"
            ),
            _ => Require(by, Act("party"), "party"),
        };
    }

    private Norm.Require Require(Bearer by, Formula trigger, string bearer)
    {
        var isBefore = trigger is Formula.All { Of.IsEmpty: false } && random.Next(4) == 0;
        var then =
            !isBefore && random.Next(3) == 0
                ? new Norm.Require(by, null, new Formula.All([]), Within(), Done(bearer), null)
                : null;
        return new(
            by,
            null,
            trigger,
            isBefore ? new Limit.Before(random.Next(3), random.Next(2) == 0 ? null : 3 + random.Next(5)) : Within(),
            // A state that names a sector names it for the act too: what a name means that stands nowhere else is open (see 0011).
            trigger is Formula.Begins
                ? Atom([bearer, "sector"])
                : Done(bearer),
            then
        );
    }

    private Limit.Within Within() => new(new Length.Exact(random.Next(7)), null, false);

    private Formula.Fact Done(string bearer) => Atom(random.Next(2) == 0 ? [bearer] : [bearer, "sector"]);

    /// <summary>A fact with up to three conditions; now and then one of two.</summary>
    private Formula Act(string bearer)
    {
        string[] known = bearer == "party" ? ["party", "sector", "size"] : ["sector", "size"];
        string[] asked = bearer == "party" ? ["party", "sector"] : ["guarantor", "sector"];
        return random.Next(6) == 0 ? new Formula.Any([One(), One()]) : One();

        Formula.All One() =>
            new([
                Atom(known),
                .. Enumerable.Range(0, random.Next(4)).Select(_ => Condition(asked, 2)),
                .. Enumerable.Range(0, random.Next(4) / 3).Select(_ => Compare("size", random.Next(1, 5))),
            ]);
    }

    /// <summary>Holds over stretches, for each naming of its groups.</summary>
    private Formula State(string[] per)
    {
        string[] by = random.Next(2) == 0 ? per : [.. per.Take(1)];
        return random.Next(3) == 0
            ? new Formula.Past(new(random.Next(2), 1 + random.Next(9)), Atom(by))
            : Counted(by, new(0, 1 + random.Next(11)));
    }

    private Formula.All Counted(string[] per, Window within)
    {
        var result = $"n{random.Next(1_000_000)}";
        var kind = (TallyKind)random.Next(1, 6);
        var over =
            Atom(per) is var atom && kind == TallyKind.Count
                ? atom
                : atom with
                {
                    Arguments =
                    [
                        .. atom.Arguments,
                        new("size", Var("much " + result)),
                        new("id", Var("which " + result)),
                    ],
                };
        return new([
            new Formula.Tally(result, kind, kind == TallyKind.Count ? null : "much " + result, [.. per], within, over),
            Compare(result, random.Next(1, 5)),
        ]);
    }

    private Formula Condition(string[] known, int depth) =>
        random.Next(depth > 0 ? 14 : 5) switch
        {
            < 4 => new Formula.Past(Behind(), Event(known, depth)),
            4 => new Formula.Next(Ahead(), Event(known, depth)),
            5 or 6 or 7 => new Formula.Not(Condition(known, depth - 1)),
            8 => new Formula.Any([Condition(known, depth - 1), Condition(known, depth - 1)]),
            9 => new Formula.Since(Keeping(known, depth), Behind(), Event(known, 0)),
            10 => new Formula.Until(Keeping(known, depth), Ahead(), Event(known, 0)),
            11 => new Formula.Some("sector", Condition([.. known.Append("sector").Distinct()], depth - 1)),
            12 => Counted(Some(known), Behind() with { From = 0 }),
            _ => random.Next(3) switch
            {
                0 => new Formula.Past(Behind(), new Formula.Begins(State(Some(known, atLeast: 1)))),
                1 => new Formula.Past(Behind(), new Formula.Ends(State(Some(known, atLeast: 1)))),
                _ => known.Contains("party") ? new Formula.Defined("term") : Event(known, 0),
            },
        };

    private Formula Keeping(string[] known, int depth) =>
        random.Next(3) == 0 ? Condition(known, depth - 1) : new Formula.Not(Atom(Some(known)));

    // One fact, sometimes with a condition on it, sometimes with a question of its own.
    private Formula Event(string[] known, int depth)
    {
        var shared = Some(known);
        var own = $"own{random.Next(1_000_000)}";
        return random.Next(6) switch
        {
            0 => new Formula.All([
                Atom(shared) with
                {
                    Arguments = [.. Arguments(shared), new("size", Var(own))],
                },
                Compare(own, random.Next(1, 5)),
            ]),
            1 when depth > 0 => new Formula.All([Atom(shared), Condition(shared, depth - 1)]),
            2 => Atom(shared) with { Arguments = [.. Arguments(shared), new("for", Var(own))] },
            _ => Atom(shared),
        };
    }

    private string[] Some(string[] known, int atLeast = 0)
    {
        string[] some = [.. known.Where(_ => random.Next(3) > 0)];
        return some.Length < atLeast ? [.. known.Take(atLeast)] : some;
    }

    private Formula.Fact Atom(string[] of) => new(nouns[random.Next(nouns.Length)], CodeSet.All, [.. Arguments(of)]);

    private static IEnumerable<Argument> Arguments(string[] of) => of.Select(v => new Argument(Field(v), Var(v)));

    private static Operand.Variable Var(string name) => new(name);

    private static string Field(string variable) =>
        variable switch
        {
            "party" => "by",
            "guarantor" => "for",
            _ => variable,
        };

    private Formula.Compare Compare(string variable, int bound) =>
        new(
            Var(variable),
            random.Next(6) switch
            {
                0 => Comparison.AtMost,
                1 => Comparison.IsNot,
                2 => Comparison.Is,
                _ => Comparison.AtLeast,
            },
            new Operand.Constant(new Value.Number(bound))
        );

    private Window Behind() => new(random.Next(4), random.Next(8) == 0 ? null : 3 + random.Next(9));

    private Window Ahead() => new(random.Next(4), 3 + random.Next(9));

    /// <summary>Facts a, b and c; with doubt: who, where, how much, when and whether may each be open.</summary>
    public ImmutableArray<Fact> Facts(int count, bool doubt = false) =>
        [.. Enumerable.Range(0, count).Select(i => Fact(i, doubt))];

    private Fact Fact(int number, bool doubt)
    {
        var at = random.Next(Last);
        var fields = ImmutableSortedDictionary<string, Field>.Empty;
        foreach (var (field, values) in Domain)
            if (!doubt || random.Next(10) > 0)
                fields = fields.Add(
                    field,
                    new([.. doubt && random.Next(10) == 0 ? values : [values[random.Next(values.Length)]]])
                );
        return new(
            new($"f{number:000}"),
            nouns[random.Next(nouns.Length)],
            at,
            at + (doubt && random.Next(5) == 0 ? 1 + random.Next(4) : 1),
            ImmutableSortedDictionary<Code, double>.Empty,
            fields,
            !doubt || random.Next(3) > 0
                ? FactProof.Registered
                : new(false, random.Next(1, 3), null, random.Next(2) == 0 ? null : Standard.ReasonableGrounds)
        );
    }

    /// <summary>What each field may be.</summary>
    public static readonly ImmutableSortedDictionary<string, ImmutableArray<Value>> Domain = new Dictionary<
        string,
        ImmutableArray<Value>
    >
    {
        ["by"] = [new Value.Name("A"), new Value.Name("B")],
        ["for"] = [.. guarantors.Select(g => new Value.Name(g))],
        ["sector"] = [new Value.Name("1"), new Value.Name("2")],
        ["size"] = [.. Enumerable.Range(1, 4).Select(n => new Value.Number(n))],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The same for the engine.</summary>
    public static EngineAgreement Agreement(ImmutableArray<Provision> provisions) =>
        new(provisions, new([], []), new(DateTimeZone.Utc, Instant.FromUnixTimeTicks(0)), ["A", "B"], guarantors);

    /// <summary>The matter to judge.</summary>
    public static Matter Matter(ImmutableArray<Provision> provisions, ImmutableArray<Fact> facts)
    {
        var calendar = new Calendar(DateTimeZone.Utc, Instant.FromUnixTimeTicks(0));
        return new(
            [.. provisions.Select(p => new ClauseVersion(p, "v", Stretch.Always, 0))],
            Worlds.Of(facts) with
            {
                Terms = provisions
                    .Select(p => p.Norm)
                    .OfType<Norm.Means>()
                    .ToImmutableDictionary(m => m.Term, m => m.Is),
            },
            calendar,
            Force.Always,
            Powers.None(calendar),
            ImmutableDictionary<FactId, bool?>.Empty,
            [new PartyId("A"), new PartyId("B")],
            guarantors,
            DefaultRules.Value,
            Until
        );
    }

    /// <summary>What the reference finds: clause, bearer and the fact, or the instant of a state; each once.</summary>
    public static ImmutableSortedSet<string> Breaches(
        ImmutableArray<Provision> provisions,
        IEnumerable<Exact> facts,
        int until = Until
    )
    {
        var terms = provisions
            .Select(p => p.Norm)
            .OfType<Norm.Means>()
            .DistinctBy(m => m.Term)
            .ToDictionary(m => m.Term, m => m.Is);
        var meaning = new Reference(Reference.Instants(-Margin, until + Margin), facts, terms);
        return
        [
            .. new ReferenceNorms(meaning, provisions, new(["A", "B"], guarantors, Margin, until + Margin))
                .Breaches()
                .Select(b => $"{b.Clause} {b.Bearer} {b.Fact ?? $"{b.At - Margin}"}"),
        ];
    }

    /// <summary>A judgement in the same words. What a breach starts is named by what set off the duty that was breached.</summary>
    public static string Key(Judgement judgement)
    {
        if (judgement.Obligation?.Remedy is not { } of)
            return $"{judgement.Key.Clause} {judgement.Key.Bearer} {judgement.Anchor.Fact?.Text ?? $"{judgement.Anchor.Start}"}";
        var anchor = of.Anchor.Split(' ')[0];
        return $"{judgement.Key.Clause} if breached {judgement.Key.Bearer} "
            + (anchor[0] == 'f' ? anchor : $"{InstantPattern.ExtendedIso.Parse(anchor).Value.ToUnixTimeTicks() / 10}");
    }

    // Farther than any window reaches.
    private const int Margin = 40;

    /// <summary>One exact choice of all that is doubtful: what did not happen is left out; whose act it was may be nobody's.</summary>
    public static ImmutableArray<Fact> Truth(ImmutableArray<Fact> facts, Random random) =>
        [
            .. facts
                .Where(f => f.Proof.Suffices(Worlds.Needs) || random.Next(2) == 0)
                .Select(f => (Fact: f, At: f.Start + random.NextInt64(f.End - f.Start)))
                .Select(f =>
                    f.Fact with
                    {
                        Start = f.At,
                        End = f.At + 1,
                        Fields = Domain.ToImmutableSortedDictionary(
                            d => d.Key,
                            d => Trucewatch.Verdicts.Field.Of(One(f.Fact, d.Key, d.Value, random))
                        ),
                    }
                ),
        ];

    private static Value One(Fact fact, string field, ImmutableArray<Value> domain, Random random)
    {
        var possible = fact.Fields.GetValueOrDefault(field)?.Possible ?? domain;
        return field == "by" && !fact.Proof.Attributes(Worlds.Needs) && random.Next(2) == 0
            ? new Value.Name("nobody")
            : possible[random.Next(possible.Length)];
    }

    /// <summary>A fact of which nothing is open, as the reference takes it.</summary>
    public static Exact Exactly(Fact fact) =>
        new(
            fact.Id.Text,
            fact.Kind,
            (int)fact.Start + Margin,
            fact.Fields.ToImmutableDictionary(f => f.Key, f => f.Value.Possible.Single())
        );

    /// <summary>A case that failed, in words.</summary>
    public static string Said(
        int seed,
        ImmutableArray<Provision> provisions,
        IEnumerable<Fact> facts,
        IEnumerable<string> expected,
        IEnumerable<string> found
    ) =>
        $"case {seed} misses {string.Join(", ", expected.Except(found))} and adds {string.Join(", ", found.Except(expected))}\n"
        + string.Join('\n', provisions.Select(ReadBack.Signs).Concat(facts.OrderBy(f => f.Start).Select(Said)));

    private static string Said(Fact fact) =>
        $"{fact.Id} {fact.Kind} [{fact.Start}, {fact.End}) "
        + string.Join(' ', fact.Fields.Select(f => $"{f.Key}={string.Join('|', f.Value.Possible.Select(Said))}"))
        + (fact.Proof.IsRegistered ? "" : $" {fact.Proof.Groups} groups, by {fact.Proof.Attributed}");

    private static string Said(Value value) => value is Value.Name name ? name.Of : $"{((Value.Number)value).Of}";
}
