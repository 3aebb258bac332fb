using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Tests.Agreements.ClauseTests;

/// <summary>Test blocks read with a small vocabulary.</summary>
internal static class Tested
{
    public static readonly Terms Terms = new(
        [
            Kind("firing", "K-1 to K-12", ("calibre", "mm"), ("weapon", null), ("sector", null), ("place", null)),
            Kind("sighting", "W-1 to W-4", ("calibre", "mm"), ("weapon", null), ("sector", null), ("place", null)),
            Kind("notice of demining", null, ("sector", null)),
            Kind("request", null, ("file", null)),
        ],
        []
    );

    public const string Howitzer = """
        in force 2026-03-01 12:00
        day 31 10:14   F1  sighting by A, W-1, artillery, calibre 152 mm, 11.8 km ± 0.6 from the line of contact, sector 4
          then 4(2) breached by A at F1
        day 33 09:00   it becomes known that F1 was by B
          then 4(2) breached by B at F1, and not by A
        day 34 08:00   F2  firing by B, K-11, in the area of the ceasefire, sector 4
          then 2(1) breached by B at F2
        day 34 12:00   it becomes known that notice of demining by B, sector 4, on day 32 10:00
          then 2(1) not breached at F2        because 2(5)
        day 35 12:00   F1 is withdrawn
          then nothing breached
        """;

    public static ReadTests Read(string text, string address = "4(2)") =>
        ClauseTestReader.Read(
            [
                new(
                    BlockKind.Test,
                    address,
                    "howitzer seen on day 31",
                    [
                        .. text.Split('\n')
                            .Select(
                                (l, i) => (Text: l.Trim(), Line: 11 + i, Column: 1 + l.Length - l.TrimStart().Length)
                            )
                            .Where(l => l.Text.Length > 0)
                            .Select(l => new TextLine(l.Text, l.Line, l.Column)),
                    ],
                    new("a.md", 10, 1)
                ),
            ],
            Terms,
            new HashSet<string>(StringComparer.Ordinal) { "2(1)", "2(5)", "4(2)" },
            Blocks.Context
        );

    public static ClauseTest Good(string text)
    {
        var read = Read(text);
        Assert.Empty(read.Problems);
        return Assert.Single(read.Tests);
    }

    private static FactKind Kind(
        string noun,
        string? codes,
        params ImmutableArray<(string Name, string? Measure)> fields
    ) =>
        new(
            noun,
            codes is not null,
            codes is null ? null : CodeSet.Read(codes),
            [new KindAttribute.By("party"), .. fields.Select(f => new KindAttribute.Field(f.Name, f.Measure))],
            codes is null ? Register.Registered : Register.Observed,
            new("a.md", 5, 1)
        );
}
