using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>Whether something lifts a breach, and what.</summary>
/// <param name="Answer">Yes: surely; unclear: it may.</param>
/// <param name="Because">The clauses that lift it surely, or the words <c>unless</c>, <c>self-defence</c>.</param>
internal sealed record Lifted(Answer Answer, ImmutableArray<string> Because)
{
    /// <summary>Nothing lifts it.</summary>
    public static readonly Lifted Not = new(Answer.No, []);
}

/// <summary>Exceptions: an <c>unless</c> of the provision, a permit that derogates from it, a plea of self-defence.</summary>
/// <remarks>
/// The narrowest wins: a permit lifts a prohibition, and an <c>unless</c> of the permit lifts the permit. Two permits never
/// conflict: each lifts by itself. A plea that nobody has examined leaves a breach open (N-7).
/// </remarks>
internal sealed class Exceptions(Matter matter)
{
    /// <summary>The word for an exception that names no clause.</summary>
    public const string Unless = "unless";

    /// <summary>The word for a plea that was upheld.</summary>
    public const string SelfDefence = "self-defence";

    /// <summary>What lifts a breach of that clause by that bearer, at that anchor.</summary>
    /// <param name="clause">The clause that would be breached.</param>
    /// <param name="asking">What the breach is judged by.</param>
    /// <param name="bound">Whose breach.</param>
    /// <param name="binding">The variables as the anchor fixes them.</param>
    /// <param name="fact">The act; null: a duty left undone or a state.</param>
    /// <param name="at">When it would be breached.</param>
    public Lifted Of(
        Provision clause,
        Asking asking,
        Bound bound,
        ImmutableSortedDictionary<string, Value> binding,
        Fact? fact,
        Stretch at
    )
    {
        var found = clause
            .Unless.Select(u => (asking.Of(u.When, binding).During(at), u.GrantedBy ?? Unless))
            .Concat(Permits(clause, asking, bound, fact, at))
            .ToList();
        if (fact is not null && matter.Pleas.TryGetValue(fact.Id, out var examined))
            found.Add((examined is { } held ? Answers.From(held) : Answer.Unclear, SelfDefence));
        return new(
            found.Select(f => f.Item1).DefaultIfEmpty(Answer.No).Max(),
            [.. found.Where(f => f.Item1 == Answer.Yes).Select(f => f.Item2).Distinct().Order(StringComparer.Ordinal)]
        );
    }

    private IEnumerable<(Answer, string)> Permits(Provision clause, Asking asking, Bound bound, Fact? fact, Stretch at)
    {
        foreach (var version in matter.Clauses)
            if (
                version.Provision.Norm is Norm.Permit permit
                && permit.From.Contains(clause.Clause)
                && Bound.By(permit.By, matter).FirstOrDefault(b => b.Id == bound.Id) is { } who
                && Runs(version) is { } runs
            )
            {
                var answer = Answers.And(runs.Holds(at), Allows(version.Provision, permit, asking, who, fact, at));
                if (answer != Answer.No)
                    yield return (answer, version.Provision.Clause);
            }
    }

    private Stretch? Runs(ClauseVersion version) =>
        Stretch.Of(version.Provision.When, matter.Calendar)?.And(version.Valid);

    private static Answer Allows(
        Provision clause,
        Norm.Permit permit,
        Asking asking,
        Bound who,
        Fact? fact,
        Stretch at
    )
    {
        var best = Answer.No;
        foreach (var way in Anchored.Ways(permit.Act))
        {
            if (way.Fact is not { } atom)
                best = Answers.Or(best, asking.Of(way.Rest, who.Binding).During(at));
            else if (fact is not null && asking.Meet(atom, who.Binding, fact) is { } met)
                best = Answers.Or(
                    best,
                    Answers.And(
                        met.IsSure ? Answer.Yes : Answer.Unclear,
                        Doubt.All(
                            met.Bindings,
                            b => Answers.And(asking.Of(way.Rest, b).During(at), Narrower(clause, asking, b, at))
                        )
                    )
                );
        }
        return best;
    }

    // An exception to the exception takes it back.
    private static Answer Narrower(
        Provision permit,
        Asking asking,
        ImmutableSortedDictionary<string, Value> binding,
        Stretch at
    ) => Doubt.Not(permit.Unless.Select(u => asking.Of(u.When, binding).During(at)).DefaultIfEmpty(Answer.No).Max());
}

/// <summary>Answers over what is not settled.</summary>
internal static class Doubt
{
    /// <summary>The other way round.</summary>
    public static Answer Not(Answer answer) => (Answer)(Answer.Yes - answer);

    /// <summary>Yes: for each of what may be so; no: for none.</summary>
    public static Answer All<T>(IEnumerable<T> possible, Func<T, Answer> ask)
    {
        var answers = possible.Select(ask).ToHashSet();
        return answers.Count == 1 ? answers.Single() : Answer.Unclear;
    }
}
