using System.Globalization;
using Trucewatch.Values;

namespace Trucewatch.Agreements;

/// <summary>Says what a provision asks, from what was understood and not from what was written: this is what a lawyer signs off.</summary>
/// <remarks>
/// Texts are asked for by key. Needed are the <c>readback.*</c> keys of <c>texts/parts/readback.json</c>; wished for, with the id
/// itself where there is none: <c>zone.{id}</c>, <c>party.{code}</c>, <c>guarantor.{id}</c>, <c>body.{id}</c>, <c>unit.{unit}</c>,
/// <c>readback.kind.{noun}</c>, <c>readback.field.{field}</c> and <c>readback.value.{value}</c>. Dates are given in UTC, days in
/// the agreement's time zone, distances in kilometres from 1 km on. Conditions inside conditions stand in square brackets.
/// </remarks>
public static class ReadBack
{
    /// <summary>The provision in words: one sentence a line; what an overdue obligation starts is indented.</summary>
    /// <param name="provision">What to say.</param>
    /// <param name="language">en, fr, uk, de or ru: for the decimal sign only; the words are those given.</param>
    /// <param name="words">The text of a key in that language; null: there is none.</param>
    /// <exception cref="KeyNotFoundException">A text under <c>readback.</c> is missing.</exception>
    public static string Say(Provision provision, string language, Func<string, string?> words)
    {
        var say = new ReadBackWords(language, words);
        var lines = new ReadBackNorms(say).Of(provision.Norm, provision);
        return string.Join(
            '\n',
            lines.Concat(Frame(provision, say)).Prepend(say.Text("clause", ("address", provision.Clause)))
        );
    }

    /// <summary>The provision in signs, the same in every language.</summary>
    public static string Signs(Provision provision) => FormulaNotation.Of(provision);

    // what is said of every provision that can be breached or lifted: exceptions, times, counting, proof
    private static IEnumerable<string> Frame(Provision provision, ReadBackWords say)
    {
        if (provision.Norm is Norm.Means or Norm.InForce or Norm.Empower)
            yield break;
        foreach (var unless in provision.Unless)
        {
            yield return say.Text("unless", ("condition", new ReadBackConditions(say).Of(unless.When)));
            if (unless.GrantedBy is { } by)
                yield return say.Text("granted", ("address", by));
        }
        var instrument = InstrumentClause.InstrumentOf(provision.Clause);
        if (instrument is not null)
            yield return say.Text("of_instrument", ("instrument", instrument));
        if (provision.When.From is { } from)
            yield return say.Text("from", ("moment", say.Moment(from)));
        else if (instrument is null)
            yield return say.Text("from_entry_into_force");
        if (provision.When.Until is { } until)
            yield return say.Text("until", ("moment", say.Moment(until)));
        else if (instrument is null)
            yield return say.Text("until_end_of_truce");
        if (provision.Norm is Norm.Permit)
            yield break;
        if (provision.Norm is not Norm.Forbid && !provision.Breach.Codes.Ranges.IsEmpty)
            yield return say.Text("breach_codes", ("codes", say.Codes(provision.Breach.Codes)));
        if (provision.Breach.AtLeast is { } least)
            yield return say.Text("severity", ("severity", least.ToString(CultureInfo.InvariantCulture)));
        yield return Counted(provision.Breach, say);
        yield return Needs(provision.Needs, say);
    }

    private static string Counted(BreachRule breach, ReadBackWords say) =>
        breach.Unit is { } unit
            ? say.Text("counted", ("unit", say.Known("unit.", unit)))
            : say.Text("counted_in_incidents");

    private static string Needs(ProofNeeded needs, ReadBackWords say) =>
        say.Text(
            "needs",
            ("standard", say.Text("standard." + ValueCodec.Word(needs.Standard))),
            ("number", needs.IndependentSources.ToString(CultureInfo.InvariantCulture))
        );
}
