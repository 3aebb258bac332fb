using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>One thing that may lift a breach.</summary>
/// <param name="Lifts">While this holds, it does.</param>
/// <param name="IsSure">False: it is open whether it applies at all.</param>
/// <param name="Because">The clause that grants it, or the words <c>unless</c>, <c>self-defence</c>.</param>
/// <param name="Fields">The fields of the act that it asks for.</param>
internal sealed record Lift(Formula Lifts, bool IsSure, string Because, ImmutableArray<Argument> Fields);

/// <summary>Exceptions: an <c>unless</c> of the provision, a permit that derogates from it, a plea of self-defence.</summary>
/// <remarks>
/// The narrowest wins: a permit lifts a prohibition, and an <c>unless</c> of the permit lifts the permit. Two permits never
/// conflict: each lifts by itself. A plea that nobody has examined leaves a breach open (N-7).
/// </remarks>
internal sealed class Exceptions(Matter matter, Asking asking)
{
    /// <summary>The word for an exception that names no clause.</summary>
    public const string Unless = "unless";

    /// <summary>The word for a plea that was upheld.</summary>
    public const string SelfDefence = "self-defence";

    /// <summary>What may lift a breach of a provision by an act.</summary>
    public ImmutableArray<Lift> Of(Provision provision, Bound bound, Asked asked) =>
        [.. Own(provision), .. Permits(provision, bound, asked), .. Pleas(asked)];

    /// <summary>What may lift a duty that was not discharged, or a state that was not kept.</summary>
    public ImmutableArray<Lift> Of(Provision provision, Bound bound, Stretch at) =>
        [.. Own(provision), .. Permits(provision, bound, new(null, null, at, bound.Binding))];

    private static IEnumerable<Lift> Own(Provision provision) =>
        provision.Unless.Select(u => new Lift(u.When, true, u.GrantedBy ?? Unless, []));

    private IEnumerable<Lift> Permits(Provision provision, Bound bound, Asked asked) =>
        from version in matter.Clauses
        where version.Provision.Norm is Norm.Permit permit && permit.From.Contains(provision.Clause)
        let permit = (Norm.Permit)version.Provision.Norm
        where Bound.By(permit.By, matter).Any(b => b.Id == bound.Id)
        let runs = Stretch.Of(version.Provision.When, matter.Calendar)?.And(version.Valid)
        where runs is not null
        let during = runs!.Value.Holds(asked.At)
        where during != Answer.No
        from lift in Permit(version.Provision, permit, bound, asked, during == Answer.Yes)
        select lift;

    private IEnumerable<Lift> Permit(Provision provision, Norm.Permit permit, Bound bound, Asked asked, bool runs)
    {
        foreach (var way in Anchored.Ways(permit.Act))
        {
            var applies = (way.Fact, asked.Fact) switch
            {
                (null, _) => Answer.Yes,
                ({ } atom, { } fact) => asking.Is(fact, atom with { Kind = fact.Kind }, bound.Binding),
                _ => Answer.No,
            };
            if (applies != Answer.No)
                yield return new(
                    new Formula.All([way.Rest, .. provision.Unless.Select(u => new Formula.Not(u.When))]),
                    runs && applies == Answer.Yes && (way.Fact is null || way.Fact.Kind == asked.Fact!.Kind),
                    provision.Clause,
                    way.Fact is null ? [] : [.. way.Fact.Arguments.Where(a => a.Is is Operand.Variable)]
                );
        }
    }

    private IEnumerable<Lift> Pleas(Asked asked)
    {
        if (asked.Fact is not { } fact || !matter.Pleas.TryGetValue(fact.Id, out var upheld) || upheld == false)
            yield break;
        yield return new(Anchored.Always, upheld == true, SelfDefence, []);
    }
}

/// <summary>Answers over what is not settled.</summary>
internal static class Doubt
{
    /// <summary>The other way round.</summary>
    public static Answer Not(Answer answer) => (Answer)(Answer.Yes - answer);
}
