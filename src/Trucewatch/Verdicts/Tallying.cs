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

    // Two that are alike are two.
    private sealed class Item(Value? value, Signals @in)
    {
        public Value? Value => value;

        public Signals In => @in;
    }

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
            )
            .Select(g => g.ToImmutableArray())
            .ToList();
        foreach (var group in groups)
        {
            var bound = before;
            foreach (var per in tally.Per)
                bound = bound.SetItem(per, group[0].Bound.GetValueOrDefault(per));
            var others = groups.Where(g => g != group && MayBeOne(g[0], group[0])).SelectMany(g => g);
            foreach (var row in Group(bound, group, [.. others]))
                yield return row;
        }
        // Nothing to count is a number too, unless it is counted apart: then there is no group.
        if (groups.Count == 0 && tally.Kind is TallyKind.Count or TallyKind.Distinct && tally.Per.IsEmpty)
            yield return Row.Always(before).With(tally.Result, new Value.Number(0));
    }

    // What is counted apart by a value that nobody knows may belong to any group.
    private bool MayBeOne(Row one, Row other) =>
        tally.Per.All(p =>
            one.Bound.GetValueOrDefault(p) is not { } a || other.Bound.GetValueOrDefault(p) is not { } b || a.Equals(b)
        );

    private bool IsUnknown(Row row) => tally.Per.Any(p => row.Bound.GetValueOrDefault(p) is null);

    private IEnumerable<Row> Group(
        ImmutableSortedDictionary<string, Value?> bound,
        ImmutableArray<Row> rows,
        ImmutableArray<Row> others
    )
    {
        var items = Items(rows);
        items.AddRange(Items(others).Select(i => new Item(i.Value, new(Signal.Never, i.In.Possible))));
        var most = IsUnknown(rows[0]) ? 1 : int.MaxValue; // of which it is sure that they are in one group
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
            var sure = items.Where(x => x.In.Sure.Has(at)).Take(most).ToList();
            var possible = items.Where(x => x.In.Possible.Has(at)).Except(sure).ToList();
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
    private List<Item> Items(ImmutableArray<Row> rows) =>
        [
            .. rows.GroupBy(Key, StringComparer.Ordinal)
                .Select(g => new Item(
                    tally.Of is { } of ? g.First().Bound.GetValueOrDefault(of) : null,
                    g.Select(r => r.Past(tally.Within).Signals).Aggregate((a, b) => a.Or(b))
                )),
        ];

    private string Key(Row row) =>
        tally.Of is not { } of || row.Bound.GetValueOrDefault(of) is not { } value ? Facts(row)
        : tally.Kind == TallyKind.Distinct ? $"{value}"
        : Bindings(row);

    private static string Facts(Row row) => row.Facts.IsEmpty ? Bindings(row) : string.Join('\u001f', row.Facts);

    private static string Bindings(Row row) => string.Join('\u001f', row.Bound.Select(b => $"{b.Key}={b.Value}"));

    private IEnumerable<Value?> Numbers(List<Item> sure, List<Item> possible)
    {
        // What has a value that nobody knows may have that of another, so that it is one more or none.
        if (tally.Kind == TallyKind.Distinct && sure.FindAll(s => s.Value is null) is { Count: > 0 } unknown)
        {
            var one = sure.Count == unknown.Count ? unknown[..1] : [];
            (sure, possible) = ([.. sure.Except(unknown), .. one], [.. possible, .. unknown.Except(one)]);
        }
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
