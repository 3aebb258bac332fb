namespace Trucewatch.Agreements;

/// <summary>How large a condition is, its phrases written out: so that phrases of phrases cannot grow beyond all bounds.</summary>
internal static class ConditionSize
{
    /// <summary>How many facts, terms and joints.</summary>
    public static int Of(Condition condition) => 1 + Parts(condition).Sum(Of);

    /// <summary>How many joints lie around its innermost part.</summary>
    public static int Depth(Condition condition) => Parts(condition).Select(p => 1 + Depth(p)).DefaultIfEmpty(0).Max();

    private static IEnumerable<Condition> Parts(Condition condition) =>
        condition switch
        {
            Condition.And and => and.Of,
            Condition.Or or => or.Of,
            Condition.Not not => [not.Of],
            Condition.Fact fact => Parts(fact.Tails),
            Condition.Phrased phrased => Parts(phrased.Tails).Prepend(phrased.Of),
            _ => [],
        };

    private static IEnumerable<Condition> Parts(Tails tails) =>
        new[] { tails.Since, tails.Until }.Where(c => c is not null).Select(c => c!);
}
