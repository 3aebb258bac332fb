using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Which options fit which norm; what does not fit is refused where it stands, with the cure.</summary>
internal static class OptionFit
{
    private static readonly ImmutableArray<string> validity = ["from", "after", "until", "on"];
    private static readonly ImmutableArray<string> counting = ["codes", "counts", "needs"];
    private static readonly ImmutableArray<string> all =
    [
        "with",
        "when",
        "in",
        "limit",
        .. validity,
        "unless",
        "derogates from",
        "owed to",
        "if breached",
        .. counting,
    ];

    /// <summary>True if all options fit; otherwise problems were reported.</summary>
    /// <param name="isRemedy">True: the norm stands behind <c>if breached:</c>.</param>
    public static bool Check(NormSaid norm, Options options, bool isRemedy, Problems problems)
    {
        var fits = isRemedy ? OfRemedy(norm) : Of(norm);
        var unfit = options.Seen.Where(s => all.Contains(s.Key) && !fits.Contains(s.Key)).ToList();
        foreach (
            var (name, token) in unfit.Where(u => u.Key is not ("from" or "until") || !options.Seen.ContainsKey("on"))
        )
            if (name != "from" || !options.Seen.ContainsKey("after"))
                problems.Add(
                    token,
                    Ag.OptionUnfit,
                    token.Text,
                    $"{Called(name)} does not fit {norm.Called}{(isRemedy ? " behind \"if breached:\"" : "")}",
                    Cure(norm, name, isRemedy)
                );
        return unfit.Count == 0;
    }

    private static ImmutableArray<string> Of(NormSaid norm) =>
        norm switch
        {
            NormSaid.Acting { Modal: Modal.MustNot } => ["with", "when", "in", .. validity, "unless", .. counting],
            NormSaid.Acting { Modal: Modal.Must } =>
            [
                "with",
                "when",
                "in",
                "limit",
                "owed to",
                "if breached",
                .. validity,
                "unless",
                .. counting,
            ],
            NormSaid.Acting => ["with", "when", "in", .. validity, "unless", "derogates from", "codes"],
            NormSaid.Keeping => ["when", .. validity, "unless", .. counting],
            NormSaid.Entering => ["when", "on", "from", "until"],
            _ => [],
        };

    private static ImmutableArray<string> OfRemedy(NormSaid norm) =>
        norm switch
        {
            NormSaid.Acting { Modal: Modal.Must } => ["with", "in", "limit", "owed to", "if breached"],
            NormSaid.Acting { Modal: Modal.May } => ["with", "in", "derogates from"],
            NormSaid.Acting => ["with", "in"],
            _ => [],
        };

    private static string Called(string name) =>
        name == "limit" ? "a time limit"
        : name == "in" ? "a place"
        : $"\"{name}\"";

    private static string Cure(NormSaid norm, string name, bool isRemedy) =>
        isRemedy && name == "when" ? "Take it out: the trigger of a remedy is the breach."
        : isRemedy && !OfRemedy(norm).Contains(name) && Of(norm).Contains(name)
            ? "Put it before \"if breached:\", where it is said of the whole provision."
        : norm is NormSaid.Defining ? "Put it into the condition: a definition has no options."
        : norm is NormSaid.Entering ? "Write \"when …\" and \"on …\" only."
        : name switch
        {
            "limit" =>
                "A time limit belongs to a duty (\"must\"). When a provision runs is said with \"from\", \"after\", \"until\" or \"on\".",
            "owed to" => "It belongs to a duty (\"must\"): take it out.",
            "if breached" => "It belongs to a duty (\"must\"): write a provision of its own, with \"when\".",
            "derogates from" => "It belongs to a permission (\"may\"): write \"may\", or \"unless …\".",
            "needs" or "counts" => "A permission is never breached: take it out.",
            "with" or "in" => "Put it behind the fact in the condition.",
            _ => "Take it out.",
        };
}
