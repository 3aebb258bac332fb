using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Reads one <c>provision</c> block.</summary>
internal sealed class ProvisionReader(
    TextBlock block,
    Clause? clause,
    Terms terms,
    IReadOnlyList<Phrase> broken,
    AgreementContext context,
    Problems problems
)
{
    /// <summary>The provision; null: it has problems, all of them reported.</summary>
    public Provision? Read()
    {
        var before = problems.Count;
        var lines = Lines.Of(block, problems);
        if (lines.IsEmpty)
            return null;
        var act = new ActReader(lines[0], terms, broken, context);
        var forbidden = act.Read();
        if (act.NotJudged)
            return null;
        var options = new OptionReader(context);
        foreach (var line in lines)
            if (!options.Ended && (forbidden is not null || line != lines[0]))
                options.Read(line);
        if (forbidden is null)
            return null;
        var codes = Codes(forbidden, options, lines[0]);
        Check(options, lines[0]);
        return problems.Count == before && codes is not null && clause is not null
            ? Made(forbidden, codes, options, clause)
            : null;
    }

    private CodeSet? Codes(ForbiddenAct act, OptionReader options, Cursor at)
    {
        var noun = act.Kind.Noun;
        if ((options.Codes ?? act.Codes) is not { } codes)
            at.Wrong(
                new(TokenKind.Word, noun, block.Lines[0].Line, block.Lines[0].Column),
                Ag.NoCodes,
                noun,
                $"neither the provision nor the noun (terms, line {act.Kind.Text.Line}) names codes",
                "Add an option \"codes K-1 to K-12\", or name the codes in terms."
            );
        else if (act.Codes is { } has && !CodesReader.Each(codes).All(has.Has))
            at.Wrong(
                options.CodesAt,
                Ag.Empty,
                codes.ToString(),
                $"\"{noun}\" has only {has}, so no fact can match",
                "Name codes of the noun, or widen the noun in terms."
            );
        else
            return codes;
        return null;
    }

    private void Check(OptionReader options, Cursor at)
    {
        var calendar = new Calendar(context.TimeZone, null);
        if (
            options is { From: { } start, Until: { } end }
            && calendar.At(start) is { } from
            && calendar.At(end) is { } until
            && until <= from
        )
            at.Wrong(
                options.UntilAt,
                Ag.Empty,
                $"{until}",
                $"it ends before it starts ({from}), so no fact can match",
                "Name an end after the start."
            );
    }

    private Provision Made(ForbiddenAct act, CodeSet codes, OptionReader options, Clause of) =>
        new(
            block.Address,
            of.Title,
            of.Prose,
            string.Join('\n', block.Lines.Select(l => l.Text)),
            new Norm.Forbid(act.By, new Formula.All([new Formula.Fact(act.Kind.Noun, codes, []), .. options.Places])),
            [],
            new(
                options.From is { } from ? new Edge(from, false) : null,
                options.Until is { } until ? new Edge(until, false) : null
            ),
            options.Needs,
            new(codes, options.Unit),
            block.Text
        );
}
