using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts.Tests.Engine;

/// <summary>A judgement from nothing, from section 4 of the design: slow, over all facts and whole microseconds.</summary>
/// <remarks>
/// Answers are 0 no, 1 not settled (in doubt, or a window ahead has not closed), 3 surely so. It stays beside the
/// <see cref="Reference"/>, which is two-valued and knows only limits that have run: this one says after every entry, doubt and
/// open windows included, what the engine must say to the letter. What is true it does not decide: where the two differ, it is wrong.
/// </remarks>
internal sealed class Naive(EngineAgreement agreement, IReadOnlyCollection<Fact> facts, long now)
{
    private static readonly Value Unknown = new Value.Name("?");
    private ProofNeeded needs = null!;

    /// <summary>Everything that stands: provision, instant, fact or key, bearer, and 1 or 3.</summary>
    public List<(string Clause, long At, string Anchor, string Bearer, int Bits)> Standing()
    {
        var all = new List<(string, long, string, string, int)>();
        foreach (var provision in agreement.Provisions)
        {
            needs = provision.Needs;
            if (provision.Norm is Norm.Forbid or Norm.Require { Trigger: not (Formula.Begins or Formula.Defined) })
                Facts(provision, all);
            else if (provision.Norm is not Norm.Permit)
                States(provision, all);
        }
        return all;
    }

    private void Facts(Provision provision, List<(string, long, string, string, int)> all)
    {
        var act = provision.Norm is Norm.Forbid f ? f.Act : ((Norm.Require)provision.Norm).Trigger;
        var (variable, bearers) = Bearers(provision.Norm);
        var parts = Flat(act).ToList();
        var atom = parts.OfType<Formula.Fact>().First();
        foreach (var fact in facts.Where(x => x.Kind == atom.Kind))
        foreach (var bearer in bearers)
        {
            var env = new Dictionary<string, Value> { [variable] = new Value.Name(bearer) };
            var matched = Match(atom, fact, env);
            if (matched == 0)
                continue;
            // A bearer whom the fact itself names is no column of its own.
            var named = atom.Arguments.Any(a => a.Is is Operand.Variable v && v.Name == variable);
            var who = named && Possible(fact, atom, variable) == 1 ? "" : bearer;
            Put(provision.Clause, fact, who, Over(fact, t => matched & Norms(provision, parts, atom, env, t)), all);
            if (provision.Norm is Norm.Require { IfBreached: Norm.Require then } r)
                Put(
                    provision.Clause + " if breached",
                    fact,
                    who,
                    Over(fact, t => matched & Remedy(provision, r, then, parts, atom, env, t)),
                    all
                );
        }
    }

    private static int Possible(Fact fact, Formula.Fact atom, string variable)
    {
        var field = atom.Arguments.First(a => a.Is is Operand.Variable v && v.Name == variable).Field;
        return fact.Fields.TryGetValue(field, out var held) ? held.Possible.Length : 0;
    }

    private static void Put(
        string clause,
        Fact fact,
        string who,
        int bits,
        List<(string, long, string, string, int)> all
    )
    {
        if (bits != 0)
            all.Add((clause, fact.Start, fact.Id.Text, who, bits));
    }

    private int Norms(
        Provision provision,
        List<Formula> parts,
        Formula.Fact atom,
        Dictionary<string, Value> env,
        long t
    )
    {
        var bits = All(parts.Where(p => !ReferenceEquals(p, atom)), env, t);
        if (provision.Norm is Norm.Require require)
            bits &= Not(Acted(require.Act, ((Limit.Within)require.Limit).Of, env, t, 0));
        foreach (var unless in provision.Unless)
            bits &= Not(Sat(unless.When, env, t + Missed(provision.Norm)));
        return bits;
    }

    // What lifts a missed limit is asked when it is missed.
    private static long Missed(Norm norm) =>
        norm is Norm.Require r ? ((Length.Exact)((Limit.Within)r.Limit).Of).Microseconds + 1 : 0;

