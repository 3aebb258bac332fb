using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Says what a provision asks, from what was understood and not from what was written: this is what a lawyer signs off.</summary>
/// <remarks>
/// Texts are asked for by key. Needed are the <c>readback.*</c> keys of <c>texts/parts/readback.json</c>; wished for, with the id
/// itself where there is none: <c>zone.{id}</c>, <c>party.{code}</c>, <c>unit.{unit}</c> and <c>readback.kind.{noun}</c>.
/// Times are given in UTC, distances in kilometres from 1 km on.
/// </remarks>
public static class ReadBack
{
    private static readonly LocalDateTimePattern minute = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );
    private static readonly LocalDateTimePattern second = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm:ss"
    );

    /// <summary>The provision in words: one sentence a line.</summary>
    /// <param name="provision">What to say.</param>
    /// <param name="language">en, fr, uk, de or ru: for the decimal sign only; the words are those given.</param>
    /// <param name="words">The text of a key in that language; null: there is none.</param>
    /// <exception cref="KeyNotFoundException">A text under <c>readback.</c> is missing.</exception>
    public static string Say(Provision provision, string language, Func<string, string?> words)
    {
        var say = new Words(language, words);
        return provision.Norm switch
        {
            Norm.Forbid forbid => string.Join('\n', Forbid(provision, forbid, say)),
            _ => throw new NotSupportedException(provision.Norm.GetType().Name),
        };
    }

    private static IEnumerable<string> Forbid(Provision provision, Norm.Forbid forbid, Words say)
    {
        var parts = forbid.Act is Formula.All all ? all.Of : [forbid.Act];
        yield return say.Text("readback.clause", ("address", provision.Clause));
        foreach (var fact in parts.OfType<Formula.Fact>())
            yield return say.Text(
                "readback.must_not",
                ("bearer", By(forbid.By, say)),
                ("kind", say.Known("readback.kind.", fact.Kind)),
                ("codes", Codes(fact.Codes, say))
            );
        var places = parts.OfType<Formula.Near>().ToList();
        foreach (var place in places)
            yield return Place(place, say);
        if (places.Count == 0)
            yield return say.Text("readback.everywhere");
        yield return From(provision.When, say);
        yield return Until(provision.When, say);
        yield return Counted(provision.Breach, say);
        yield return Needs(provision.Needs, say);
    }

    private static string By(Bearer bearer, Words say) =>
        bearer is Bearer.Named named
            ? say.Text("readback.bearer.named", ("party", say.Known("party.", named.Party.Code)))
            : say.Text("readback.bearer.each");

    private static string Codes(CodeSet codes, Words say) =>
        codes.Ranges.IsEmpty
            ? say.Text("readback.codes.all")
            : string.Join(
                ", ",
                codes.Ranges.Select(r =>
                    r.From == r.To
                        ? r.From.Text
                        : say.Text("readback.codes.range", ("from", r.From.Text), ("to", r.To.Text))
                )
            );

    private static string Place(Formula.Near near, Words say)
    {
        var zone = ("zone", say.Known("zone.", near.Zone));
        var distance = ("distance", say.Length(near.Bound.Meters));
        return (near.Bound.Meters > 0, near.Outside) switch
        {
            (false, false) => say.Text("readback.inside", zone),
            (false, true) => say.Text("readback.outside", zone),
            (true, false) => say.Text("readback.within", distance, zone),
            (true, true) => say.Text("readback.beyond", distance, zone),
        };
    }

    private static string From(Validity when, Words say) =>
        when.From is { } from
            ? say.Text("readback.from", ("moment", At(from)))
            : say.Text("readback.from_entry_into_force");

    private static string Until(Validity when, Words say) =>
        when.Until is { } until
            ? say.Text("readback.until", ("moment", At(until)))
            : say.Text("readback.until_end_of_truce");

    private static string Counted(BreachRule breach, Words say) =>
        breach.Unit is { } unit
            ? say.Text("readback.counted", ("unit", say.Known("unit.", unit)))
            : say.Text("readback.counted_in_incidents");

    private static string Needs(ProofNeeded needs, Words say) =>
        say.Text(
            "readback.needs",
            ("standard", say.Text($"readback.standard.{Key(needs.Standard)}")),
            ("number", needs.IndependentSources.ToString(CultureInfo.InvariantCulture))
        );

    private static string Key(Standard standard) =>
        standard switch
        {
            Standard.ReasonableSuspicion => "reasonable_suspicion",
            Standard.ReasonableGrounds => "reasonable_grounds",
            Standard.BalanceOfProbabilities => "balance_of_probabilities",
            Standard.ClearAndConvincing => "clear_and_convincing",
            _ => throw new ArgumentOutOfRangeException(nameof(standard), standard, "no standard of proof"),
        };

    private static string At(Edge edge)
    {
        var utc = new Calendar(DateTimeZone.Utc, null).At(edge)!.Value.InUtc().LocalDateTime;
        return (utc.Second == 0 ? minute : second).Format(utc) + " UTC";
    }

    /// <summary>Texts with their values put in.</summary>
    private sealed class Words(string language, Func<string, string?> texts)
    {
        public string Text(string key, params ReadOnlySpan<(string Name, string Value)> values)
        {
            var text = texts(key) ?? throw new KeyNotFoundException($"no text \"{key}\" in {language}");
            foreach (var (name, value) in values)
                text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            return text;
        }

        /// <summary>The name of something, or the id itself.</summary>
        public string Known(string family, string id) => texts(family + id) ?? id;

        public string Length(double meters)
        {
            var (number, unit) = meters >= 1000 ? (meters / 1000, "km") : (meters, "m");
            var figures = number.ToString("0.###", CultureInfo.InvariantCulture);
            var sign = language == "en" ? figures : figures.Replace('.', ',');
            return $"{sign} {Text($"readback.unit.{unit}")}";
        }
    }
}
