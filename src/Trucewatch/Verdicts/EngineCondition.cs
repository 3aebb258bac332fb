using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>What a row's own columns say: settled when the row comes in, and never asked again.</summary>
internal abstract class RowCondition
{
    public abstract int Of(in FactRow row, EngineSchema schema);

    /// <summary>One value against a fixed one. An empty column may be anything.</summary>
    internal sealed class Value(int column, Comparison op, int value, double number, bool isNumber) : RowCondition
    {
        public override int Of(in FactRow row, EngineSchema schema)
        {
            var held = row.Values[column];
            if ((row.Open >> column & 1) != 0)
                return OfSet(held, schema);
            return held == 0 ? Bits.Possible
                : Holds(held, schema) ? Bits.Sure
                : Bits.No;
        }

        private int OfSet(int set, EngineSchema schema)
        {
            if (set == 0)
                return Bits.Possible;
            var (some, every) = (false, true);
            foreach (var one in schema.SetOf(set))
            {
                var holds = Holds(one, schema);
                (some, every) = (some || holds, every && holds);
            }
            return Bits.Of(every, some);
        }

        private bool Holds(int held, EngineSchema schema)
        {
            if (!isNumber)
                return (held == value) == (op == Comparison.Is);
            var left = schema.Numbers[held];
            return op switch
            {
                Comparison.Is => left == number,
                Comparison.IsNot => left != number,
                Comparison.AtLeast => left >= number,
                Comparison.AtMost => left <= number,
                Comparison.MoreThan => left > number,
                _ => left < number,
            };
        }
    }

    /// <summary>The value is one of a list: a bearer must be somebody whom the text binds.</summary>
    internal sealed class OneOf(int column, int[] values) : RowCondition
    {
        public override int Of(in FactRow row, EngineSchema schema) =>
            (row.Open >> column & 1) != 0 ? Bits.Possible : Bits.Of(Has(row), Has(row));

        private bool Has(in FactRow row) => Array.IndexOf(values, row.Values[column]) >= 0;
    }

    /// <summary>Two columns of the row hold the same (or, not).</summary>
    internal sealed class Same(int left, int right, bool same) : RowCondition
    {
        public override int Of(in FactRow row, EngineSchema schema) =>
            ((row.Open >> left | row.Open >> right) & 1) != 0 || row.Values[left] == 0 || row.Values[right] == 0
                ? Bits.Possible
                : Bits.Of(
                    (row.Values[left] == row.Values[right]) == same,
                    (row.Values[left] == row.Values[right]) == same
                );
    }

    /// <summary>An answer that the border computed: near a zone, of a set of codes.</summary>
    internal sealed class Given(int column) : RowCondition
    {
        public override int Of(in FactRow row, EngineSchema schema) => row.Values[column];
    }

    internal sealed class Not(RowCondition of) : RowCondition
    {
        public override int Of(in FactRow row, EngineSchema schema) => Bits.Not(of.Of(row, schema));
    }

    internal sealed class All(RowCondition[] of) : RowCondition
    {
        public override int Of(in FactRow row, EngineSchema schema)
        {
            var bits = Bits.Sure;
            foreach (var condition in of)
                bits &= condition.Of(row, schema);
            return bits;
        }
    }

    internal sealed class Any(RowCondition[] of) : RowCondition
    {
        public override int Of(in FactRow row, EngineSchema schema)
        {
            var bits = Bits.No;
            foreach (var condition in of)
                bits |= condition.Of(row, schema);
            return bits;
        }
    }

    /// <summary>It happened within a span: surely, if wherever it may lie.</summary>
    internal sealed class Within(long from, long until) : RowCondition
    {
        public override int Of(in FactRow row, EngineSchema schema) =>
            Bits.Of(row.Start >= from && row.Last < until, row.Start < until && row.Last >= from);
    }
}
