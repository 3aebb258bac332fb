using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Puts what the options say of an act into the act, and checks that it is one of the bearer.</summary>
internal sealed class ActMaker(Problems problems)
{
    /// <summary>The norm with its act completed; other norms as they are; null: a problem was reported.</summary>
    public NormSaid? Completed(NormSaid norm, Options options, bool isRemedy)
    {
        if (norm is not NormSaid.Acting acting)
            return norm;
        if (Limits(acting, options) is false || !Permits(acting, options))
            return null;
        if (options.IfBreached is var (then, inner))
        {
            if (!OptionFit.Check(then, inner, true, problems) || Completed(then, inner, true) is not { } completed)
                return null;
            options.IfBreached = (completed, inner);
        }
        return Act(acting, options) is { } act && CodesFit(acting, act, options) ? acting with { Act = act } : null;
    }

    private bool Limits(NormSaid.Acting norm, Options options) =>
        norm.Modal != Modal.Must
        || options.Limit is not null
        || options.MayHave("limit")
        || Wrong(
            norm.At,
            Ag.NoLimit,
            norm.At.Text,
            "a duty needs a time limit",
            "Add a line such as \"within 48 h\", \"at least 48 h before\" or \"by day 24\"."
        );

    private bool Permits(NormSaid.Acting norm, Options options) =>
        norm.Modal != Modal.May
        || options.Derogates.Count > 0
        || options.MayHave("derogates from")
        || Wrong(
            norm.At,
            Ag.NoDerogation,
            norm.At.Text,
            "a permission is an exception and names from what it derogates",
            "Add a line such as \"derogates from 2(1)\"."
        );

    private Condition? Act(NormSaid.Acting norm, Options options) =>
        norm.Act switch
        {
            Condition.Fact fact => One(norm, fact, options),
            Condition.Or several when norm.Modal == Modal.Must && several.Of.All(c => c is Condition.Fact) => Several(
                norm,
                several,
                options
            ),
            _ => NoAct(norm),
        };

    private Condition.Or? Several(NormSaid.Acting norm, Condition.Or several, Options options)
    {
        var acts = several.Of.Select(c => One(norm, (Condition.Fact)c, options)).ToList();
        return acts.Contains(null) ? null : new([.. acts.Select(a => a!)]);
    }

    private Condition? One(NormSaid.Acting norm, Condition.Fact fact, Options options)
    {
        var said = fact.Of;
        if (said.No || said.AtLeast is not null || fact.Tails.HasTime || said.By is Who.Each || said.To is Who.Each)
            return NoAct(norm);
        if (!IsBy(said.By, norm.By))
            return NotBy(norm, said);
        if (!options.Where.All(w => w.Zone == AgreementContext.Everywhere) && !said.Kind.HasField("place"))
            return Said(
                options.At("in"),
                Ag.UnknownField,
                $"\"{said.Kind.Noun}\" has no place (terms, line {said.Kind.Text.Line})",
                "Add \"with place\" to the noun in terms, or take it out."
            );
        var twice = options.With.Find(w =>
            w.Op == Comparison.Is
            && said.Fields.Any(f => f.Field == w.Field && f is { Op: Comparison.Is, Value: not ValueSaid.Any })
        );
        if (twice is not null)
            return Said(
                options.At("with"),
                Ag.SecondOption,
                $"the act names its {twice.Field} already",
                $"Write \"any {twice.Field}\" in the act, or take \"with {twice.Field} …\" out."
            );
        return fact with
        {
            Of = said with { Fields = [.. said.Fields, .. options.With] },
            Tails = fact.Tails with { Where = [.. fact.Tails.Where, .. options.Where] },
        };
    }

    private static bool IsBy(Who? by, Bearer bearer) =>
        bearer switch
        {
            Bearer.EachParty => by is Who.Bound { Variable: "party" },
            Bearer.Named named => by is Who.Bound { Variable: "party" }
                || (by is Who.Named n && n.Id == named.Party.Code),
            Bearer.EachGuarantor => by is Who.Bound { Variable: "guarantor" },
            Bearer.TheBody body => by is Who.Named n && n.Id == body.Body,
            _ => false,
        };

    private Condition? NotBy(NormSaid.Acting norm, FactSaid said)
    {
        var expected =
            norm.By is Bearer.TheBody body ? $"by the {body.Body}"
            : norm.By is Bearer.EachGuarantor ? "by the guarantor"
            : "by the party";
        return Said(
            norm.At,
            Ag.NotByBearer,
            $"the act is {(said.By is null ? "by nobody" : "by another")}, and who is bound must be the one who acts",
            $"Write \"{said.Kind.Noun} {expected}\" behind \"=\" in terms, or bind another."
        );
    }

    private Condition? NoAct(NormSaid.Acting norm) =>
        Said(
            norm.At,
            Ag.NoAct,
            "an act is one fact, by the one who is bound, without a time",
            "Put the time into \"when\" or \"unless\", and only the fact into the phrase in terms."
        );

    private bool CodesFit(NormSaid.Acting norm, Condition act, Options options)
    {
        if (
            norm.Modal == Modal.May
            && options.Codes is not null
            && act is Condition.Fact { Of.Kind: { IsIncident: false } on }
        )
            return Wrong(
                options.At("codes at"),
                Ag.OptionUnfit,
                options.Codes.ToString(),
                $"\"{on.Noun}\" is an act (terms, line {on.Text.Line}), has no code, and a permission is never breached",
                "Take the codes out."
            );
        if (norm.Modal == Modal.Must || act is not Condition.Fact { Of: { Kind: { IsIncident: true } kind } fact })
            return true;
        var own = fact.Codes ?? kind.Codes;
        if (options.Codes is null && own is null && norm.Modal == Modal.MustNot && !options.MayHave("codes"))
            return Wrong(
                norm.At,
                Ag.NoCodes,
                kind.Noun,
                $"neither the provision nor the noun (terms, line {kind.Text.Line}) names codes",
                "Add an option \"codes K-1 to K-12\", or name the codes in terms."
            );
        if (options.Codes is not { } codes || own is null || CodesReader.Each(codes).All(own.Has))
            return true;
        return Wrong(
            options.At("codes at"),
            Ag.Empty,
            codes.ToString(),
            $"\"{kind.Noun}\" has only {own}, so no fact can match",
            $"Name codes of the noun ({own}), or widen the noun in terms."
        );
    }

    private Condition? Said(Token token, string code, string expected, string cure)
    {
        Wrong(token, code, token.Text, expected, cure);
        return null;
    }

    private bool Wrong(Token token, string code, string found, string expected, string cure)
    {
        problems.Add(token, code, found.Length == 0 ? "end of line" : found, expected, cure);
        return false;
    }
}
