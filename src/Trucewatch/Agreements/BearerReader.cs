using System.Collections.Immutable;
using Trucewatch.Parties;

namespace Trucewatch.Agreements;

/// <summary>Reads who is bound: <c>Each party</c>, <c>The guarantors</c>, <c>The commission</c>, <c>Arania</c>.</summary>
internal sealed class BearerReader(Cursor at, AgreementContext context)
{
    private static readonly ImmutableArray<string> leads = ["Each", "The", "Both", "Every"];

    /// <summary>Who is bound; null: a problem was reported.</summary>
    public Bearer? Read()
    {
        if (Role(at.Next, at.Ahead(1)) is { } role)
        {
            at.Skip(2);
            return role;
        }
        var parties = context.Parties.SelectMany(p =>
            p.All.Select(n => ((Bearer)new Bearer.Named(new PartyId(p.Id)), Lexer.WordsOf(n)))
        );
        if (at.Longest(parties.Concat(Bodies())) is not var (bearer, length))
            return Unknown();
        at.Skip(length);
        return bearer;
    }

    private static Bearer? Role(Token lead, Token role) =>
        !leads.Any(l => lead.Is(l)) ? null
        : role.Is("party") || role.Is("parties") ? new Bearer.EachParty()
        : role.Is("guarantor") || role.Is("guarantors") ? new Bearer.EachGuarantor()
        : null;

    private IEnumerable<(Bearer, ImmutableArray<string>)> Bodies() =>
        from body in context.Bodies
        from name in body.All
        let words = Lexer.WordsOf(name)
        where !words.IsEmpty
        from form in words[0].Equals("the", StringComparison.OrdinalIgnoreCase)
            ? [words]
            : new[] { words, words.Insert(0, "the") }
        select ((Bearer)new Bearer.TheBody(body.Id), form);

    private static string Single(Cursor at) =>
        at.HasAt(1, "guarantors") || at.HasAt(1, "guarantor") ? "guarantor" : "party";

    private Bearer? Unknown()
    {
        var found = at.Words(i => at.Ahead(i).Is("must") || at.Ahead(i).Is("may") || at.Ahead(i).Is("has") || i > 5);
        IEnumerable<string> known = new[] { "Each party", "Both parties", "The parties", "Every party" }
            .Concat(["Each guarantor", "The guarantors"])
            .Concat(context.Parties.SelectMany(p => p.All))
            .Concat(Bodies().Select(b => string.Join(' ', b.Item2)));
        var near =
            at.Next.Is("no") || at.Next.Is("neither")
                ? "Write \"Each party must not\": what nobody may do, each must not."
            : at.Next.Is("all") || at.Next.Is("any") ? $"Did you mean \"Each {Single(at)}\"?"
            : Nearest.To(found, known) is { } n ? $"Did you mean \"{n}\"?"
            : $"Write \"Each party\", \"Each guarantor\" or one of: {string.Join(", ", context.Parties.Concat(context.Bodies).Select(p => p.Id))}.";
        at.Wrong(at.Next, Ag.Bearer, found, "who is bound was expected", near);
        return null;
    }
}
