using System.Globalization;
using NodaTime.Text;
using Trucewatch.Values;

namespace Trucewatch.Agreements;

/// <summary>Provisions and formulas in signs, the same in every language: for those who check the meaning itself.</summary>
/// <remarks>
/// ∧ ∨ ¬ ∃ as in logic; <c>◇⁻[a, b]</c> at some time a to b ago, <c>◇⁺</c> ahead, <c>S</c> since, <c>U</c> until, <c>↑</c> begins,
/// <c>↓</c> ends, <c>#</c> a count, <c>$name</c> a variable, <c>◉[d]</c> the last d were watched. Times in the words of the language.
/// </remarks>
internal static class FormulaNotation
{
    /// <summary>A provision: its norm, then what lifts and bounds it.</summary>
    public static string Of(Provision provision)
    {
        var unless = provision.Unless.Select(u => $" ∖ {Of(u.When)}{(u.GrantedBy is { } by ? $" ({by})" : "")}");
        var from = provision.When.From is { } f ? " from " + Of(f) : "";
        var until = provision.When.Until is { } t ? " until " + Of(t) : "";
        return $"{provision.Clause}: {Of(provision.Norm)}{string.Concat(unless)}{from}{until}";
    }

    private static string Of(Norm norm) =>
        norm switch
        {
            Norm.Forbid forbid => $"forbid({Of(forbid.By)}) {Of(forbid.Act)}",
            Norm.Permit permit => $"permit({Of(permit.By)}) {Of(permit.Act)} from {string.Join(", ", permit.From)}",
            Norm.Require require =>
                $"require({Of(require.By)}) {Of(require.Trigger)} ⇒ {Of(require.Act)} {Of(require.Limit)}{(require.OwedTo is { } to ? $" to {to}" : "")}{(require.IfBreached is { } then ? $" else {{{Of(then)}}}" : "")}",
            Norm.Keep keep => $"keep({Of(keep.By)}) {Of(keep.State)}",
            Norm.Means means => $"“{means.Term}” := {Of(means.Is)}",
            Norm.InForce inForce =>
                $"{(inForce.Begins ? "enters" : "ends")}{(inForce.For is { } each ? $"({Of(each)})" : "")} {Of(inForce.When)}{(inForce.At is { } at ? " at " + Of(new Edge(at, false)) : "")}",
            Norm.Empower power =>
                $"power({power.By}) {ValueCodec.Word(power.Power)} {string.Join(", ", power.Over)}{power.Of}{(power.Bounds.Times is { } n ? $" ×{n}" : "")}{(power.Bounds.AtMost is { } most ? $" ≤ {Of(most)}" : "")}",
            _ => norm.ToString() ?? "",
        };

    /// <summary>A formula.</summary>
    public static string Of(Formula formula) =>
        formula switch
        {
            Formula.Fact fact => Fact(fact),
            Formula.Compare compare => $"{Of(compare.Left)} {Of(compare.Op)} {Of(compare.Right)}",
            Formula.Near near =>
                $"${near.Of} {(near.Outside ? "∉" : "∈")} {near.Zone}{(near.Bound.Meters > 0 ? $" + {Amounts.Say(near.Bound)}" : "")}",
            Formula.Not not => "¬" + Of(not.Of),
            Formula.All { Of.IsEmpty: true } => "⊤",
            Formula.Any { Of.IsEmpty: true } => "⊥",
            Formula.All all => $"({string.Join(" ∧ ", all.Of.Select(Of))})",
            Formula.Any any => $"({string.Join(" ∨ ", any.Of.Select(Of))})",
            Formula.Some some => $"∃${some.Over}.{Of(some.Of)}",
            Formula.Past past => $"◇⁻{Of(past.Within)} {Of(past.Of)}",
            Formula.Next next => $"◇⁺{Of(next.Within)} {Of(next.Of)}",
            Formula.Since since => $"({Of(since.Keeping)} S{Of(since.Within)} {Of(since.Start)})",
            Formula.Until until => $"({Of(until.Keeping)} U{Of(until.Within)} {Of(until.End)})",
            Formula.Tally tally =>
                $"${tally.Result} = {ValueCodec.Word(tally.Kind)}{(tally.Of is { } of ? $" ${of}" : "")} per [{string.Join(", ", tally.Per)}] {Of(tally.Within)} {Of(tally.Over)}",
            Formula.Defined defined => $"“{defined.Term}”",
            Formula.Begins begins => "↑" + Of(begins.Of),
            Formula.Ends ends => "↓" + Of(ends.Of),
            Formula.Watched watched => $"◉[{Exact(watched.Behind)}] {Of(watched.Of)}",
            Formula.Truce truce => $"truce = {ValueCodec.Word(truce.State)}",
            _ => formula.ToString() ?? "",
        };

