using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Norms as said to norms.</summary>
internal sealed class NormMaker(Formulas formulas, IReadOnlySet<string> asked)
{
    /// <summary>The trigger of what needs none: it is set off once, at entry into force; or, for a remedy, by the breach.</summary>
    private static readonly Formula always = new Formula.All([]);

    public Norm Make(NormSaid norm, Options options) =>
        norm switch
        {
            NormSaid.Acting { Modal: Modal.Must } must => Require(must, options),
            NormSaid.Acting { Modal: Modal.MustNot } acting => new Norm.Forbid(acting.By, Anchored(acting, options)),
            NormSaid.Acting acting => new Norm.Permit(
                acting.By,
                Anchored(acting, options),
                [.. options.Derogates.Select(d => d.Address)]
            ),
            NormSaid.Keeping keeping => new Norm.Keep(keeping.By, Kept(keeping, options)),
            NormSaid.Defining defining => new Norm.Means(defining.Term, formulas.Of(defining.Is, Stand.Circumstance)),
            NormSaid.Entering entering => new Norm.InForce(
                entering.Begins,
                entering.For,
                options.When is { } when ? formulas.Of(when, Stand.Trigger) : always,
                options.On
            ),
            _ => throw new InvalidOperationException(norm.GetType().Name),
        };

    private Norm.Require Require(NormSaid.Acting norm, Options options)
    {
        var trigger = options.When is { } when ? formulas.Of(when, Stand.Trigger) : always;
        var act = formulas.Of(norm.Act, Stand.Point);
        var then = options.IfBreached is var (inner, its) ? Make(inner, its) : null;
        return new(norm.By, options.OwedTo, trigger, options.Limit!, act, then);
    }

    private Formula.All Anchored(NormSaid.Acting norm, Options options)
    {
        var fact = (Condition.Fact)norm.Act;
        var parts = FactFormulas.Parts(fact.Of, fact.Tails, Reach.Anchor, asked, Codes(norm, fact.Of, options));
        return new(options.When is { } when ? [.. parts, formulas.Of(when, Stand.Circumstance)] : parts);
    }

    // an incident is selected by the codes of the provision; a ban takes all codes of its noun
    private static CodeSet? Codes(NormSaid.Acting norm, FactSaid fact, Options options) =>
        !fact.Kind.IsIncident
            ? null
            : options.Codes ?? fact.Codes ?? (norm.Modal == Modal.MustNot ? fact.Kind.Codes : null);

    private Formula Kept(NormSaid.Keeping norm, Options options)
    {
        var state = formulas.Of(norm.State, Stand.Point);
        return options.When is { } when
            ? new Formula.Any([new Formula.Not(formulas.Of(when, Stand.Circumstance)), state])
            : state;
    }
}
