using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

// What lifts a breach: the provision's own exceptions, and what other clauses permit.
internal sealed partial class NormCompiler
{
    private IEnumerable<(Provision Of, Norm.Permit Permit)> Permits() =>
        agreement
            .Provisions.Where(p =>
                p.Norm is Norm.Permit permit
                && permit.From.Any(c => provision.Clause == c || provision.Clause == c + Compiler.IfBreached)
            )
            .Select(p => (p, (Norm.Permit)p.Norm))
            .Where(p => IsHis(p.Item2.By));

    // A permit lifts what its own bearer does.
    private bool IsHis(Bearer permitted) =>
        (permitted, Bound.Of(provision.Norm)) switch
        {
            var (to, by) when to.Equals(by) => true,
            (Bearer.EachParty, Bearer.Named) => true,
            (Bearer.Named, Bearer.EachParty) => throw new NotCompiledException("one party alone is permitted"),
            _ => false,
        };

    // A permitted act is none that a state is kept by: only a state lifts it.
    private IEnumerable<Formula> StatesPermitted() =>
        from other in Permits()
        where !other.Permit.Act.Parts().OfType<Formula.Fact>().Any()
        select other.Of.When == new Validity(null, null) && other.Permit.Act is not Formula.Any
            ? new Formula.All([other.Permit.Act, .. other.Of.Unless.Select(u => new Formula.Not(u.When))])
            : throw new NotCompiledException("a state is permitted for a time, or one of several");

    // Its own exceptions, and those that other clauses grant: any one of them lifts the breach.
    // Those of a duty are asked at the instant at which its limit is missed.
    private IEnumerable<Question> Exceptions(Formula.Fact? fact, Func<long>? missed = null)
    {
        foreach (var unless in provision.Unless)
        {
            var asked = scope with { Shift = missed?.Invoke() ?? 0, Stream = scope.Stream };
            yield return new NotQuestion(formulas.Of(unless.When, asked, negative: true));
        }
        foreach (var (other, permit) in Permits())
            if (fact is not null || !permit.Act.Parts().OfType<Formula.Fact>().Any())
                yield return new NotQuestion(
                    Permitted(other, permit, fact, scope with { Shift = missed?.Invoke() ?? 0, Stream = scope.Stream })
                );
    }

    private AllQuestion Permitted(Provision other, Norm.Permit permit, Formula.Fact? fact, Scope at)
    {
        var inner = at with { Columns = new(at.Columns), Stream = at.Stream };
        var conditions = new List<RowCondition>();
        var parts = permit.Act.Parts().ToList();
        // The permitted act is the act that is judged: what the permit says of it is said of the same row.
        if (fact is not null && parts.OfType<Formula.Fact>().FirstOrDefault(f => f.Kind == fact.Kind) is { } same)
        {
            rows.Bind(same, inner, conditions);
            if (shop.Codes(same, inner.Kind!, other.Breach.Codes) is { } codes)
                conditions.Add(codes);
            parts.Remove(same);
        }
        var ofTheRow = parts.OfTheRow().ToList();
        conditions.AddRange(ofTheRow.Select(p => rows.Of(p, inner)));
        return new([
            new OwnQuestion(new RowCondition.All([.. conditions]), shop.Core.Schema),
            new InstantQuestion(
                (Micros(other.When.From is { } from ? agreement.Calendar.At(from) : null) ?? -Leaf.Far) - at.Shift,
                (Micros(other.When.Until is { } until ? agreement.Calendar.At(until) : null) ?? Leaf.Far) - at.Shift
            ),
            .. parts.Except(ofTheRow).Select(p => formulas.Of(p, inner, negative: true)),
            // What takes the permit back.
            .. other.Unless.Select(u => new NotQuestion(formulas.Of(u.When, inner, negative: false))),
        ]);
    }
}
