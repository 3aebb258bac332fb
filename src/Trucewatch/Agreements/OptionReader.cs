using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Reads a provision's options, several lines of them. Places, exceptions and fields may stand as often as wanted.</summary>
/// <param name="words">What may be named.</param>
/// <param name="norm">The norm they belong to; null: it has a problem, and what depends on its noun is not read.</param>
/// <param name="depth">How many remedies lie around it.</param>
internal sealed class OptionReader(Vocabulary words, NormSaid? norm, int depth = 0)
{
    private const int Deepest = 4;

    private static readonly ImmutableArray<string> names =
    [
        "with",
        "when",
        "in",
        "outside",
        "within",
        "at least",
        "at most",
        "by",
        "from",
        "after",
        "until",
        "on",
        "unless",
        "derogates from",
        "owed to",
        "if breached:",
        "codes",
        "counts",
        "needs",
    ];

    private OptionReader? remedy;

    /// <summary>What was read.</summary>
    public Options Options { get; } = new();

    /// <summary>Reads one line; after a problem the rest of it is left.</summary>
    public void Read(Cursor at)
    {
        while (!at.AtEnd)
            if (remedy is not null)
            {
                remedy.Read(at);
                return;
            }
            else if (!One(at))
                return;
    }

    private bool One(Cursor at)
    {
        var option = at.Next;
        if (at.TakeIf("with"))
            return With(at, option);
        if (at.TakeIf("when"))
            return Once(at, "when", option) && Set(Condition(at), c => Options.When = c);
        if (Stops.Window(at))
            return TooLate(at);
        if (IsWhere(at) && !IsLimit(at))
            return Where(at, option);
        if (at.Has("within") || at.Has("at", "least") || at.Has("at", "most") || at.Has("by"))
            return Limits(at, option);
        if (at.TakeIf("unless"))
            return Unless(at, option);
        if (at.TakeIf("derogates"))
            return Derogates(at, option);
        if (at.TakeIf("owed", "to"))
            return Once(at, "owed to", option)
                && Set(new OwedReader(at, words.Context).Read(), o => Options.OwedTo = o);
        if (at.TakeIf("if", "breached"))
            return Remedy(at, option);
        if (at.TakeIf("codes"))
            return Once(at, "codes", option) && Codes(at);
        if (at.TakeIf("counts"))
            return Once(at, "counts", option) && Unit(at);
        if (at.TakeIf("needs"))
            return Once(at, "needs", option) && Needs(at);
        return new[] { "from", "after", "until", "on" }.FirstOrDefault(m => at.TakeIf(m)) is { } edge
            ? new ValidityReader(at, words.Context, Options).Read(edge, option, Once)
            : Unknown(at);
    }

    private static bool Set<T>(T? found, Action<T> set)
        where T : class
    {
        if (found is not null)
            set(found);
        return found is not null;
    }

    private static bool IsWhere(Cursor at) =>
        at.Has("in")
        || at.Has("outside")
        || (at.Has("within") && !Durations.Stands(at, 1))
        || (
            at.Has("at", "least")
            && at.Ahead(2).Kind == TokenKind.Number
            && (at.HasAt(3, "m") || at.HasAt(3, "km") || at.HasAt(3, "nm"))
        );

    // "within 24" in a duty: more likely a time without a unit than a distance without one
    private bool IsLimit(Cursor at) =>
        norm is NormSaid.Acting { Modal: Modal.Must }
        && at.Has("within")
        && Trucewatch.Agreements.Meant.Figures(at.Ahead(1)) is not null
        && at.Ahead(2).Kind == TokenKind.End;

    private Condition? Condition(Cursor at) => new ConditionReader(at, words).Read();

    private bool Once(Cursor at, string name, Token option)
    {
        if (Options.Seen.TryAdd(name, option))
            return true;
        at.Wrong(
            option,
            Ag.SecondOption,
            name,
            $"\"{name}\" stands on line {Options.Seen[name].Line} already",
            name == "when" ? "Join the two with \"and\"."
                : name == "codes" && Options.Codes is { } codes
                    ? $"Take one of the two out, or write them on one line: \"codes {codes}, {at.Words(_ => false)}\"."
                : "Take one of the two out."
        );
        return false;
    }