    private int Remedy(
        Provision provision,
        Norm.Require first,
        Norm.Require then,
        List<Formula> parts,
        Formula.Fact atom,
        Dictionary<string, Value> env,
        long t
    )
    {
        var bits =
            Norms(provision, parts, atom, env, t)
            & Not(Acted(then.Act, ((Limit.Within)then.Limit).Of, env, t, Missed(first)));
        foreach (var unless in provision.Unless)
            bits &= Not(Sat(unless.When, env, t + Missed(first) + Missed(then)));
        return bits;
    }

    private int Acted(Formula act, Length within, Dictionary<string, Value> env, long t, long after) =>
        Sat(new Formula.Next(new(after, after + ((Length.Exact)within).Microseconds), act), env, t);

    private void States(Provision provision, List<(string, long, string, string, int)> all)
    {
        var (variable, bearers) = Bearers(provision.Norm);
        var state = provision.Norm switch
        {
            Norm.Means means => means.Is,
            Norm.Keep keep => new Formula.All([
                new Formula.Not(keep.State),
                .. provision.Unless.Select(u => new Formula.Not(u.When)),
            ]),
            Norm.Require { Trigger: Formula.Begins begins } => begins.Of,
            _ => throw new InvalidOperationException(),
        };
        foreach (var key in Keys(state))
        foreach (var bearer in provision.Norm is Norm.Means || key.ContainsKey(variable) ? [""] : bearers)
            for (var t = -5L; t <= now; t++)
            {
                var env = new Dictionary<string, Value>(key);
                env.TryAdd(variable, new Value.Name(bearer));
                if (Sat(state, env, t) == 0 || Sat(state, env, t - 1) != 0)
                    continue;
                var bits = provision.Norm is Norm.Require r
                    ? Not(Acted(r.Act, ((Limit.Within)r.Limit).Of, env, t, 0))
                    : 3;
                if (provision.Norm is Norm.Require)
                    foreach (var unless in provision.Unless)
                        bits &= Not(Sat(unless.When, env, t + Missed(provision.Norm)));
                if (bits != 0)
                    all.Add(
                        (
                            provision.Clause,
                            t,
                            string.Join(
                                ' ',
                                key.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => Text(k.Value))
                            ),
                            bearer,
                            bits
                        )
                    );
            }
    }

    private List<Dictionary<string, Value>> Keys(Formula state)
    {
        var per = state is Formula.All all ? all.Of.OfType<Formula.Tally>().SelectMany(x => x.Per).ToList() : [];
        IEnumerable<Dictionary<string, Value>> keys =
        [
            [],
        ];
        foreach (var name in per)
            keys = keys.SelectMany(k =>
                facts
                    .SelectMany(f => f.Fields.TryGetValue(name == "party" ? "by" : name, out var v) ? v.Possible : [])
                    .Distinct()
                    .Select(v => new Dictionary<string, Value>(k) { [name] = v })
            );
        return [.. keys];
    }

    private (string, ImmutableArray<string>) Bearers(Norm norm) =>
        (
            norm switch
            {
                Norm.Forbid f => f.By,
                Norm.Require r => r.By,
                Norm.Keep k => k.By,
                _ => new Bearer.EachParty(),
            }
        ) switch
        {
            Bearer.EachGuarantor => ("guarantor", agreement.Guarantors),
            Bearer.EachParty => ("party", agreement.Parties),
            _ => ("", [""]),
        };

    /// <summary>Surely, if at every instant at which it may have happened; possibly, if at one.</summary>
    private static int Over(Fact fact, Func<long, int> at)
    {
        var (every, some) = (3, 0);
        for (var t = fact.Start; t < fact.End; t++)
        {
            every &= at(t);
            some |= at(t);
        }
        return every == 3 ? 3
            : some != 0 ? 1
            : 0;
    }

    private int All(IEnumerable<Formula> parts, Dictionary<string, Value> env, long t)
    {
        var list = parts.ToList();
        var tallies = list.OfType<Formula.Tally>().ToDictionary(x => x.Result, x => x);
        var bits = 3;
        foreach (var part in list)
            if (
                part is Formula.Compare { Left: Operand.Variable v } compare
                && tallies.TryGetValue(v.Name, out var tally)
            )
                bits &= Number(tally, compare, env, t);
            else if (part is not Formula.Tally)
                bits &= Sat(part, env, t);
        return bits;
    }

    private int Sat(Formula formula, Dictionary<string, Value> env, long t) =>
        formula switch
        {
            Formula.All all => All(all.Of, env, t),
            Formula.Any any => any.Of.Aggregate(0, (bits, f) => bits | Sat(f, env, t)),
            Formula.Not not => Not(Sat(not.Of, env, t)),
            Formula.Compare compare => Compare(compare, env),
            Formula.Past past => Window(past.Of, t - (past.Within.To ?? 1_000_000), t - past.Within.From, env, false),
            Formula.Next next => Window(next.Of, t + next.Within.From, t + next.Within.To!.Value, env, true),
            Formula.Since since => Since(since, env, t),
            Formula.Until until => Until(until, env, t),
            Formula.Fact => Window(formula, t, t, env, false),
            _ => throw new InvalidOperationException(formula.ToString()),
        };

    private int Window(Formula of, long low, long high, Dictionary<string, Value> env, bool ahead)
    {
        var bits = 0;
        foreach (var (fact, matched) in Matching(of, env))
            bits |=
                matched == 3 && fact.Start >= low && fact.End - 1 <= high ? 3
                : fact.Start <= high && fact.End - 1 >= low ? 1
                : 0;
        return ahead && bits != 3 && high >= now ? bits | 1 : bits;
    }

    /// <summary>The facts that match one atom with its conditions, and how surely.</summary>
    private IEnumerable<(Fact Fact, int Bits)> Matching(Formula of, Dictionary<string, Value> env)
    {
        var parts = Flat(of).ToList();
        var atom = parts.OfType<Formula.Fact>().Single();
        foreach (var fact in facts.Where(f => f.Kind == atom.Kind))
        {
            var inner = new Dictionary<string, Value>(env);
            var bits = Match(atom, fact, inner);
            if (bits != 0)
                bits &= Over(fact, t => All(parts.Where(p => !ReferenceEquals(p, atom)), inner, t));
            if (bits != 0)
                yield return (fact, bits);
        }
    }

    private int Since(Formula.Since since, Dictionary<string, Value> env, long t)
    {
        var breaks = Matching(((Formula.Not)since.Keeping).Of, env).ToList();
        var (low, high) = (t - (since.Within.To ?? 1_000_000), t - since.Within.From);
        var bits = 0;
        foreach (var (start, matched) in Matching(since.Start, env))
        {
            var sure = matched == 3;
            for (var p = start.Start; p < start.End; p++)
            {
                sure &= p >= low && p <= high && !breaks.Any(b => b.Fact.Start <= t && b.Fact.End - 1 > p);
                if (p >= low && p <= high && !breaks.Any(b => b.Bits == 3 && b.Fact.Start > p && b.Fact.End - 1 <= t))
                    bits |= 1;
            }
            bits |= sure ? 3 : 0;
        }
        return bits;
    }

    private int Until(Formula.Until until, Dictionary<string, Value> env, long t)
    {
        var breaks = Matching(((Formula.Not)until.Keeping).Of, env).ToList();
        var (low, high) = (t + until.Within.From, t + until.Within.To!.Value);
        var bits = 0;
        foreach (var (end, matched) in Matching(until.End, env))
        {
            var sure = matched == 3;
            for (var p = end.Start; p < end.End; p++)
            {
                sure &= p >= low && p <= high && !breaks.Any(b => b.Fact.Start < p && b.Fact.End - 1 >= t);
                if (p >= low && p <= high && !breaks.Any(b => b.Bits == 3 && b.Fact.Start >= t && b.Fact.End - 1 < p))
                    bits |= 1;
            }
            bits |= sure ? 3 : 0;
        }
        // What still may come may end it, unless a break surely stands before.
        var last = breaks
            .Where(b => b.Bits == 3 && b.Fact.Start >= t)
            .Select(b => b.Fact.End - 1)
            .DefaultIfEmpty(long.MaxValue)
            .Min();
        return bits != 3 && Math.Min(high, last) >= now && low <= last ? bits | 1 : bits;
    }

    private int Number(Formula.Tally tally, Formula.Compare compare, Dictionary<string, Value> env, long t)
    {
        var inner = env.Where(e => tally.Per.Contains(e.Key)).ToDictionary(e => e.Key, e => e.Value);
        var (low, high) = (t - (tally.Within.To ?? 1_000_000), t - tally.Within.From);
        var seen = Matching(tally.Over, inner).Where(m => m.Fact.Start <= high && m.Fact.End - 1 >= low).ToList();
        var sure = seen.Where(m => m.Bits == 3 && m.Fact.Start >= low && m.Fact.End - 1 <= high).ToList();
        var bound = ((Value.Number)((Operand.Constant)compare.Right).Value).Of;
        double Of(Fact fact) => ((Value.Number)fact.Fields["size"].Possible[0]).Of;
        var (least, most) = tally.Kind switch
        {
            TallyKind.Count => (sure.Count, (double)seen.Count),
            TallyKind.Sum => (sure.Sum(m => Of(m.Fact)), seen.Sum(m => Of(m.Fact))),
            TallyKind.Distinct => (
                sure.Select(m => Of(m.Fact)).Distinct().Count(),
                seen.Select(m => Of(m.Fact)).Distinct().Count()
            ),
            _ => throw new InvalidOperationException(),
        };
        // Of nothing the number is zero, unless it is counted apart: then there is no group.
        var any =
            tally.Per.IsEmpty && tally.Kind != TallyKind.Sum ? 3
            : sure.Count > 0 ? 3
            : seen.Count > 0 ? 1
            : 0;
        return any
            & (
                compare.Op == Comparison.AtLeast
                    ? (
                        least >= bound ? 3
                        : most >= bound ? 1
                        : 0
                    )
                    : (
                        most <= bound ? 3
                        : least <= bound ? 1
                        : 0
                    )
            );
    }

    private static int Compare(Formula.Compare compare, Dictionary<string, Value> env)
    {
        if (!env.TryGetValue(((Operand.Variable)compare.Left).Name, out var left))
            return 1;
        var bound = ((Value.Number)((Operand.Constant)compare.Right).Value).Of;
        var number = ((Value.Number)left).Of;
        return (compare.Op == Comparison.AtLeast ? number >= bound : number <= bound) ? 3 : 0;
    }

    private int Match(Formula.Fact atom, Fact fact, Dictionary<string, Value> env)
    {
        // Whose it was matters where somebody asks for it; "by" whom it may be is one and the same.
        var asked = atom.Arguments.Any(a =>
            a.Field == "by" && (a.Is is Operand.Constant || env.ContainsKey(((Operand.Variable)a.Is).Name))
        );
        var attributed = !asked || fact.Proof.Attributes(needs);
        var bits = fact.Proof.Suffices(needs) && attributed ? 3 : 1;
        foreach (var argument in atom.Arguments)
        {
            var possible =
                fact.Fields.TryGetValue(argument.Field, out var held) ? held.Possible
                : argument.Field == "id" ? [new Value.Name(fact.Id.Text)]
                : [];
            var value = argument.Is is Operand.Constant c
                ? c.Value
                : env.GetValueOrDefault(((Operand.Variable)argument.Is).Name);
            if (value is null)
                env[((Operand.Variable)argument.Is).Name] = possible.Length == 1 ? possible[0] : Unknown;
            else if (value == Unknown)
                bits &= 1;
            else
                bits &=
                    possible.Length == 1 ? (possible[0] == value ? 3 : 0)
                    : possible.IsEmpty || possible.Contains(value) ? 1
                    : 0;
        }
        return bits;
    }

    private static IEnumerable<Formula> Flat(Formula formula) =>
        formula is Formula.All all ? all.Of.SelectMany(Flat) : [formula];

    private static int Not(int bits) =>
        bits switch
        {
            0 => 3,
            3 => 0,
            _ => 1,
        };

    private static string Text(Value value) => value is Value.Name name ? name.Of : ((Value.Number)value).Of.ToString();
}
