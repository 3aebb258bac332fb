using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Reads whose fact it is: <c>the party</c>, <c>each guarantor</c>, <c>the commission</c>, <c>Arania</c>.</summary>
internal sealed class WhoReader(Cursor at, AgreementContext context)
{
    private static readonly ImmutableArray<(string Words, Who Who, string Role)> roles =
    [
        ("the party", new Who.Bound("party"), "party"),
        ("the other party", new Who.Bound("other party"), "party"),
        ("any party", new Who.Anybody("party"), "party"),
        ("each party", new Who.Each("party"), "party"),
        ("the guarantor", new Who.Bound("guarantor"), "guarantor"),
        ("any guarantor", new Who.Anybody("guarantor"), "guarantor"),
        ("each guarantor", new Who.Each("guarantor"), "guarantor"),
    ];

    /// <summary>Somebody; null: a problem was reported.</summary>
    /// <param name="expected">The role that the noun has there: party, guarantor, body, or a body by name.</param>
    public Who? Read(string expected)
    {
        var first = at.Next;
        if (at.Has("a", "party") || at.Has("a", "guarantor"))
            return Wrong(
                first,
                at.Text(at.Position, 2),
                "it is not said which one",
                $"Write \"the {at.Ahead(1).Text}\" (who is bound) or \"any {at.Ahead(1).Text}\" (whoever it is)."
            );
        if (at.Longest(Known()) is not var ((who, role), length))
            return Unknown(first);
        at.Skip(length);
        if (who is Who.Each && (role == "party" ? context.Parties : context.Guarantors).IsEmpty)
            return Wrong(
                first,
                at.Since(first),
                $"the mission has no {role}",
                "Name somebody, or name them in the mission."
            );
        if (Fits(who, role, expected))
            return who;
        return Wrong(
            first,
            at.Since(first),
            $"the noun has a {expected} there (terms)",
            $"Name a {expected}, or change the noun in terms."
        );
    }

    private Who? Wrong(Token first, string found, string expected, string cure)
    {
        at.Wrong(first, Ag.Who, found, expected, cure);
        return null;
    }

    /// <summary>Who would be named some tokens on, as words; null: nobody.</summary>
    public string? Stands(int by) =>
        Known()
            .Where(k => at.HasAt(by, k.Item2.AsSpan()))
            .OrderByDescending(k => k.Item2.Length)
            .Select(k => string.Join(' ', k.Item2))
            .FirstOrDefault();

    private bool Fits(Who who, string role, string expected) =>
        role == expected
        || (
            role == "body"
            && who is Who.Named body
            && context.Bodies.Any(b => b.Id == body.Id && b.All.Any(n => Same(n, expected)))
        );

    private static bool Same(string one, string other) =>
        Lexer.WordsOf(one).SequenceEqual(Lexer.WordsOf(other), StringComparer.OrdinalIgnoreCase);

    private IEnumerable<((Who, string), ImmutableArray<string>)> Known() =>
        roles
            .Select(r => ((r.Who, r.Role), Lexer.WordsOf(r.Words)))
            .Concat(Names(context.Parties, "party"))
            .Concat(Names(context.Guarantors, "guarantor"))
            .Concat(Names(context.Bodies, "body"));

    private static IEnumerable<((Who, string), ImmutableArray<string>)> Names(
        ImmutableArray<KnownName> known,
        string role
    ) =>
        from name in known
        from called in name.All
        let words = Lexer.WordsOf(called)
        where !words.IsEmpty
        from form in new[] { words, words.Insert(0, "the") }
        select (((Who)new Who.Named(name.Id), role), form);

    private Who? Unknown(Token first)
    {
        var found = at.Words(i => i > 0 && Stops.Any(at, i));
        var known = roles
            .Select(r => r.Words)
            .Concat(context.Parties.Concat(context.Guarantors).SelectMany(p => p.All))
            .Concat(
                context
                    .Bodies.SelectMany(b => b.All)
                    .Select(b => b.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? b : "the " + b)
            );
        at.Wrong(
            first,
            Ag.Who,
            found,
            "a party, guarantor or body was expected",
            Nearest.To(found, known) is { } near
                ? $"Did you mean \"{near}\"?"
                : $"Write \"the party\", \"the other party\", \"any party\", \"each party\", \"the guarantor\", or a name: {string.Join(", ", context.Parties.Concat(context.Guarantors).Concat(context.Bodies).Select(n => n.Id).Take(12))}."
        );
        return null;
    }
}
