using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>Conditions on a row alone: arguments, comparisons, places.</summary>
internal sealed class RowCompiler(Workshop shop)
{
    /// <summary>Binds the arguments of an atom to the columns of its noun; what is fixed becomes a condition.</summary>
    /// <param name="fact">The atom.</param>
    /// <param name="scope">The variables that it gets columns in.</param>
    /// <param name="into">The conditions.</param>
    public void Bind(Formula.Fact fact, Scope scope, List<RowCondition> into)
    {
        foreach (var argument in fact.Arguments)
        {
            var column = Workshop.Field(scope.Kind!, argument.Field);
            if (Constant(argument.Is) is { } value)
                into.Add(shop.Equal(column, value));
            else if (
                argument.Is.Name() is { } name
                && !scope.Columns.TryAdd(name, column)
                && scope.Columns[name] != column
            )
                into.Add(new RowCondition.Same(scope.Columns[name], column, same: true));
        }
    }

    public Value? Constant(Operand operand) =>
        operand switch
        {
            Operand.Constant constant => constant.Value,
            Operand.Variable variable => shop.Constants.GetValueOrDefault(variable.Name),
            _ => null,
        };

    public RowCondition Of(Formula formula, Scope scope) =>
        formula switch
        {
            Formula.Not not => new RowCondition.Not(Of(not.Of, scope)),
            Formula.All all => new RowCondition.All([.. all.Of.Select(f => Of(f, scope))]),
            Formula.Any any => new RowCondition.Any([.. any.Of.Select(f => Of(f, scope))]),
            Formula.Compare compare => Of(compare, scope),
            Formula.Near near => Of(near, scope),
            _ => throw new NotCompiledException($"{formula.GetType().Name} is no condition of one row"),
        };

    private RowCondition Of(Formula.Near near, Scope scope)
    {
        if (scope.Kind is null)
            throw new NotCompiledException("a state has no place");
        var field =
            scope.Columns.TryGetValue(near.Of, out var column) && scope.Kind.Columns[column] is EngineColumn.Field bound
                ? bound.Name
                : near.Of;
        var given = new RowCondition.Given(
            scope.Kind.Column(new EngineColumn.Near(field, near.Zone, near.Bound.Meters))
        );
        return near.Outside ? new RowCondition.Not(given) : given;
    }

    private RowCondition Of(Formula.Compare compare, Scope scope)
    {
        var (left, right) = (Constant(compare.Left), Constant(compare.Right));
        if (left is not null && right is not null)
            return new Fixedly(Holds(left, compare.Op, right));
        if (left is not null)
            return Against(compare.Right, Turned(compare.Op), left, scope);
        if (right is not null)
            return Against(compare.Left, compare.Op, right, scope);
        if (compare.Op is not (Comparison.Is or Comparison.IsNot))
            throw new NotCompiledException("two fields are compared by more or less");
        return new RowCondition.Same(
            Column(compare.Left, scope),
            Column(compare.Right, scope),
            compare.Op == Comparison.Is
        );
    }

    private RowCondition.Value Against(Operand variable, Comparison op, Value value, Scope scope) =>
        new(
            Column(variable, scope),
            op,
            value is Value.Name ? shop.Core.Schema.Value(value) : 0,
            value is Value.Number number ? number.Of : 0,
            value is Value.Number
        );

    private static int Column(Operand operand, Scope scope) =>
        operand.Name() is { } name && scope.Columns.TryGetValue(name, out var column)
            ? column
            : throw new NotCompiledException($"{operand.Name()} is not a field of the fact that is compared");

    private static Comparison Turned(Comparison op) =>
        op switch
        {
            Comparison.AtLeast => Comparison.AtMost,
            Comparison.AtMost => Comparison.AtLeast,
            Comparison.MoreThan => Comparison.LessThan,
            Comparison.LessThan => Comparison.MoreThan,
            _ => op,
        };

    private static bool Holds(Value left, Comparison op, Value right) =>
        (left, right) switch
        {
            (Value.Number l, Value.Number r) => op switch
            {
                Comparison.Is => l.Of == r.Of,
                Comparison.IsNot => l.Of != r.Of,
                Comparison.AtLeast => l.Of >= r.Of,
                Comparison.AtMost => l.Of <= r.Of,
                Comparison.MoreThan => l.Of > r.Of,
                _ => l.Of < r.Of,
            },
            _ => (left == right) == (op == Comparison.Is),
        };

    private sealed class Fixedly(bool holds) : RowCondition
    {
        public override int Of(in FactRow row, EngineSchema schema) => holds ? Bits.Sure : Bits.No;
    }
}
