using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.Monitoring;

/// <summary>Whether a formula can be monitored: every variable is fixed by an event, windows ahead are finite (AG101).</summary>
internal static class MfotlSafety
{
    /// <summary>Refuses a formula that cannot be monitored.</summary>
    /// <exception cref="MfotlException">It cannot.</exception>
    public static void Check(Mfotl formula) => _ = Bound(formula);

    /// <summary>The free variables of a formula.</summary>
    public static ImmutableHashSet<string> Free(Mfotl formula) =>
        formula switch
        {
            Mfotl.Event e => Names(e.Arguments),
            Mfotl.Compared c => Names([c.Left, c.Right]),
            Mfotl.Not not => Free(not.Of),
            Mfotl.And and => Union(and.Of.Select(Free)),
            Mfotl.Or or => Union(or.Of.Select(Free)),
            Mfotl.Exists exists => Free(exists.Of).Remove(exists.Variable),
            Mfotl.Step step => Free(step.Of),
            Mfotl.Reach reach => Free(reach.Of),
            Mfotl.Kept kept => Free(kept.Keeping).Union(Free(kept.End)),
            Mfotl.Aggregate a => [a.Result, .. a.Per],
            _ => throw Unsafe("it is of an unknown sort"),
        };

    /// <summary>What a formula binds: all its free variables, or it is refused.</summary>
    private static ImmutableHashSet<string> Bound(Mfotl formula) =>
        formula switch
        {
            Mfotl.Event e => Names(e.Arguments),
            Mfotl.Compared c => Equal(c),
            Mfotl.Not not when Free(not.Of).IsEmpty => Bound(not.Of),
            Mfotl.And and => Conjunction(and),
            Mfotl.Or or => Alternatives(or),
            Mfotl.Exists exists => Bound(exists.Of).Remove(exists.Variable),
            Mfotl.Step step => Bound(step.Of),
            Mfotl.Reach { Ahead: true, Within.To: null } => throw Unsafe("it looks ahead without end"),
            Mfotl.Reach reach => Bound(reach.Of),
            Mfotl.Kept { Ahead: true, Within.To: null } => throw Unsafe("it looks ahead without end"),
            Mfotl.Kept kept => Kept(kept),
            Mfotl.Aggregate a => Aggregate(a),
            _ => throw Unsafe("something is denied of which no event says what it is"),
        };

    private static ImmutableHashSet<string> Equal(Mfotl.Compared compared)
    {
        var free = Names([compared.Left, compared.Right]);
        return
            compared.Op == Comparison.Is
            && free.Count <= 1
            && !(compared.Left is Operand.Variable && compared.Right is Operand.Variable)
            ? free
            : throw Unsafe("a comparison stands alone");
    }

    private static ImmutableHashSet<string> Conjunction(Mfotl.And and)
    {
        var bound = ImmutableHashSet<string>.Empty;
        var left = Parts(and).ToList();
        while (left.Count > 0)
        {
            var next = left.Find(f => Adds(f, bound) is not null) ?? throw Unsafe("a variable is fixed by no event");
            bound = bound.Union(Adds(next, bound)!);
            left.Remove(next);
        }
        return bound;
    }

    private static IEnumerable<Mfotl> Parts(Mfotl formula) =>
        formula is Mfotl.And and ? and.Of.SelectMany(Parts) : [formula];

    // What a part binds where some variables are bound already; null: it cannot be asked yet.
    private static ImmutableHashSet<string>? Adds(Mfotl part, ImmutableHashSet<string> bound)
    {
        var free = Free(part);
        if (
            part is Mfotl.Compared { Op: Comparison.Is }
            && free.Except(bound).Count <= 1
            && (free.Count < 2 || free.Overlaps(bound))
        )
            return free;
        if (part is Mfotl.Compared)
            return free.IsSubsetOf(bound) ? [] : null;
        if (part is Mfotl.Not not)
            return free.IsSubsetOf(bound) && IsSafe(not.Of, bound) ? [] : null;
        return IsSafe(part, bound) ? free : null;
    }

    private static bool IsSafe(Mfotl formula, ImmutableHashSet<string> bound)
    {
        try
        {
            _ = formula is Mfotl.Compared c && Free(c).IsSubsetOf(bound) ? [] : Bound(formula);
            return true;
        }
        catch (MfotlException)
        {
            return false;
        }
    }

    private static ImmutableHashSet<string> Alternatives(Mfotl.Or or)
    {
        var each = or.Of.Select(Bound).ToList();
        return each.Count == 0 ? []
            : each.All(b => b.SetEquals(each[0])) ? each[0]
            : throw Unsafe("alternatives speak of different variables");
    }

    private static ImmutableHashSet<string> Kept(Mfotl.Kept kept)
    {
        var end = Bound(kept.End);
        return Free(kept.Keeping).IsSubsetOf(end) && Parts(kept.Keeping).All(p => Adds(p, end) is not null)
            ? end
            : throw Unsafe("what is kept speaks of more than what ends it");
    }

    private static ImmutableHashSet<string> Aggregate(Mfotl.Aggregate a)
    {
        var over = Bound(a.Over);
        return a.Per.Append(a.Of).All(over.Contains) ? Free(a) : throw Unsafe("it counts what no event fixes");
    }

    private static ImmutableHashSet<string> Names(IEnumerable<Operand> terms) =>
        [.. terms.OfType<Operand.Variable>().Select(v => v.Name)];

    private static ImmutableHashSet<string> Union(IEnumerable<ImmutableHashSet<string>> sets) =>
        sets.Aggregate(ImmutableHashSet<string>.Empty, (all, one) => all.Union(one));

    private static MfotlException Unsafe(string why) => new("not-monitorable", $"AG101: {why}");
}
