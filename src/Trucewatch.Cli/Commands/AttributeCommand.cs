using System.CommandLine;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Parties;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch attribute MISSION OBSERVATION</c>: a body decides whose act an incident was.</summary>
internal static class AttributeCommand
{
    private static readonly Dictionary<string, Standard> standards = new(StringComparer.Ordinal)
    {
        ["reasonable suspicion"] = Standard.ReasonableSuspicion,
        ["reasonable grounds"] = Standard.ReasonableGrounds,
        ["balance of probabilities"] = Standard.BalanceOfProbabilities,
        ["clear and convincing"] = Standard.ClearAndConvincing,
    };

    public static Command Make()
    {
        var common = new ActOptions();
        var about = new Argument<string>("observation")
        {
            Description = "An observation of the incident, source:reference.",
        };
        var to = new Option<string?>("--to") { Description = "The party; without it: not attributable." };
        var standard = new Option<string>("--standard")
        {
            Description = "The standard of proof reached: " + string.Join(", ", standards.Keys) + ".",
            Required = true,
        };
        standard.AcceptOnlyFromAmong([.. standards.Keys]);
        var command = common.On(
            new(
                "attribute",
                """
                Enters whose act an incident was, as a body that may attribute decided it: one entry, signed by that body.
                The program decides none of it. The last decision known stands.

                Example:
                  trucewatch attribute missions/lantern cameras:C-049 --as commission --to B \
                    --standard "reasonable grounds" --text "The crater and two recordings agree." --out out
                """
            )
            {
                about,
                to,
                standard,
            }
        );
        command.SetAction(
            (parsed, stop) =>
                common.FileAsync(
                    parsed,
                    (id, now) =>
                        new RegisteredAct.Attribution(
                            id,
                            now,
                            common.SourceOf(parsed),
                            common.BodyOf(parsed),
                            parsed.GetValue(about)!,
                            parsed.GetValue(to) is { } party ? new PartyId(party) : null,
                            standards[parsed.GetValue(standard)!],
                            common.TextOf(parsed)
                        ),
                    stop
                )
        );
        return command;
    }
}