    private static string Fact(Formula.Fact fact)
    {
        var codes = fact.Codes.Ranges.IsEmpty ? "" : $"{{{fact.Codes}}}";
        return $"{fact.Kind}{codes}({string.Join(", ", fact.Arguments.Select(a => $"{a.Field}: {Of(a.Is)}"))})";
    }

    private static string Of(Operand operand) =>
        operand switch
        {
            Operand.Variable variable => "$" + variable.Name,
            Operand.Constant { Value: Value.Number number } => number.Of.ToString("R", CultureInfo.InvariantCulture),
            Operand.Constant { Value: Value.Name name } => name.Of,
            _ => "",
        };

    private static string Of(Comparison op) =>
        op switch
        {
            Comparison.AtLeast => "≥",
            Comparison.AtMost => "≤",
            Comparison.MoreThan => ">",
            Comparison.LessThan => "<",
            Comparison.IsNot => "≠",
            _ => "=",
        };

    private static string Of(Window window) =>
        window.To is { } to ? $"[{Exact(window.From)}, {Exact(to)}]" : $"[{Exact(window.From)}, ∞)";

    private static string Exact(long microseconds) =>
        microseconds == 0 ? "0"
        : microseconds % Durations.Minute == 0 ? Said.Exact(microseconds)
        : $"{microseconds.ToString(CultureInfo.InvariantCulture)} µs";

    private static string Of(Length length) =>
        length is Length.Exact exact ? Exact(exact.Microseconds) : Said.Length(length);

    private static string Of(Limit limit) =>
        limit switch
        {
            Limit.Within within =>
                $"within {Of(within.Of)}{(within.Noun is { } noun ? $" of the {(within.Last ? "last" : "first")} {noun}" : "")}",
            Limit.Before before =>
                $"before [{(before.AtLeast is { } least ? Exact(least) : "0")}, {(before.AtMost is { } most ? Exact(most) + "]" : "∞)")}",
            Limit.By by => "by " + Of(new Edge(by.Moment, false)),
            _ => limit.ToString() ?? "",
        };

    private static string Of(Edge edge)
    {
        var moment = edge.Moment;
        var day = moment.Of switch
        {
            MomentOf.Date => LocalDatePattern.Iso.Format(moment.Date ?? default),
            MomentOf.Day => $"day {moment.Day}",
            MomentOf.NextDay => "day + 1",
            _ => "T0",
        };
        return $"{(edge.After ? "end of " : "")}{day}{(moment.At is { } at ? $" {LocalTimePattern.ExtendedIso.Format(at)}" : "")}{(moment.Zone is { } zone ? $" {zone}" : "")}{(moment.Plus is { } plus ? $" + {Of(plus)}" : "")}";
    }

    private static string Of(Bearer bearer) =>
        bearer switch
        {
            Bearer.EachParty => "∀$party",
            Bearer.EachGuarantor => "∀$guarantor",
            Bearer.Named named => $"$party = {named.Party.Code}",
            Bearer.TheBody body => $"$body = {body.Body}",
            _ => "",
        };
}
