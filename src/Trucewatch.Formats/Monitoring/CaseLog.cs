using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Formats.Monitoring;

/// <summary>A row of a rule, and when it holds.</summary>
internal sealed record CaseRow(ImmutableArray<Value> Row, Signals Signals);

/// <summary>The log of a case as a world: each position and each event is a fact on a register.</summary>
internal sealed class CaseLog
{
    private readonly MfotlFormula language;
    private readonly Dictionary<CasePosition, long> instants = [];

    public CaseLog(ImmutableArray<CasePosition> positions)
    {
        Positions = positions;
        var times = positions.CountBy(p => p.Time).ToDictionary(p => p.Key, p => p.Value);
        language = new(times.Values.DefaultIfEmpty(1).Max());
        var places = new Dictionary<long, int>();
        var made = ImmutableArray.CreateBuilder<long>(positions.Length);
        foreach (var position in positions)
        {
            var place = places[position.Time] = places.GetValueOrDefault(position.Time, -1) + 1;
            made.Add(language.Instant(position.Time, place));
        }
        Instants = made.ToImmutable();
    }

    /// <summary>The positions, in order.</summary>
    public ImmutableArray<CasePosition> Positions { get; }

    /// <summary>Their instants.</summary>
    public ImmutableArray<long> Instants { get; }

    /// <summary>The instant of a position whose time no other has.</summary>
    public long InstantOf(CasePosition position) => language.Instant(position.Time, 0);

    /// <summary>The rows of a rule with the times at which they hold, sorted.</summary>
    public ImmutableArray<CaseRow> Rows(Mfotl formula, ImmutableArray<string> columns, ProofNeeded needs)
    {
        var none = ImmutableSortedDictionary.Create<string, Value>(StringComparer.Ordinal);
        return
        [
            .. new Meaning(World(), needs)
                .Each(language.Of(formula), none)
                .GroupBy(
                    r => string.Join('\u001f', columns.Select(c => r.Binding.GetValueOrDefault(c))),
                    StringComparer.Ordinal
                )
                .Select(g => new CaseRow(
                    [.. columns.Select(c => g.First().Binding[c])],
                    g.Select(r => r.Signals).Aggregate((a, b) => a.Or(b))
                ))
                .OrderBy(r => r.Row, Comparer<ImmutableArray<Value>>.Create(Order)),
        ];
    }

    private World World() =>
        new(
            [.. Positions.SelectMany((p, i) => Facts(p, Instants[i], i))],
            ImmutableDictionary<string, CodeSet>.Empty,
            ImmutableDictionary<string, Formula>.Empty,
            DefaultRules.Value,
            [],
            (_, _, _) => Answer.Unclear,
            _ => Signal.Always,
            _ => Signals.Never
        );

    private static IEnumerable<Fact> Facts(CasePosition position, long instant, int number) =>
        position
            .Events.Select((e, i) => Fact($"{number}.{i}", e.Name, instant, e.Values))
            .Prepend(Fact($"{number}", MfotlFormula.Position, instant, []));

    private static Fact Fact(string id, string kind, long instant, ImmutableArray<Value> values) =>
        new(
            new(id),
            kind,
            instant,
            instant + 1,
            ImmutableSortedDictionary<Code, double>.Empty,
            values
                .Select((v, i) => (Name: MfotlFormula.Field(i), Field: Field.Of(v)))
                .ToImmutableSortedDictionary(f => f.Name, f => f.Field, StringComparer.Ordinal),
            FactProof.Registered
        );

    private static int Order(ImmutableArray<Value> a, ImmutableArray<Value> b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            var order = (a[i], b[i]) is (Value.Number x, Value.Number y)
                ? x.Of.CompareTo(y.Of)
                : string.CompareOrdinal(a[i].ToString(), b[i].ToString());
            if (order != 0)
                return order;
        }
        return 0;
    }
}
