using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>AG101: can it be monitored? Each variable is fixed by a fact, and what lies ahead has an end.</summary>
internal static class CheckVariables
{
    public const string Code = "AG101";

    public static IEnumerable<Flaw> Of(Checking all) =>
        all.Provisions.SelectMany(p => Endless(p).Concat(Unfixed(p, all)));

    private static IEnumerable<Flaw> Endless(Provision provision) =>
        Parts
            .Of(provision)
            .SelectMany(Parts.AllOf)
            .Where(f => f is Formula.Next { Within.To: null } or Formula.Until { Within.To: null })
            .Take(1)
            .Select(_ =>
                Checking.Flaw(
                    Code,
                    provision,
                    FlawWeight.Error,
                    "it waits for something without saying how long, so it is never settled",
                    "Say how long: \"in the next 24 h\"",
                    new ExampleFact(null, "nothing happens", "whether it was kept stays open for ever")
                )
            );

    private static IEnumerable<Flaw> Unfixed(Provision provision, Checking all)
    {
        var given = Given(Parts.BearerOf(provision.Norm));
        var unfixed = new SortedSet<string>(StringComparer.Ordinal);
        var norm = Norm(provision.Norm, given, all, unfixed);
        foreach (var unless in provision.Unless)
            Look(unless.When, norm, all, unfixed);
        return unfixed.Select(v =>
            Checking.Flaw(
                Code,
                provision,
                FlawWeight.Error,
                $"nothing says which \"{v}\" is meant: no fact that must have happened gives it",
                $"Name a fact that has the field \"{v}\", or leave the condition on it out",
                new ExampleFact(null, $"any fact, whatever its {v}", $"\"{v}\" has no value to compare")
            )
        );
    }

    /// <summary>Looks through a norm; the variables that it fixes for its exceptions.</summary>
    private static ImmutableHashSet<string> Norm(
        Norm norm,
        ImmutableHashSet<string> given,
        Checking all,
        SortedSet<string> unfixed
    )
    {
        switch (norm)
        {
            case Norm.Require require:
                var trigger = Look(require.Trigger, given, all, unfixed);
                Look(require.Act, trigger, all, unfixed);
                if (require.IfBreached is { } then)
                    Norm(then, trigger.Union(Given(Parts.BearerOf(then))), all, unfixed);
                return trigger;
            default:
                return Parts.Of(norm).Aggregate(given, (known, f) => Look(f, known, all, unfixed));
        }
    }

    private static ImmutableHashSet<string> Given(Bearer? bearer) =>
        bearer switch
        {
            Bearer.EachGuarantor => ["guarantor"],
            Bearer.TheBody => ["body"],
            null => [],
            _ => ["party", "other party"],
        };

    /// <summary>Notes what is not fixed; what is fixed where the formula holds.</summary>
    private static ImmutableHashSet<string> Look(
        Formula formula,
        ImmutableHashSet<string> outside,
        Checking all,
        SortedSet<string> unfixed
    )
    {
        var known = outside.Union(Fixes(formula, all, 0));
        Ask(formula, known, all, unfixed);
        return known;
    }

    private static void Ask(Formula formula, ImmutableHashSet<string> known, Checking all, SortedSet<string> unfixed)
    {
        switch (formula)
        {
            case Formula.Compare or Formula.Near { Of: not "place" }:
                unfixed.UnionWith(Parts.VariablesOf(formula).Where(v => !known.Contains(v)));
                return;
            case Formula.Tally tally:
                var inside = known.Union(Fixes(tally.Over, all, 0));
                var asked = tally.Of is { } of ? tally.Per.Add(of) : tally.Per;
                unfixed.UnionWith(asked.Where(v => !inside.Contains(v)));
                break;
            case Formula.All together:
                Shared(together, known, unfixed);
                break;
        }
        foreach (var part in Parts.Of(formula))
            Ask(part, known.Union(Fixes(part, all, 0)), all, unfixed);
    }

    // "not … x" beside "not … x": each would speak of another x.
    private static void Shared(Formula.All all, ImmutableHashSet<string> known, SortedSet<string> unfixed)
    {
        var nots = all.Of.OfType<Formula.Not>().Select(n => Free(n.Of)).ToList();
        unfixed.UnionWith(
            nots.SelectMany((n, i) => n.Where(v => !known.Contains(v) && nots.Skip(i + 1).Any(o => o.Contains(v))))
        );
    }

    private static HashSet<string> Free(Formula formula) =>
        formula is Formula.Some some
            ? [.. Free(some.Of).Where(v => v != some.Over)]
            : [.. Parts.VariablesOf(formula).Where(v => v != "place"), .. Parts.Of(formula).SelectMany(Free)];

    /// <summary>The variables that have a value wherever the formula holds.</summary>
    private static ImmutableHashSet<string> Fixes(Formula formula, Checking all, int depth) =>
        formula switch
        {
            Formula.Fact fact => [.. Parts.VariablesOf(fact), "place"],
            Formula.All each => [.. each.Of.SelectMany(f => Fixes(f, all, depth))],
            Formula.Any { Of.IsEmpty: false } any => any
                .Of.Select(f => Fixes(f, all, depth))
                .Aggregate((a, b) => a.Intersect(b)),
            Formula.Some some => Fixes(some.Of, all, depth).Remove(some.Over),
            Formula.Past past => Fixes(past.Of, all, depth),
            Formula.Next next => Fixes(next.Of, all, depth),
            Formula.Since since => Fixes(since.Start, all, depth),
            Formula.Until until => Fixes(until.End, all, depth),
            Formula.Begins begins => Fixes(begins.Of, all, depth),
            Formula.Ends ends => Fixes(ends.Of, all, depth),
            Formula.Tally tally => [.. Fixes(tally.Over, all, depth).Intersect(tally.Per), tally.Result],
            Formula.Defined defined when depth < 16 => Definition(defined.Term, all) is { } means
                ? Fixes(means, all, depth + 1)
                : [],
            Formula.Compare { Op: Comparison.Is, Left: Operand.Variable v, Right: Operand.Constant } => [v.Name],
            _ => [],
        };

    private static Formula? Definition(string term, Checking all) =>
        all.Provisions.Select(p => p.Norm).OfType<Norm.Means>().FirstOrDefault(m => m.Term == term)?.Is;
}