    private bool With(Cursor at, Token option)
    {
        Options.Seen.TryAdd("with", option);
        if (norm is not NormSaid.Acting { Act: var act } || KindOf(act) is not { } kind)
        {
            at.TakeWords(_ => false);
            return true;
        }
        if (new FactReader(at, words).Field(kind) is not { } field)
            return false;
        Options.With.Add(field);
        return true;
    }

    private static FactKind? KindOf(Condition act) => act is Condition.Fact fact ? fact.Of.Kind : null;

    private bool Where(Cursor at, Token option)
    {
        Options.Seen.TryAdd("in", option);
        var first = at.Ahead(1);
        if (new WhereReader(at, words.Context).Read() is not { } where)
            return false;
        if (Options.Where.Any(p => p.Zone == where.Zone && p.Outside != where.Outside && p.Bound <= where.Bound))
            at.Wrong(
                first,
                Ag.Empty,
                where.Zone,
                "no place is left, so no fact can match",
                "Take one of the places out."
            );
        else
            Options.Where.Add(where);
        return true;
    }

    private static bool TooLate(Cursor at)
    {
        at.Wrong(
            Ag.TailUnfit,
            "a time behind or ahead belongs to a fact",
            $"Put it on the line of the fact, such as \"unless a notice {at.Text(at.Position, 3)} …\"."
        );
        return false;
    }

    private bool Limits(Cursor at, Token option)
    {
        var before = at.Has("at");
        if (before && Options.Limit is Limit.Before first && !Options.Seen.ContainsKey("at " + at.Ahead(1).Text))
            return Set(new LimitReader(at, words).Bound(first), l => Options.Limit = l) && Note(option);
        if (!Once(at, "limit", option))
            return false;
        return Set(new LimitReader(at, words).Read(), l => Options.Limit = l) && (!before || Note(option));
    }

    private bool Note(Token option)
    {
        var both = Options.Limit is Limit.Before { AtLeast: not null, AtMost: not null };
        Options.Seen.TryAdd(
            both || Options.Limit is Limit.Before { AtLeast: not null } ? "at least" : "at most",
            option
        );
        return true;
    }

    private bool Unless(Cursor at, Token option)
    {
        Options.Seen.TryAdd("unless", option);
        if (Condition(at) is not { } condition)
            return false;
        Options.Unless.Add((condition, Granting(at), option));
        return true;
    }

    // (2(5)); an address alone is one token, a plain number another
    private static string? Granting(Cursor at) =>
        at.Has("(") && at.HasAt(2, ")") && at.Ahead(1).Kind is TokenKind.Address or TokenKind.Number
            ? Address(at)
            : null;

    private static string Address(Cursor at)
    {
        var address = at.Ahead(1).Text;
        at.Skip(3);
        return address;
    }

    private bool Derogates(Cursor at, Token option)
    {
        at.TakeIf("from");
        Options.Seen.TryAdd("derogates from", option);
        do
        {
            var token = at.Next;
            if (token.Kind is not (TokenKind.Address or TokenKind.Number))
            {
                at.Wrong(Ag.UnknownAddress, "the address of a clause was expected", "Write \"derogates from 2(1)\".");
                return false;
            }
            at.Take();
            Options.Derogates.Add((token.Text, token));
        } while (at.TakeIf(",") || at.TakeIf("or") || at.TakeIf("and"));
        return true;
    }

    private bool Remedy(Cursor at, Token option)
    {
        if (!at.TakeIf(":"))
        {
            at.Wrong(Ag.Missing, "\":\" was expected", "Write \"if breached:\" and the norm.");
            return false;
        }
        if (!Once(at, "if breached", option))
            return false;
        if (depth >= Deepest)
        {
            at.Wrong(option, Ag.TooDeep, option.Text, "remedies are nested too deeply", "Make a clause of its own.");
            return false;
        }
        var inner = new NormReader(at, words).Norm();
        remedy = new(words, inner, depth + 1);
        if (inner is not null)
            Options.IfBreached = (inner, remedy.Options);
        else
            at.TakeWords(_ => false);
        return true;
    }

