using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Reads until when a duty must be done: <c>within 72 h of the first event</c>, <c>at least 48 h before</c>, <c>by day 24</c>.</summary>
internal sealed class LimitReader(Cursor at, Vocabulary words)
{
    /// <summary>A limit; null: a problem was reported.</summary>
    public Limit? Read()
    {
        if (at.TakeIf("by"))
            return new MomentReader(at, words.Context).Read(nextDay: true) is { } moment ? new Limit.By(moment) : null;
        return at.TakeIf("within") ? Within() : Bound(new(null, null));
    }

    private Limit.Within? Within()
    {
        if (Durations.Read(at) is not { } length)
            return null;
        if (!at.TakeIf("of"))
            return new(length, null, false);
        at.TakeIf("the");
        var last = at.TakeIf("last");
        if (!last)
            at.TakeIf("first");
        var first = at.Next;
        if (new FactReader(at, words).Noun() is not { } kind)
            return null;
        if (kind.HasField("file"))
            return new(length, kind.Noun, last);
        at.Wrong(
            first,
            Ag.UnknownField,
            kind.Noun,
            $"\"{kind.Noun}\" has no file (terms, line {kind.Text.Line}), by which it belongs to the trigger",
            "Add \"with file\" to the noun in terms, or count from the trigger."
        );
        return null;
    }

    /// <summary>One bound of a limit before the trigger, added to what is known of it.</summary>
    public Limit? Bound(Limit.Before known)
    {
        var first = at.Next;
        var least = at.Has("at", "least");
        at.Skip(2);
        if (Durations.ReadExact(at) is not { } length)
            return null;
        if (!at.TakeIf("before"))
        {
            at.Wrong(Ag.Missing, "\"before\" was expected", $"Write \"{at.Since(first)} before\".");
            return null;
        }
        var limit = least ? known with { AtLeast = length } : known with { AtMost = length };
        if (at.Has("and", "at"))
        {
            at.Take();
            return Bound(limit);
        }
        if (limit is not { AtLeast: { } from, AtMost: { } to } || from <= to)
            return limit;
        at.Wrong(first, Ag.Empty, at.Since(first), "no time is left", "Write the shorter length behind \"at least\".");
        return null;
    }
}

/// <summary>Reads to whom something is owed: by name, or by role behind <c>the</c>.</summary>
internal sealed class OwedReader(Cursor at, AgreementContext context)
{
    private static readonly ImmutableArray<string> roles =
    [
        "party",
        "other party",
        "parties",
        "guarantor",
        "guarantors",
        "other guarantors",
    ];

    /// <summary>True if it is a role and no name.</summary>
    public static bool IsRole(string to) => roles.Contains(to);

    /// <summary>An id or a role; null: a problem was reported.</summary>
    public string? Read()
    {
        if (at.AtEnd)
            return Unknown();
        var names = context.Parties.Concat(context.Guarantors).Concat(context.Bodies);
        var known = names
            .SelectMany(n => n.All.Select(a => (n.Id, Lexer.WordsOf(a))))
            .Concat(roles.Select(r => (r, Lexer.WordsOf(r))))
            .SelectMany(n => new[] { n, (n.Item1, n.Item2.Insert(0, "the")) });
        if (at.Longest(known) is not var (id, length))
            return Unknown();
        at.Skip(length);
        return id;
    }

    private string? Unknown()
    {
        var found = at.Words(i => i > 0 && Stops.Option(at, i));
        var known = context
            .Parties.Concat(context.Guarantors)
            .Concat(context.Bodies)
            .SelectMany(n => n.All)
            .Concat(roles);
        var bare = found.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? found[4..] : found;
        at.Wrong(
            at.Next,
            Ag.Who,
            found,
            "a party, guarantor or body was expected",
            Nearest.To(bare, known) is { } near
                ? $"Did you mean \"{near}\"?"
                : $"Name one of: {string.Join(", ", known.Take(12))}."
        );
        return null;
    }
}
