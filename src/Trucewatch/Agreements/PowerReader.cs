using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Agreements;

/// <summary>Reads over what a power is and how far it goes: <c>a time limit of 4(6) or 7(1)</c>, <c>once, by at most 48 h</c>.</summary>
internal sealed class PowerReader(Vocabulary words, NormSaid.Empowering power, Action<string, Token> reference)
{
    private readonly ImmutableArray<string>.Builder over = ImmutableArray.CreateBuilder<string>();
    private string? of;
    private int? times;
    private Length? atMost;

    /// <summary>The norm; null: a problem was reported.</summary>
    public Norm? Read(IEnumerable<Cursor> lines)
    {
        Cursor? last = null;
        foreach (var at in lines)
        {
            last = at;
            while (!at.AtEnd)
                if (!One(at))
                    return null;
        }
        if (over.Count > 0 || of is not null)
            return new Norm.Empower(power.Body, power.Power, over.ToImmutable(), of, new(times, atMost));
        last?.Wrong(power.At, Ag.Power, power.At.Text, "a power is over something", Cure);
        return null;
    }

    private string Cure =>
        power.Power switch
        {
            Power.Extend => "Add \"a time limit of\" and the clause's address.",
            Power.Waive or Power.Suspend => "Add \"the provision\" and its address.",
            _ => "Add a noun of the terms or a defined term.",
        };

    private bool One(Cursor at)
    {
        if (at.TakeIf("a", "time", "limit", "of") || at.TakeIf("the", "time", "limit", "of"))
            return Fits(at, power.Power is Power.Extend or Power.Waive, "a time limit is extended or waived")
                && Addresses(at);
        if (at.TakeIf("the", "provision") || at.TakeIf("the", "provisions"))
            return Fits(at, power.Power != Power.Extend, "what is extended is a time limit") && Addresses(at);
        if (at.TakeIf("once"))
            return Times(at, 1);
        if (at.Next.Kind == TokenKind.Number && (at.HasAt(1, "times") || at.HasAt(1, "time")))
            return Times(at, null);
        at.TakeIf(",");
        return at.TakeIf("by", "at", "most") ? AtMost(at) : Matter(at);
    }

    private bool Fits(Cursor at, bool fits, string expected)
    {
        if (!fits)
            at.Wrong(at.Last, Ag.Power, at.Last.Text, expected, Cure);
        return fits;
    }

    private bool Addresses(Cursor at)
    {
        do
        {
            var token = at.Next;
            if (token.Kind is not (TokenKind.Address or TokenKind.Number))
            {
                at.Wrong(Ag.UnknownAddress, "the address of a clause was expected", "Write it as \"4(6)\".");
                return false;
            }
            at.Take();
            over.Add(token.Text);
            reference(token.Text, token);
        } while (at.TakeIf("or") || (at.Ahead(1).Kind == TokenKind.Address && at.TakeIf(",")));
        return true;
    }

    private bool Times(Cursor at, int? fixedTimes)
    {
        var number = at.Next;
        if (fixedTimes is null)
        {
            if (
                !int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count is < 1 or > 1000
            )
            {
                at.Wrong(
                    number,
                    Ag.Number,
                    number.Text,
                    "a whole number from 1 to 1000 was expected",
                    "Write \"3 times\"."
                );
                return false;
            }
            at.Skip(2);
            fixedTimes = count;
        }
        if (times is not null)
            at.Wrong(number, Ag.SecondOption, number.Text, "how often was said already", "Take one of the two out.");
        times ??= fixedTimes;
        return true;
    }

    private bool AtMost(Cursor at)
    {
        var first = at.Next;
        if (Durations.Read(at) is not { } length)
            return false;
        if (power.Power is Power.Extend or Power.Suspend && atMost is null)
        {
            atMost = length;
            return true;
        }
        var twice = atMost is not null;
        at.Wrong(
            first,
            twice ? Ag.SecondOption : Ag.Power,
            at.Since(first),
            twice ? "by how much was said already" : "only an extension and a suspension have a length",
            "Take it out."
        );
        return false;
    }

    private bool Matter(Cursor at)
    {
        var first = at.Next;
        if (power.Power is not (Power.Refer or Power.Declare))
        {
            at.Wrong(
                first,
                Ag.Power,
                at.Words(_ => false),
                "over what the power is, was expected",
                Cure + " How often is \"once\" or \"3 times\", how far is \"by at most 48 h\"."
            );
            return false;
        }
        if (at.Next.Kind == TokenKind.Quoted)
            return Defined(at);
        at.TakeArticle();
        if (new FactReader(at, words).Noun() is not { } kind)
            return false;
        of = kind.Noun;
        return true;
    }

    private bool Defined(Cursor at)
    {
        if (new ConditionReader(at, words).Read() is not Condition.Term { Turn: Turn.Holds } term)
            return false;
        of = term.Name;
        return true;
    }
}
