using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>Numbers over what lies in a window behind: one row for each group and number, with the time at which it is that number.</summary>
/// <remarks>
/// What may lie in the window gives a range of numbers: each of them is possible, and sure where there is but one. Beyond
/// <see cref="MostPossible"/> numbers, and for sums, least and greatest of what is not sure, the number may be anything.
/// </remarks>
/// <param name="tally">What is counted.</param>
/// <param name="before">The binding in which it is asked.</param>
/// <param name="asked">
/// Comparisons of the number that stand beside it: where every number that may be passes them, the least one stands for all, and surely.
/// </param>
internal sealed class Tallying(
    Formula.Tally tally,
    ImmutableSortedDictionary<string, Value?> before,
    ImmutableArray<Formula.Compare> asked
)
{
    private const int MostPossible = 64;

    /// <summary>The rows of a tally over the rows of what is counted.</summary>
    public IEnumerable<Row> Of(IEnumerable<Row> rows) =>
        All(rows).Select(Asked).Where(r => !r.Signals.Possible.IsNever);

    // Where the number is asked for already, only that number will do.
    private Row Asked(Row row) =>
        before.GetValueOrDefault(tally.Result) is not { } number
            ? row
            : row.With(tally.Result, number)
                .And(Signals.From(Comparing.Of(row.Bound[tally.Result], Comparison.Is, number)));

    private IEnumerable<Row> All(IEnumerable<Row> rows)
    {
        var groups = rows.GroupBy(
            r => string.Join('\u001f', tally.Per.Select(p => r.Bound.GetValueOrDefault(p))),
            StringComparer.Ordinal
        );
        var any = false;
        foreach (var group in groups)
        {
            any = true;
            var bound = before;
            foreach (var per in tally.Per)
                bound = bound.SetItem(per, group.First().Bound.GetValueOrDefault(per));
            foreach (var row in Group(bound, [.. group]))
                yield return row;
        }
        // Nothing to count is a number too, unless it is counted apart: then there is no group.
        if (!any && tally.Kind is TallyKind.Count or TallyKind.Distinct && tally.Per.IsEmpty)
            yield return Row.Always(before).With(tally.Result, new Value.Number(0));
    }

    private IEnumerable<Row> Group(ImmutableSortedDictionary<string, Value?> bound, ImmutableArray<Row> rows)
    {
        var items = Items(rows);
        var cuts = items
            .SelectMany(i => i.In.Sure.Stretches.Concat(i.In.Possible.Stretches))
            .SelectMany(s => new[] { s.From, s.Until })
            .Append(long.MinValue)
            .Append(long.MaxValue)
            .Distinct()
            .Order()
            .ToList();
        var numbers = new SortedDictionary<
            string,
            (Value? Number, List<(long, long)> Sure, List<(long, long)> Possible)
        >(StringComparer.Ordinal);
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            var at = cuts[i] == long.MinValue ? cuts[i + 1] - 1 : cuts[i];
            var sure = items.Where(x => x.In.Sure.Has(at)).ToList();
            var possible = items.Where(x => !x.In.Sure.Has(at) && x.In.Possible.Has(at)).ToList();
            var may = Numbers(sure, possible).ToList();
            var isSure = possible.Count == 0 || (!asked.IsEmpty && !may.Exists(IsNothing) && may.TrueForAll(Passes));
            foreach (var number in may.Where(n => !IsNothing(n)))
            {
                var key = number?.ToString() ?? "";
                if (!numbers.TryGetValue(key, out var held))
                    numbers[key] = held = (number, [], []);
                held.Possible.Add((cuts[i], cuts[i + 1]));
                if (isSure && number == may[0])
                    held.Sure.Add((cuts[i], cuts[i + 1]));
            }
        }
        return numbers.Values.Select(n =>
            Row.Always(bound).With(tally.Result, n.Number).At(new(Signal.Of(n.Sure), Signal.Of(n.Possible)))
        );
    }

    private bool Passes(Value? number) =>
        asked.All(c => Comparing.Of(number, c.Op, ((Operand.Constant)c.Right).Value) == Rulebook.Answer.Yes);

    private bool IsNothing(Value? number) =>
        tally.Kind is TallyKind.Count or TallyKind.Distinct && !tally.Per.IsEmpty && number is Value.Number { Of: 0 };

    // One item for each fact; of distinct ones for each value; else for each binding.
    private List<(Value? Value, Signals In)> Items(ImmutableArray<Row> rows) =>
        [
            .. rows.GroupBy(Key, StringComparer.Ordinal)
                .Select(g =>
                    (
                        tally.Of is { } of ? g.First().Bound.GetValueOrDefault(of) : null,
                        g.Select(r => r.Past(tally.Within).Signals).Aggregate((a, b) => a.Or(b))
                    )
                ),
        ];

    private string Key(Row row) =>
        tally.Kind == TallyKind.Distinct && tally.Of is { } of ? $"{row.Bound.GetValueOrDefault(of)}"
        : tally.Of is not null || row.Facts.IsEmpty ? string.Join('\u001f', row.Bound.Select(b => $"{b.Key}={b.Value}"))
        : string.Join('\u001f', row.Facts);

    private IEnumerable<Value?> Numbers(
        List<(Value? Value, Signals In)> sure,
        List<(Value? Value, Signals In)> possible
    )
    {
        if (tally.Kind is TallyKind.Count or TallyKind.Distinct)
            return possible.Count > MostPossible
                ? [null]
                : Enumerable.Range(sure.Count, possible.Count + 1).Select(n => (Value?)new Value.Number(n));
        if (sure.Count == 0 && possible.Count == 0)
            return [];
        var numbers = sure.Select(s => s.Value).OfType<Value.Number>().Select(n => n.Of).ToList();
        if (possible.Count > 0 || numbers.Count < sure.Count)
            return [null];
        return
        [
            new Value.Number(
                tally.Kind switch
                {
                    TallyKind.Sum => numbers.Sum(),
                    TallyKind.Min => numbers.Min(),
                    _ => numbers.Max(),
                }
            ),
        ];
    }
}
