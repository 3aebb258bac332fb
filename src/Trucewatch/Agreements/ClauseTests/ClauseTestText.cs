using System.Collections.Immutable;
using System.Globalization;
using NodaTime.Text;

namespace Trucewatch.Agreements;

/// <summary>Writes clause tests in the language of the test blocks: what <see cref="ClauseTestReader"/> reads back as the same.</summary>
public static class ClauseTestText
{
    /// <summary>The block with its fence.</summary>
    /// <param name="test">The test.</param>
    /// <param name="terms">For the measures of the fields.</param>
    /// <param name="zone">How a zone is called; it must be a name that is read.</param>
    public static string Print(ClauseTest test, Terms terms, Func<string, string> zone) =>
        string.Join(
            '\n',
            [
                $"```test {test.Clause} {test.Title}".TrimEnd(),
                $"in force {At(test.InForce)}",
                .. test.Steps.Select(s => Print(s, terms, zone)),
                "```",
            ]
        );

    private static string Print(TestStep step, Terms terms, Func<string, string> zone) =>
        step switch
        {
            TestStep.Learned { Happened: null } learned => $"{At(learned.Known)}   {Print(learned.Fact, terms, zone)}",
            TestStep.Learned { Happened: { } happened } learned =>
                $"{At(learned.Known)}   it becomes known that {Print(learned.Fact, terms, zone)}, on {At(happened)}",
            TestStep.Attributed attributed =>
                $"{At(attributed.Known)}   it becomes known that {attributed.Label} was by {attributed.By}",
            TestStep.Withdrawn withdrawn => $"{At(withdrawn.Known)}   {withdrawn.Label} is withdrawn",
            TestStep.Nothing nothing => $"{At(nothing.Known)}   nothing happens",
            TestStep.Then then => $"  then {string.Join(", and ", then.Expected)}",
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "no step"),
        };

    /// <summary>A fact: label, noun, who and values.</summary>
    public static string Print(TestFact fact, Terms terms, Func<string, string> zone) =>
        (fact.Label is { } label ? label + "  " : "")
        + fact.Noun
        + (fact.By is { } by ? $" by {by}" : "")
        + string.Concat(Parts(fact, terms, zone).Select(p => ", " + p));

    private static IEnumerable<string> Parts(TestFact fact, Terms terms, Func<string, string> zone)
    {
        if (fact.To is { } to)
            yield return $"to {to}";
        if (fact.About is { } about)
            yield return $"about {about}";
        if (fact.Code is { } code)
            yield return code.Text;
        foreach (var (field, value) in fact.Values)
            yield return $"{field} {Print(value, MeasureOf(fact.Noun, field, terms))}";
        foreach (var place in fact.Places)
            yield return Print(place, zone);
        if (!fact.Verified)
            yield return "not verified";
        if (!fact.Attributed)
            yield return "not attributed";
        if (fact.Standard is { } standard)
            yield return $"by {Words(standard)}";
    }

    private static string Words(Standard standard) =>
        standard switch
        {
            Standard.ReasonableSuspicion => "reasonable suspicion",
            Standard.ReasonableGrounds => "reasonable grounds",
            Standard.BalanceOfProbabilities => "balance of probabilities",
            _ => "clear and convincing",
        };

    private static string Print(Value value, string? measure) =>
        value switch
        {
            Value.Number number when measure is not null =>
                $"{(number.Of / ValueReader.Scale(measure)).ToString("0.############", CultureInfo.InvariantCulture)} {measure}",
            Value.Number number => number.Of.ToString("0.############", CultureInfo.InvariantCulture),
            Value.Name name => name.Of,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no value"),
        };

    private static string? MeasureOf(string noun, string field, Terms terms) =>
        terms
            .Kinds.FirstOrDefault(k => k.Noun == noun)
            ?.Attributes.OfType<KindAttribute.Field>()
            .FirstOrDefault(f => f.Name == field)
            ?.Measure;

    private static string Print(TestPlace place, Func<string, string> zone)
    {
        var around = place.Uncertainty > 0 ? $" ± {Length(place.Uncertainty)}" : "";
        return place switch
        {
            { Inside: true, Meters: 0 } => $"in {zone(place.Zone)}",
            { Inside: true } => $"{Length(place.Meters)}{around} inside {zone(place.Zone)}",
            { Meters: double.PositiveInfinity } => $"outside {zone(place.Zone)}",
            _ => $"{Length(place.Meters)}{around} from {zone(place.Zone)}",
        };
    }

    private static string Length(double meters) =>
        meters >= 1000 && meters % 1 == 0
            ? (meters / 1000).ToString("0.######", CultureInfo.InvariantCulture) + " km"
            : meters.ToString("0.######", CultureInfo.InvariantCulture) + " m";

    private static string At(Moment moment)
    {
        var day = moment.Of switch
        {
            MomentOf.Day => $"day {moment.Day}",
            MomentOf.Date => LocalDatePattern.Iso.Format(moment.Date!.Value),
            _ => "entry into force",
        };
        var time = moment.At is { } at
            ? " "
                + (
                    at.NanosecondOfDay % 60_000_000_000 == 0
                        ? LocalTimePattern.CreateWithInvariantCulture("HH:mm")
                        : LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss.FFFFFF")
                ).Format(at)
            : "";
        return day + time + (moment.Zone is { } zone ? " " + zone : "");
    }
}
