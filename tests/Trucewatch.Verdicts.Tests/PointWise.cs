using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Formats.Monitoring;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts.Tests;

/// <summary>Rules of outside monitors as formulas over the positions of a log, for the <see cref="Reference"/>.</summary>
/// <remarks>
/// Over positions all operators are ours, but for the step to the neighbour. A position knows its number: <c>PREVIOUS</c> is
/// "for some number, this position follows that one, and there …".
/// </remarks>
internal static class PointWise
{
    private const string Here = "\u00b7here";
    private const string Number = "number";

    /// <summary>The facts of a log: its events, and one for each position.</summary>
    public static IEnumerable<Exact> Facts(ImmutableArray<CasePosition> log) =>
        log.SelectMany(
            (p, at) =>
                p
                    .Events.Select((e, i) => new Exact($"{at}.{i}", e.Name, at, Fields(e.Values)))
                    .Append(
                        new(
                            $"{at}",
                            Here,
                            at,
                            Fields([])
                                .Add(Number, new Value.Number(at))
                                .Add("before", new Value.Number(at - 1))
                                .Add("behind", new Value.Number(at + 1))
                        )
                    )
        );

    private static ImmutableDictionary<string, Value> Fields(ImmutableArray<Value> values) =>
        values.Select((v, i) => KeyValuePair.Create($"{i}", v)).ToImmutableDictionary();

    /// <summary>The formula of a rule.</summary>
    public static Formula Of(Mfotl rule) => Of(rule, ImmutableDictionary<string, string>.Empty);

    private static Formula Of(Mfotl rule, ImmutableDictionary<string, string> called) =>
        rule switch
        {
            Mfotl.Event e => new Formula.Fact(
                e.Name,
                CodeSet.All,
                [.. e.Arguments.Select((a, i) => new Argument($"{i}", Of(a, called)))]
            ),
            Mfotl.Compared c => new Formula.Compare(Of(c.Left, called), c.Op, Of(c.Right, called)),
            Mfotl.Not not => new Formula.Not(Of(not.Of, called)),
            Mfotl.And and => new Formula.All([.. and.Of.Select(f => Of(f, called))]),
            Mfotl.Or or => new Formula.Any([.. or.Of.Select(f => Of(f, called))]),
            Mfotl.Exists e => new Formula.Some(e.Variable, Of(e.Of, called.Remove(e.Variable))),
            Mfotl.Reach { Ahead: true } r => new Formula.Next(Within(r.Within), Of(r.Of, called)),
            Mfotl.Reach r => new Formula.Past(Within(r.Within), Of(r.Of, called)),
            Mfotl.Kept { Ahead: true } k => new Formula.Until(
                Of(k.Keeping, called),
                Within(k.Within),
                Of(k.End, called)
            ),
            Mfotl.Kept k => new Formula.Since(Of(k.Keeping, called), Within(k.Within), Of(k.End, called)),
            Mfotl.Step step => Step(step, called),
            Mfotl.Aggregate a => Tally(a, called),
            _ => throw new NotSupportedException(rule.GetType().Name),
        };

    private static Formula.Some Step(Mfotl.Step step, ImmutableDictionary<string, string> called)
    {
        var number = new Operand.Variable($"\u00b7{called.Count}.{Depth(step.Of)}");
        var there = new Formula.All([new Formula.Fact(Here, CodeSet.All, [new(Number, number)]), Of(step.Of, called)]);
        return new(
            number.Name,
            new Formula.All([
                new Formula.Fact(Here, CodeSet.All, [new(step.Ahead ? "behind" : "before", number)]),
                step.Ahead
                    ? new Formula.Next(Within(step.Within), there)
                    : new Formula.Past(Within(step.Within), there),
            ])
        );
    }

    // What is not counted apart belongs to the count: our language would take the same name for the same thing. And it counts
    // what holds at this position, where our window would take in all positions of the same time.
    private static Formula.Some Tally(Mfotl.Aggregate a, ImmutableDictionary<string, string> called)
    {
        var inside = called.SetItems(
            Free(a.Over).Except(a.Per).Select(v => KeyValuePair.Create(v, $"{v}'{Depth(a)}{called.Count}"))
        );
        var number = new Operand.Variable($"\u00b7{called.Count}.{Depth(a)}");
        var here = new Formula.Fact(Here, CodeSet.All, [new(Number, number)]);
        var tally = new Formula.Tally(
            called.GetValueOrDefault(a.Result, a.Result),
            a.Kind,
            inside.GetValueOrDefault(a.Of, a.Of),
            [.. a.Per.Select(p => called.GetValueOrDefault(p, p))],
            new(0, 0),
            new Formula.All([here, Of(a.Over, inside)])
        );
        return new(number.Name, new Formula.All([here, tally]));
    }

    private static Window Within(Span span) => new(span.From, span.To);

    private static Operand Of(Operand term, ImmutableDictionary<string, string> called) =>
        term is Operand.Variable v ? new Operand.Variable(called.GetValueOrDefault(v.Name, v.Name)) : term;

    private static int Depth(Mfotl rule) => 1 + Below(rule).Select(Depth).DefaultIfEmpty(0).Max();

    private static IEnumerable<Mfotl> Below(Mfotl rule) =>
        rule switch
        {
            Mfotl.Not not => [not.Of],
            Mfotl.And and => and.Of,
            Mfotl.Or or => or.Of,
            Mfotl.Exists exists => [exists.Of],
            Mfotl.Step step => [step.Of],
            Mfotl.Reach reach => [reach.Of],
            Mfotl.Kept kept => [kept.Keeping, kept.End],
            Mfotl.Aggregate aggregate => [aggregate.Over],
            _ => [],
        };

    /// <summary>The free variables of a rule.</summary>
    public static IEnumerable<string> Free(Mfotl rule) =>
        rule switch
        {
            Mfotl.Event e => Names(e.Arguments),
            Mfotl.Compared c => Names([c.Left, c.Right]),
            Mfotl.Exists e => Free(e.Of).Where(v => v != e.Variable),
            Mfotl.Aggregate a => a.Per.Append(a.Result),
            _ => Below(rule).SelectMany(Free).Distinct(),
        };

    private static IEnumerable<string> Names(ImmutableArray<Operand> terms) =>
        terms.OfType<Operand.Variable>().Select(v => v.Name).Distinct();
}
