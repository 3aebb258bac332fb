using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Where words that nobody knows end: at a keyword that begins something else.</summary>
internal static class Stops
{
    private static readonly ImmutableArray<ImmutableArray<string>> options =
    [
        ["with"],
        ["when"],
        ["in"],
        ["outside"],
        ["within"],
        ["from"],
        ["after"],
        ["until"],
        ["on"],
        ["by"],
        ["at", "least"],
        ["at", "most"],
        ["unless"],
        ["derogates"],
        ["owed", "to"],
        ["if", "breached"],
        ["needs"],
        ["codes"],
        ["counts"],
    ];

    private static readonly ImmutableArray<string> others =
    [
        "and",
        "or",
        "not",
        "since",
        "for",
        "watched",
        "begins",
        "ends",
        "holds",
        "about",
        "(",
        ")",
        "<",
        ">",
        ",",
        ";",
        "=",
        ":",
    ];

    /// <summary>True if an option begins some tokens on.</summary>
    public static bool Option(Cursor at, int by) => options.Any(o => at.HasAt(by, o.AsSpan()));

    /// <summary>True if anything begins there that is no word of a name.</summary>
    public static bool Any(Cursor at, int by) => Option(at, by) || others.Any(o => at.HasAt(by, o));

    /// <summary>True if words stand there that can only be a place or a time, and no more of a fact.</summary>
    public static bool Window(Cursor at, int by = 0) =>
        at.HasAt(by, "in", "the", "last") || at.HasAt(by, "in", "the", "next");
}
