using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>Facts as the engine takes them: every string looked up once, everything that geometry or chances decide decided.</summary>
/// <param name="schema">What the provisions ask for; compile them first.</param>
/// <param name="sureAt">From which chance on a code is sure (the rulebook's).</param>
/// <param name="doubtAt">From which chance on it may be.</param>
/// <param name="near">Whether a fact's place lies in a zone or within so many metres of it.</param>
/// <remarks>The engine never sees a place: if a zone changes, the facts whose answers change come again as corrections.</remarks>
public sealed class EngineBorder(
    EngineSchema schema,
    double sureAt,
    double doubtAt,
    Func<Fact, EngineColumn.Near, Answer> near
)
{
    private readonly Dictionary<(FactId, string), int> numbers = [];
    private readonly List<FactId> ids = [];

    /// <summary>The number of a fact; it gets one where it has none.</summary>
    public int Number(FactId id, string kind)
    {
        if (!numbers.TryGetValue((id, kind), out var number))
        {
            numbers[(id, kind)] = number = ids.Count;
            ids.Add(id);
        }
        return number;
    }

    /// <summary>Which fact has that number.</summary>
    public FactId IdOf(int number) => ids[number];

    /// <summary>The row of a fact; null: no provision reads its noun.</summary>
    public FactRow? Row(Fact fact)
    {
        if (schema.Find(fact.Kind) is not { } kind)
            return null;
        var row = new FactRow
        {
            Number = Number(fact.Id, fact.Kind),
            Kind = kind.Id,
            Start = fact.Start,
            End = fact.End,
            Sure = Sure(fact),
        };
        for (var i = 0; i < kind.Columns.Count; i++)
            Fill(ref row, i, kind.Columns[i], fact);
        return row;
    }

    private void Fill(ref FactRow row, int at, EngineColumn column, Fact fact)
    {
        if (column is EngineColumn.Field field)
        {
            var possible = Possible(fact, field.Name);
            if (possible.Length != 1)
                row.Open |= (ushort)(1 << at);
            row.Values[at] = possible.Length switch
            {
                0 => 0,
                1 => possible[0],
                _ => schema.Set(possible),
            };
            return;
        }
        var answer = column is EngineColumn.Near place ? near(fact, place) : Code(fact, (EngineColumn.Codes)column);
        row.Values[at] = answer switch
        {
            Answer.Yes => Bits.Sure,
            Answer.Unclear => Bits.Possible,
            _ => Bits.No,
        };
    }

    // A fact is its own "id", so that others can be about it.
    private int[] Possible(Fact fact, string field) =>
        fact.Fields.TryGetValue(field, out var value) ? [.. value.Possible.Select(schema.Value).Distinct()]
        : field == "id" ? [schema.Name(fact.Id.Text)]
        : [];

    private Answer Code(Fact fact, EngineColumn.Codes codes)
    {
        if (fact.Likely.IsEmpty)
            return Answer.Yes;
        var chance = 0.0;
        foreach (var (code, share) in fact.Likely)
            if (code.Family != 'N' && codes.Noun.Has(code) && codes.Rule.Has(code))
                chance += share;
        return chance >= sureAt ? Answer.Yes
            : chance >= doubtAt ? Answer.Unclear
            : Answer.No;
    }

    private uint Sure(Fact fact)
    {
        var isOne = fact.Fields.TryGetValue("by", out var by) && by.Possible.Length == 1;
        var sure = 0u;
        for (var k = 0; k < schema.Needs.Count; k++)
        {
            sure |= fact.Proof.Suffices(schema.Needs[k]) ? 1u << (2 * k) : 0;
            sure |= isOne && fact.Proof.Attributes(schema.Needs[k]) ? 2u << (2 * k) : 0;
        }
        return sure;
    }
}
