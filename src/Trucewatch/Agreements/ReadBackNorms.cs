using System.Globalization;
using Trucewatch.Rulebook;
using Trucewatch.Values;

namespace Trucewatch.Agreements;

/// <summary>Says norms in one language, a sentence a line.</summary>
internal sealed class ReadBackNorms(ReadBackWords say)
{
    private readonly ReadBackConditions conditions = new(say);

    /// <summary>The sentences of a norm.</summary>
    /// <param name="norm">The norm.</param>
    /// <param name="of">Its provision; null: it is what an overdue obligation starts.</param>
    /// <param name="outer">Who is bound by the obligation that starts it; null: none does.</param>
    public IEnumerable<string> Of(Norm norm, Provision? of, Bearer? outer = null) =>
        norm switch
        {
            Norm.Forbid forbid => Anchored("must_not", By(forbid.By, outer), forbid.Act),
            Norm.Permit permit => Anchored("may", By(permit.By, outer), permit.Act)
                .Append(say.Text("derogates", ("addresses", string.Join(", ", permit.From)))),
            Norm.Require require => Require(require, of is not null, outer),
            Norm.Keep keep => [say.Text("keep", ("bearer", By(keep.By, outer)), ("state", conditions.Of(keep.State)))],
            Norm.Means means => [say.Text("means", ("term", means.Term), ("condition", conditions.Of(means.Is)))],
            Norm.InForce inForce => InForce(inForce),
            Norm.Empower power => Power(power),
            _ => throw new ArgumentOutOfRangeException(nameof(norm), norm, "no norm"),
        };

    private string By(Bearer by, Bearer? outer) =>
        by switch
        {
            Bearer.EachParty or Bearer.Named when by == outer => say.Text("bearer.party_in_breach"),
            Bearer.EachGuarantor when by == outer => say.Text("bearer.guarantor_in_breach"),
            Bearer.TheBody body => say.Text(
                by == outer ? "bearer.body_in_breach" : "bearer.body",
                ("body", say.Name(body.Body))
            ),
            Bearer.Named named => say.Text("bearer.named", ("party", say.Known("party.", named.Party.Code))),
            Bearer.EachGuarantor => say.Text("bearer.each_guarantor"),
            _ => say.Text("bearer.each"),
        };

    private IEnumerable<string> Anchored(string key, string bearer, Formula act)
    {
        var (parts, others) = FactParts.Of(act is Formula.All all ? all.Of : [act]);
        if (parts is null)
        {
            yield return say.Text(
                key,
                ("bearer", bearer),
                ("kind", FormulaNotation.Of(act)),
                ("codes", say.Codes(CodeSet.All))
            );
            yield break;
        }
        yield return say.Text(
            key,
            ("bearer", bearer),
            ("kind", say.Kind(parts.Fact.Kind)),
            ("codes", say.Codes(parts.Fact.Codes))
        );
        var details = conditions.Details(parts, IsNarrowing, whole: false).ToList();
        if (details.Count > 0)
            yield return say.Text("only", ("details", string.Join("; ", details)));
        foreach (var place in parts.Places)
            yield return conditions.Place(place, "");
        if (parts.Places.IsEmpty)
            yield return say.Text("everywhere");
        foreach (var when in others)
            yield return say.Text("when", ("condition", conditions.Of(when)));
    }

    // whose act it is, is said by the bearer; a variable alone narrows nothing
    private static bool IsNarrowing(Argument argument) =>
        argument.Field != "by" && argument is { Is: Operand.Constant } or { Field: "to" or "about" };

    private IEnumerable<string> Require(Norm.Require require, bool isWhole, Bearer? outer)
    {
        yield return say.Text("must", ("bearer", By(require.By, outer)), ("act", Act(require.Act)));
        if (isWhole)
            yield return require.Trigger is Formula.All { Of.IsEmpty: true }
                ? say.Text("trigger.once")
                : say.Text("trigger", ("condition", conditions.Of(require.Trigger)));
        yield return Limit(require.Limit);
        if (require.OwedTo is { } to)
            yield return say.Text("owed", ("who", say.Name(to)));
        if (require.IfBreached is not { } then)
            yield break;
        yield return say.Text("if_breached");
        foreach (var line in Of(then, null, require.By))
            yield return "  " + line;
    }

    private string Act(Formula act) =>
        FactParts.Of(act) is { } fact ? conditions.Fact(fact)
        : act is Formula.Any { Of.Length: > 1 } any
            ? any.Of.Select(Act).Aggregate((one, other) => say.Text("or", ("one", one), ("other", other)))
        : conditions.Of(act);

    private string Limit(Limit limit) =>
        limit switch
        {
            Agreements.Limit.Within { Noun: { } noun } within => say.Text(
                within.Last ? "limit.last" : "limit.first",
                ("length", say.Length(within.Of)),
                ("kind", say.Kind(noun))
            ),
            Agreements.Limit.Within within => say.Text("limit.within", ("length", say.Length(within.Of))),
            Agreements.Limit.Before { AtLeast: null, AtMost: { } most } => say.Text(
                "limit.before",
                ("window", say.Text("window.at_most", ("to", say.Exact(most))))
            ),
            Agreements.Limit.Before before => say.Text(
                "limit.before",
                ("window", say.Behind(new(before.AtLeast ?? 0, before.AtMost)))
            ),
            Agreements.Limit.By by => say.Text("limit.by", ("moment", say.Moment(new(by.Moment, false)))),
            _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, "no limit"),
        };

    private IEnumerable<string> InForce(Norm.InForce norm)
    {
        var key = norm.Begins ? "enters" : "ends";
        yield return norm.When is Formula.All { Of.IsEmpty: true }
            ? say.Text(key + "_at")
            : say.Text(key, ("condition", conditions.Of(norm.When)));
        if (norm.At is { } at)
            yield return say.Text("at", ("moment", say.Moment(new(at, false))));
        if (norm.For is not null)
            yield return say.Text(norm.For is Bearer.EachGuarantor ? "for_each_guarantor" : "for_each_party");
    }

    private IEnumerable<string> Power(Norm.Empower power)
    {
        var what = say.Text("power." + ValueCodec.Word(power.Power));
        yield return say.Text("power", ("body", say.Name(power.By)), ("power", what));
        if (!power.Over.IsEmpty)
            yield return say.Text("power.over", ("addresses", string.Join(", ", power.Over)));
        if (power.Of is { } of)
            yield return say.Text("power.of", ("matter", say.Kind(of)));
        if (power.Bounds.Times is { } times)
            yield return say.Text("power.times", ("number", times.ToString(CultureInfo.InvariantCulture)));
        if (power.Bounds.AtMost is { } most)
            yield return say.Text("power.length", ("length", say.Length(most)));
    }
}
