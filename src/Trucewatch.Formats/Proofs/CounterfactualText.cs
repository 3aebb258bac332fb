using System.Collections.Immutable;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Agreements;
using Trucewatch.Verdicts;

namespace Trucewatch.Formats.Proofs;

/// <summary>What would have to be different, as people read it. Every line is marked as supposed.</summary>
public static class CounterfactualText
{
    private static readonly LocalDateTimePattern minutes = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );

    /// <summary>The sets, a line each.</summary>
    public static string Write(ImmutableArray<Turned> sets, string language, DateTimeZone zone)
    {
        var text = new StringBuilder();
        text.Append(Say("counterfactual.title")).Append(" (").Append(Say("hypothetical")).Append("):\n");
        if (sets.IsEmpty)
            text.Append("  ").Append(Say("counterfactual.none")).Append('\n');
        foreach (var set in sets)
            text.Append("  – ")
                .AppendJoin("; ", set.Changes.Select(c => Change(c, language, zone)))
                .Append(" → ")
                .Append(Then(set.Then, language))
                .Append('\n');
        return text.ToString();

        string Say(string key) => ProofWords.Text(language, "proof." + key);
    }

    /// <summary>One change in words.</summary>
    public static string Change(Supposed change, string language, DateTimeZone zone) =>
        change switch
        {
            Supposed.Withdraw gone => ProofWords.Say(language, "proof.counterfactual.withdraw", ("label", gone.Label)),
            Supposed.Attribute other => ProofWords.Say(
                language,
                "proof.counterfactual.attribute",
                ("label", other.Label),
                ("party", other.Party)
            ),
            Supposed.Add add => ProofWords.Say(
                language,
                "proof.counterfactual.add",
                ("noun", add.Noun),
                ("at", minutes.Format(Instant.FromUnixTimeTicks(add.At.From * 10).InZone(zone).LocalDateTime)),
                ("fields", string.Join(", ", add.Fields.Select(f => $"{f.Key} {Text(f.Value)}")))
            ),
            _ => throw new InvalidOperationException($"no words for {change.GetType().Name}"),
        };

    /// <summary>A verdict in words; null: there would be none.</summary>
    public static string Then(ProofValue? value, string language) =>
        value is { } given ? ProofWords.Text(language, $"proof.value.{Values.ValueCodec.Word(given)}") : "–";

    private static string Text(Field field) =>
        string.Join(" / ", field.Possible.Select(v => v is Value.Name name ? name.Of : v.ToString()));
}
