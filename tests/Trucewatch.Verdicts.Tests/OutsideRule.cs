using System.Text.RegularExpressions;
using Trucewatch.Agreements;
using Trucewatch.Formats.Monitoring;

namespace Trucewatch.Verdicts.Tests;

/// <summary>A rule of an outside monitor, and what is made of its rows where our language does not say all of it.</summary>
/// <remarks>
/// A definition stands for its words. An average is a sum and a count, to be divided. Matching of a text comes last, on the
/// row: it drops the row, or names what the groups of the pattern took.
/// </remarks>
/// <param name="Of">What is judged.</param>
/// <param name="Then">The row in the end; null: none.</param>
internal sealed partial record OutsideRule(Mfotl Of, Func<Naming, Naming?> Then)
{
    private const string HowMany = "howmany";

    public static OutsideRule Read(string text)
    {
        foreach (Match definition in Definition().Matches(text))
            text = text.Replace(definition.Value, "", StringComparison.Ordinal)
                .Replace($"{definition.Groups[1]}()", $"({definition.Groups[2]})", StringComparison.Ordinal);
        if (Average().Match(text) is { Success: true } average)
        {
            var (result, rest) = (average.Groups[1].Value, average.Groups[2].Value);
            return new(
                MfotlReader.Read($"({result} <- SUM {rest}) AND ({HowMany} <- CNT {rest})"),
                r => r.With(result, new Value.Number(Number(r, result) / Number(r, HowMany)))
            );
        }
        if (Matching().Match(text) is { Success: true } matching)
        {
            var pattern = matching.Groups[3].Value.Replace(@"\(", "(", StringComparison.Ordinal);
            string[] names = matching.Groups[4].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries);
            return new(
                MfotlReader.Read(matching.Groups[1].Value),
                r =>
                    Named(
                        r,
                        names,
                        new(pattern.Replace(@"\)", ")", StringComparison.Ordinal)),
                        matching.Groups[2].Value
                    )
            );
        }
        return new(MfotlReader.Read(text), r => r);
    }

    private static double Number(Naming row, string name) => ((Value.Number)row[name]!).Of;

    private static Naming? Named(Naming row, string[] names, Regex pattern, string variable)
    {
        var match = pattern.Match(((Value.Name)row[variable]!).Of);
        if (!match.Success)
            return null;
        for (var i = 0; i < names.Length; i++)
        {
            var (group, asked) = (match.Groups[i + 1], row[names[i]]);
            if (names[i] == "_")
                continue;
            if (!group.Success || asked is not null && !asked.Equals(new Value.Name(group.Value)))
                return null;
            row = row.With(names[i], new Value.Name(group.Value));
        }
        return row;
    }

    [GeneratedRegex(@"LET (\w+)\(\) = (.*) IN\n", RegexOptions.None, 1000)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^(\w+) <- AVG (.*)$", RegexOptions.None, 1000)]
    private static partial Regex Average();

    [GeneratedRegex("^(.*) AND (\\w+) MATCHES r\"(.*)\"(?: \\((.*)\\))?$", RegexOptions.None, 1000)]
    private static partial Regex Matching();
}
