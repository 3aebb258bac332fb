using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.Monitoring;

/// <summary>Reads formulas such as <c>P(x) SINCE[0,7d] Q(x)</c>.</summary>
/// <remarks>
/// From loosest to tightest: SINCE and UNTIL; EQUIV; IMPLIES; OR; AND; NOT. ONCE and its kin and EXISTS reach as far right as an
/// EQUIV would. Units s, m, h and d are seconds; a bare number is in the log's unit.
/// </remarks>
public sealed partial class MfotlReader
{
    private readonly List<string> tokens;
    private int at;

    private MfotlReader(string text) => tokens = [.. Tokens().Matches(text).Select(m => m.Value)];

    /// <summary>The formula.</summary>
    /// <exception cref="MfotlException">It is none, or uses what our language does not have.</exception>
    public static Mfotl Read(string text)
    {
        var reader = new MfotlReader(text);
        var read = reader.Kept();
        return reader.at == reader.tokens.Count ? read : throw reader.Wrong("the end was expected");
    }

    [GeneratedRegex(
        """r?"[^"]*"|<-|<=|>=|[A-Za-z_][A-Za-z_0-9']*|\d+(\.\d+)?[smhd]?\b|[-+*/()\[\],.;=<>]|\S""",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Tokens();

    private string Next => at < tokens.Count ? tokens[at] : "";

    private string Take() => at < tokens.Count ? tokens[at++] : throw Wrong("more was expected");

    private bool TakeIf(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Next == word)
            {
                at++;
                return true;
            }
        return false;
    }

    private void Expect(string token)
    {
        if (!TakeIf(token))
            throw Wrong($"\"{token}\" was expected");
    }

    private MfotlException Wrong(string what) => new("rejected", $"{what} at \"{Next}\", token {at + 1}");

    private Mfotl Kept()
    {
        var left = Equiv();
        if (Next is not ("SINCE" or "UNTIL"))
            return left;
        var isAhead = Take() == "UNTIL";
        var within = Interval();
        return new Mfotl.Kept(isAhead, left, within, Kept());
    }

    private Mfotl Equiv()
    {
        var left = Implies();
        while (TakeIf("EQUIV", "IFF"))
        {
            var right = Implies();
            left = Both(new Mfotl.Or([Not(left), right]), new Mfotl.Or([left, Not(right)]));
        }
        return left;
    }

    private Mfotl Implies()
    {
        var left = Or();
        return TakeIf("IMPLIES") ? new Mfotl.Or([Not(left), Implies()]) : left;
    }

    private Mfotl Or()
    {
        var parts = new List<Mfotl> { And() };
        while (TakeIf("OR"))
            parts.Add(And());
        return parts.Count == 1 ? parts[0] : new Mfotl.Or([.. parts]);
    }

    private Mfotl And()
    {
        var parts = new List<Mfotl> { Prefix() };
        while (TakeIf("AND"))
            parts.Add(Prefix());
        return parts.Count == 1 ? parts[0] : new Mfotl.And([.. parts]);
    }

    private static Mfotl.And Both(Mfotl left, Mfotl right) => new([left, right]);

    /// <summary>Not so; a double "not" falls away, and "not (a or b)" is "not a and not b".</summary>
    private static Mfotl Not(Mfotl of) =>
        of switch
        {
            Mfotl.Not not => not.Of,
            Mfotl.Or or => new Mfotl.And([.. or.Of.Select(Not)]),
            _ => new Mfotl.Not(of),
        };

    private Mfotl Prefix()
    {
        var word = Next;
        switch (word)
        {
            case "NOT":
                at++;
                return Not(Prefix());
            case "EXISTS" or "FORALL":
                at++;
                return Quantified(word == "FORALL");
            case "ONCE" or "EVENTUALLY":
                at++;
                return new Mfotl.Reach(word == "EVENTUALLY", Interval(), Equiv());
            case "PAST_ALWAYS" or "HISTORICALLY" or "ALWAYS":
                at++;
                return new Mfotl.Not(new Mfotl.Reach(word == "ALWAYS", Interval(), Not(Equiv())));
            case "PREVIOUS" or "NEXT":
                at++;
                return new Mfotl.Step(word == "NEXT", Interval(), Equiv());
            case "LET" or "LETPAST":
                throw new MfotlException("refused", "definitions with LET are not in our language");
            default:
                return Atom();
        }
    }

    private Mfotl Quantified(bool isForAll)
    {
        var names = new List<string> { Take() };
        while (TakeIf(","))
            names.Add(Take());
        Expect(".");
        var of = Equiv();
        if (isForAll)
            of = Not(of);
        foreach (var name in Enumerable.Reverse(names))
            of = new Mfotl.Exists(name, of);
        return isForAll ? Not(of) : of;
    }

    private Mfotl Atom()
    {
        if (TakeIf("TRUE"))
            return new Mfotl.And([]);
        if (TakeIf("FALSE"))
            return new Mfotl.Or([]);
        if (at + 1 < tokens.Count && tokens[at + 1] == "<-")
            return Aggregate();
        if (at + 1 < tokens.Count && char.IsLetter(Next[0]) && tokens[at + 1] == "(")
            return Event();
        if (Next != "(")
            return Comparing();
        var before = at++;
        try
        {
            var inner = Kept();
            Expect(")");
            if (Next is not ("=" or "<" or ">" or "<=" or ">="))
                return inner;
        }
        catch (MfotlException wrong) when (wrong.Status == "rejected" && at - before <= 3) { }
        at = before;
        return Comparing();
    }

    private Mfotl.Event Event()
    {
        var name = Take();
        Expect("(");
        var arguments = new List<Operand>();
        while (!TakeIf(")"))
        {
            arguments.Add(Term());
            if (Next != ")")
                Expect(",");
        }
        return new(name, [.. arguments]);
    }

    private Mfotl.Compared Comparing()
    {
        var left = Term();
        var op = Take();
        if (op is "MATCHES" or "SUBSTRING")
            throw new MfotlException("refused", "matching of texts is not in our language");
        var right = Term();
        return op switch
        {
            "=" => new Mfotl.Compared(left, Comparison.Is, right),
            "<" => new Mfotl.Compared(left, Comparison.LessThan, right),
            ">" => new Mfotl.Compared(left, Comparison.MoreThan, right),
            "<=" => new Mfotl.Compared(left, Comparison.AtMost, right),
            ">=" => new Mfotl.Compared(left, Comparison.AtLeast, right),
            _ => throw Wrong($"a comparison was expected, and there was \"{op}\""),
        };
    }

    private Operand Term()
    {
        if (TakeIf("("))
        {
            var inner = Term();
            Expect(")");
            return inner;
        }
        var negative = TakeIf("-");
        var token = Take();
        if (Next is "+" or "-" or "*" or "/")
            throw new MfotlException("refused", "arithmetic is not in our language");
        if (token[0] == '"')
            return new Operand.Constant(new Value.Name(token.Trim('"')));
        if (double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new Operand.Constant(new Value.Number(negative ? -number : number));
        if (!char.IsLetter(token[0]) && token[0] != '_')
            throw Wrong("a term was expected");
        return Next == "("
            ? throw new MfotlException("refused", $"the function {token} is not in our language")
            : new Operand.Variable(token);
    }

    private Mfotl.Aggregate Aggregate()
    {
        var result = Take();
        Expect("<-");
        var kind = Take() switch
        {
            "CNT" => TallyKind.Count,
            "SUM" => TallyKind.Sum,
            "MIN" => TallyKind.Min,
            "MAX" => TallyKind.Max,
            "AVG" or "MED" => throw new MfotlException("refused", "averages are not in our language"),
            var other => throw Wrong($"no aggregation is called {other}"),
        };
        var of = Take();
        var per = new List<string>();
        if (TakeIf(";"))
        {
            per.Add(Take());
            while (TakeIf(","))
                per.Add(Take());
        }
        return new(result, kind, of, [.. per], Prefix());
    }

    private Span Interval()
    {
        if (Next is not ("[" or "(") || !IsInterval())
            return new(0, null);
        var isOpen = Take() == "(";
        var from = Bound();
        Expect(",");
        var isUnbounded = TakeIf("*", "INFINITY");
        var to = isUnbounded ? 0 : Bound();
        var isOpenEnd = !TakeIf("]");
        if (isOpenEnd)
            Expect(")");
        var span = new Span(
            isOpen ? from + 1 : from,
            isUnbounded ? null
                : isOpenEnd ? to - 1
                : to
        );
        if (from < 0 || span.To < span.From || to < 0)
            throw new MfotlException("rejected", "an interval is negative or empty");
        return span;
    }

    private bool IsInterval()
    {
        var i = at + 1;
        if (i < tokens.Count && tokens[i] == "-")
            i++;
        return i + 1 < tokens.Count && char.IsAsciiDigit(tokens[i][0]) && tokens[i + 1] == ",";
    }

    private long Bound()
    {
        var negative = TakeIf("-");
        var token = Take();
        var unit = token[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            _ => 0,
        };
        if (
            !long.TryParse(
                unit == 0 ? token : token[..^1],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
            throw Wrong("a bound was expected");
        return (negative ? -1 : 1) * number * Math.Max(unit, 1);
    }
}
