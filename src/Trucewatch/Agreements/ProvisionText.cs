using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>A provision in the words of the language: what is read of them is the same provision.</summary>
public sealed class ProvisionText
{
    private readonly Terms terms;
    private readonly Said said;
    private readonly FormulaText text;
    private readonly IReadOnlyDictionary<string, Formula> definitions;

    /// <summary>For the provisions of one agreement.</summary>
    /// <param name="terms">Its terms: acts are said by their phrases.</param>
    /// <param name="definitions">What its defined terms mean.</param>
    /// <param name="context">The mission it is read in.</param>
    public ProvisionText(Terms terms, IReadOnlyDictionary<string, Formula> definitions, AgreementContext context)
    {
        this.terms = terms;
        this.definitions = definitions;
        said = new(context);
        text = new(terms.Kinds.ToDictionary(k => k.Noun, StringComparer.Ordinal), said);
    }

    /// <summary>For an agreement that was read.</summary>
    public static ProvisionText For(ReadAgreement agreement, AgreementContext context) =>
        new(
            agreement.Terms,
            agreement
                .Provisions.Select(p => p.Norm)
                .OfType<Norm.Means>()
                .ToDictionary(m => m.Term, m => m.Is, StringComparer.Ordinal),
            context
        );

    /// <summary>The lines of the block, without its fence; null: the language, or these terms, have no words for it.</summary>
    public ImmutableArray<string>? Print(Provision provision)
    {
        try
        {
            return [.. Lines(provision)];
        }
        catch (CannotBeSaidException)
        {
            return null;
        }
    }

    private IEnumerable<string> Lines(Provision provision)
    {
        if (provision.Norm is Norm.Empower power)
            return Power(power);
        var asked = Asked(provision);
        var (first, act) = First(provision.Norm, provision, asked);
        var before = act.Concat(Validity(provision)).Concat(provision.Unless.Select(Unless));
        var lines = before
            .Concat(provision.Norm is Norm.Permit permit ? Derogates(permit) : [])
            .Concat(Counting(provision))
            .Concat(Remedy(provision.Norm, asked));
        return lines.Select(l => "  " + l).Prepend(first);
    }

    private ImmutableHashSet<string> Asked(Provision provision)
    {
        var others = provision
            .Unless.Select(u => u.When)
            .Concat(
                provision.Norm switch
                {
                    Norm.Forbid forbid => Beside(forbid.Act),
                    Norm.Permit permit => Beside(permit.Act),
                    var norm => NormFormulas.Of(norm),
                }
            );
        return [.. others.SelectMany(f => Variables.Shared(f, definitions))];
    }

    private static ImmutableArray<Formula> Beside(Formula act) => FactParts.Of(((Formula.All)act).Of).Others;

    private (string First, IEnumerable<string> Options) First(
        Norm norm,
        Provision? of,
        ImmutableHashSet<string> asked
    ) =>
        norm switch
        {
            Norm.Forbid forbid => Anchored($"{By(forbid.By)} must not", forbid.Act, of, asked, isBan: true),
            Norm.Permit permit => Anchored($"{By(permit.By)} may", permit.Act, of, asked, isBan: false),
            Norm.Require require => Required(require, of is not null, asked),
            Norm.Keep keep => Kept(keep),
            Norm.Means means => ($"{Quoted(means.Term)} means {text.Condition(means.Is, Stand.Circumstance)}", []),
            Norm.InForce inForce => Entering(inForce),
            _ => throw new CannotBeSaidException(norm.GetType().Name),
        };

    private static string Quoted(string term) =>
        term.Contains('"', StringComparison.Ordinal) ? $"“{term}”" : $"\"{term}\"";

    private string By(Bearer by) =>
        by switch
        {
            Bearer.EachParty => "Each party",
            Bearer.EachGuarantor => "Each guarantor",
            Bearer.Named named => named.Party.Code,
            Bearer.TheBody body => "T" + said.Name(body.Body)[1..],
            _ => throw new CannotBeSaidException($"{by}"),
        };

    private (string, IEnumerable<string>) Anchored(
        string start,
        Formula act,
        Provision? of,
        ImmutableHashSet<string> asked,
        bool isBan
    )
    {
        var all = act as Formula.All ?? throw new CannotBeSaidException("an act that is no conjunction");
        var (parts, rest) = FactParts.Of(all.Of);
        if (parts is null || rest.Length > 1)
            throw new CannotBeSaidException("an act beyond one fact and one circumstance");
        var codes = of is null || of.Breach.Codes.Ranges.IsEmpty ? null : of.Breach.Codes;
        var words = new ActText(terms, text, said, asked, isAnchor: true).Of(
            new Formula.All([parts.Fact, .. parts.Compares, .. parts.Places]),
            codes,
            isBan
        );
        var when = rest.Select(r => "when " + text.Condition(r, Stand.Circumstance));
        return ($"{start} {words.Phrase}", words.Options.Concat(when));
    }