    // "at night", "by day", "between 22:00 and 06:00", "every night"
    private string? ClockTime(Cursor at, string found)
    {
        var said = found.Split(' ')[^1].Trim('“', '”', '"').ToLowerInvariant();
        if (
            words.Definitions.Keys.FirstOrDefault(d => d.Equals(said, StringComparison.OrdinalIgnoreCase)) is
            { } defined
        )
            return $"Write when “{defined}”: that is a defined term (line {words.Definitions[defined].Line}).";
        return
            said
                is "night"
                    or "day"
                    or "nights"
                    or "daily"
                    or "nightly"
                    or "daytime"
                    or "nighttime"
                    or "dark"
                    or "curfew"
            || at.HasAt(0, "between")
            || at.HasAt(0, "during")
            ? "The language has no hours of the clock that come back. Define a term by what begins and what ends it, such as “night”, and write when “night”."
            : null;
    }

    // "derogate from": the word of an option that begins with two
    private static string? FirstWord(string found) =>
        Nearest.To(found, names.Select(n => n.Split(' ')[0])) is { } near
        && Nearest.Steps(found.ToLowerInvariant(), near) <= found.Length / 3
            ? names.First(n => n.Split(' ')[0] == near)
            : null;

    private bool Unknown(Cursor at)
    {
        var near = names.FirstOrDefault(n => n == Nearest.To(at.Next.Text, names)) ?? FirstWord(at.Next.Text);
        var found = at.Words(i => i > 0 && Stops.Option(at, i));
        if (ClockTime(at, found) is { } clock)
        {
            at.Wrong(at.Next, Ag.UnknownOption, found, "no option begins so", clock);
            return false;
        }
        if (new Amounts(at, words.Context).Instead() is { } place)
        {
            Options.Meant.Add("in");
            at.Wrong(at.Next, Ag.UnknownOption, found, "no option begins so", $"Write \"{place}\".");
            return false;
        }
        Options.Meant.Add(near is "within" or "at least" or "at most" or "by" ? "limit" : near ?? "");
        at.Wrong(
            at.Next,
            Ag.UnknownOption,
            found,
            "no option begins so",
            near is null ? $"Begin it with one of: {string.Join(", ", names)}." : $"Did you mean \"{near}\"?"
        );
        return false;
    }

    private bool Codes(Cursor at)
    {
        Options.Seen["codes at"] = at.Next;
        Options.Codes = CodesReader.Read(at, words.Context);
        return Options.Codes is not null && (!at.TakeIf(";") || Severity(at));
    }

    private bool Severity(Cursor at)
    {
        var token = at.HasAt(0, "at", "least") ? at.Ahead(2) : at.Next;
        if (at.Has("at", "least") && token.Text is ['S' or 's', >= '0' and <= '4'])
        {
            at.Skip(3);
            Options.AtLeast = token.Text[1] - '0';
            return true;
        }
        at.Wrong(token, Ag.Severity, token.Text, "a severity from S0 to S4 was expected", "Write \"; at least S2\".");
        return false;
    }

    private bool Unit(Cursor at)
    {
        var unit = at.Next;
        if (unit.Kind == TokenKind.Word && words.Context.Units.Contains(at.Next.Text))
        {
            Options.Unit = at.Take().Text;
            return true;
        }
        var near = Nearest.To(unit.Text, words.Context.Units) is { } n
            ? $"Did you mean \"{n}\"?"
            : $"Write one of: {string.Join(", ", words.Context.Units)}.";
        at.Wrong(Ag.UnknownUnit, "the rulebook does not count in it", near);
        return false;
    }

    private bool Needs(Cursor at)
    {
        if (NeedsReader.Read(at) is not { } needs)
            return false;
        Options.Needs = needs;
        return true;
    }
}
