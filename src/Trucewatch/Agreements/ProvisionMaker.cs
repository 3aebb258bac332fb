using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>What of a provision was made from its words.</summary>
internal sealed record Made(
    Norm Norm,
    ImmutableArray<Unless> Unless,
    Validity When,
    ProofNeeded Needs,
    BreachRule Breach
)
{
    /// <summary>A provision that nothing breaches.</summary>
    public static Made Only(Norm norm) => new(norm, [], new(null, null), NeedsReader.Default, new(CodeSet.All, null));
}

/// <summary>Makes the norm of a provision of what its lines say.</summary>
internal sealed class ProvisionMaker(
    Vocabulary words,
    IReadOnlyDictionary<string, Formula> terms,
    Problems problems,
    Cursor at
)
{
    /// <summary>The provision's content; null: a problem was reported.</summary>
    /// <param name="norm">The norm of the first line.</param>
    /// <param name="options">What the other lines say.</param>
    /// <param name="isWhole">False: a line has a problem, so only what stands there is checked, and nothing is made.</param>
    public Made? Make(NormSaid norm, Options options, bool isWhole)
    {
        var before = problems.Count;
        var acts = new ActMaker(problems);
        var said = acts.Completed(norm, options, isRemedy: false);
        if (said is null || !Limited(norm, options) || problems.Count > before)
            return null;
        if (!isWhole)
            return null;
        // First to see which variables others ask of the anchor, then with them.
        var asked = Asked(Content(said, options, []), options);
        var made = Content(said, options, asked);
        Check(made, options);
        return problems.Count > before ? null : made;
    }

    private ImmutableHashSet<string> Asked(Made made, Options options)
    {
        var formulas = made.Unless.Select(u => u.When).Concat(NormFormulas.Of(made.Norm));
        var asked = formulas.SelectMany(f => Variables.Shared(f, terms)).ToImmutableHashSet();
        return options.Limit is Limit.Within { Noun: not null } ? asked.Add("file") : asked;
    }

    private Made Content(NormSaid norm, Options options, ImmutableHashSet<string> asked)
    {
        var formulas = new Formulas(words.Context, asked);
        var made = new NormMaker(formulas, asked).Make(norm, options);
        return new(
            made,
            [.. options.Unless.Select(u => new Unless(formulas.Of(u.When, Stand.Circumstance), u.GrantedBy))],
            norm is NormSaid.Entering ? new(null, null) : new(options.From, options.Until),
            options.Needs,
            new(BreachCodes(norm, made, options), options.Unit, options.AtLeast)
        );
    }

    private static CodeSet BreachCodes(NormSaid norm, Norm made, Options options) =>
        options.Codes
        ?? (
            norm is NormSaid.Acting { Modal: Modal.MustNot } && made is Norm.Forbid forbid
                ? NormFormulas.Fact(forbid.Act).Codes
                : CodeSet.All
        );

    private bool Limited(NormSaid norm, Options options)
    {
        if (
            norm is NormSaid.Entering
            && options is { When: null, On: null }
            && !options.MayHave("when")
            && !options.MayHave("on")
        )
            return Wrong(at.Last, Ag.NoCondition, "when it does so was expected", "Add \"when …\", \"on …\" or both.");
        if (
            norm is not NormSaid.Acting { Modal: Modal.Must } act
            || options.Limit is not Limit.Before
            || options.When is not null
            || options.MayHave("when")
        )
            return true;
        return Wrong(
            options.At("limit"),
            Ag.NoCondition,
            "what it is before was expected",
            "Add a line \"when …\" that names it."
        );
    }

    private void Check(Made made, Options options)
    {
        if (
            options.Limit is Limit.Within { Noun: { } noun }
            && made.Norm is Norm.Require require
            && !NormFormulas.Facts(require.Trigger).Any(f => f.Arguments.Any(a => a.Field == "file"))
        )
            Wrong(
                options.At("limit"),
                Ag.UnknownField,
                $"the trigger has no file, by which a {noun} belongs to it",
                "Add \"with file\" to the trigger's noun in terms, or count from the trigger."
            );
        Ends(options);
    }

    private void Ends(Options options)
    {
        if (options is not { From: { } from, Until: { } until } || options.Seen.ContainsKey("on"))
            return;
        var dated = from.Moment.Of == MomentOf.Date || until.Moment.Of == MomentOf.Date;
        var calendar = new Calendar(words.Context.TimeZone, dated ? null : Instant.FromUtc(2000, 1, 1, 12, 0));
        if (calendar.At(from) is { } start && calendar.At(until) is { } end && end <= start)
            at.Wrong(
                options.Seen["until at"],
                Ag.Empty,
                options.Seen["until at"].Text,
                dated
                    ? $"it ends before it starts ({start}), so no fact can match"
                    : "it ends before it starts, so no fact can match",
                "Name an end after the start."
            );
    }

    private bool Wrong(Token token, string code, string expected, string cure)
    {
        at.Wrong(token, code, token.Text, expected, cure);
        return false;
    }
}

/// <summary>The formulas of a norm.</summary>
internal static class NormFormulas
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Formula> Of(Norm norm) =>
        norm switch
        {
            Norm.Forbid forbid => [forbid.Act],
            Norm.Permit permit => [permit.Act],
            Norm.Require require => [require.Trigger, require.Act, .. require.IfBreached is { } then ? Of(then) : []],
            Norm.Keep keep => [keep.State],
            Norm.Means means => [means.Is],
            Norm.InForce inForce => [inForce.When],
            _ => [],
        };

    /// <summary>The facts of a formula, in the order of the text.</summary>
    public static IEnumerable<Formula.Fact> Facts(Formula formula) =>
        formula is Formula.Fact fact ? [fact] : Variables.Parts(formula).SelectMany(Facts);

    /// <summary>The fact that a ban or a permission is about.</summary>
    public static Formula.Fact Fact(Formula act) =>
        act is Formula.Fact fact ? fact : ((Formula.All)act).Of.OfType<Formula.Fact>().First();
}