    private (string, IEnumerable<string>) Required(Norm.Require require, bool isWhole, ImmutableHashSet<string> asked)
    {
        var words = new ActText(terms, text, said, asked, isAnchor: false).Of(require.Act, null);
        var isSetOff = require.Trigger is not Formula.All { Of.IsEmpty: true };
        if (isSetOff && !isWhole)
            throw new CannotBeSaidException("a remedy with a trigger of its own");
        IEnumerable<string> when = isSetOff ? ["when " + text.Condition(require.Trigger, Stand.Trigger)] : [];
        IEnumerable<string> owed = require.OwedTo is { } to ? ["owed to " + Owed(to)] : [];
        return ($"{By(require.By)} must {words.Phrase}", [.. words.Options, .. when, Limit(require.Limit), .. owed]);
    }

    private string Owed(string to) => OwedReader.IsRole(to) ? "the " + to : said.Name(to);

    private string Limit(Limit limit) =>
        limit switch
        {
            Agreements.Limit.Within { Noun: { } noun } within =>
                $"within {Said.Length(within.Of)} of the {(within.Last ? "last" : "first")} {noun}",
            Agreements.Limit.Within within => $"within {Said.Length(within.Of)}",
            Agreements.Limit.Before { AtLeast: { } least, AtMost: { } most } =>
                $"at least {Said.Exact(least)} before and at most {Said.Exact(most)} before",
            Agreements.Limit.Before { AtLeast: { } least } => $"at least {Said.Exact(least)} before",
            Agreements.Limit.Before { AtMost: { } most } => $"at most {Said.Exact(most)} before",
            Agreements.Limit.By by => $"by {said.Moment(by.Moment)}",
            _ => throw new CannotBeSaidException($"{limit}"),
        };

    private (string, IEnumerable<string>) Kept(Norm.Keep keep) =>
        keep.State is Formula.Any { Of: [Formula.Not when, var state] } && FactParts.Of(when.Of) is null
            ? ($"{By(keep.By)} must keep {Kept(state)}", ["when " + text.Condition(when.Of, Stand.Circumstance)])
            : ($"{By(keep.By)} must keep {Kept(keep.State)}", []);

    private string Kept(Formula state) => text.Condition(state, Stand.Point);

    private (string, IEnumerable<string>) Entering(Norm.InForce norm)
    {
        var each = norm.For switch
        {
            Bearer.EachParty => " for each party",
            Bearer.EachGuarantor => " for each guarantor",
            _ => "",
        };
        IEnumerable<string> when = norm.When is Formula.All { Of.IsEmpty: true }
            ? []
            : ["when " + text.Condition(norm.When, Stand.Trigger)];
        IEnumerable<string> on = norm.At is { } at ? ["on " + said.Moment(at)] : [];
        return ($"The agreement {(norm.Begins ? "enters into force" : "ends")}{each}", when.Concat(on));
    }

    private IEnumerable<string> Validity(Provision provision)
    {
        if (provision.When is { From: { } first, Until: { After: true } last })
        {
            if (last.Moment != ValidityReader.DayOf(first.Moment))
                throw new CannotBeSaidException("an end after a day");
            yield return "on " + said.Moment(first.Moment);
            yield break;
        }
        if (provision.When.From is { } from)
            yield return (from.After ? "after " : "from ") + said.Moment(from.Moment);
        if (provision.When.Until is { } until)
            yield return "until " + said.Moment(until.Moment);
    }

    private string Unless(Unless unless) =>
        $"unless {text.Condition(unless.When, Stand.Circumstance)}{(unless.GrantedBy is { } by ? $" ({by})" : "")}";

    private static IEnumerable<string> Derogates(Norm.Permit permit) => permit.From.Select(f => "derogates from " + f);

    private static IEnumerable<string> Counting(Provision provision)
    {
        var (codes, unit, least) = provision.Breach;
        if (!codes.Ranges.IsEmpty)
            yield return $"codes {codes}{(least is { } s ? $"; at least S{s}" : "")}";
        if (unit is not null)
            yield return "counts " + unit;
        if (provision.Needs != NeedsReader.Default)
            yield return "needs " + NeedsReader.Say(provision.Needs);
    }

    private IEnumerable<string> Remedy(Norm norm, ImmutableHashSet<string> asked)
    {
        if (norm is not Norm.Require { IfBreached: { } then })
            return [];
        var (first, options) = First(then, null, asked);
        var derogates = then is Norm.Permit permit ? Derogates(permit) : [];
        return options.Concat(derogates).Concat(Remedy(then, asked)).Prepend("if breached: " + first);
    }

    private IEnumerable<string> Power(Norm.Empower power)
    {
        yield return $"{By(new Bearer.TheBody(power.By))} has the power to {power.Power.ToString().ToLowerInvariant()}";
        if (!power.Over.IsEmpty)
            yield return $"  {(power.Power == Agreements.Power.Extend ? "a time limit of" : "the provision")} {string.Join(" or ", power.Over)}";
        if (power.Of is { } of)
            yield return "  " + (terms.Kinds.Any(k => k.Noun == of) ? $"a {of}" : Quoted(of));
        if (power.Bounds.Times is { } times)
            yield return "  " + (times == 1 ? "once" : $"{times} times");
        if (power.Bounds.AtMost is { } most)
            yield return "  by at most " + Said.Length(most);
    }
}
