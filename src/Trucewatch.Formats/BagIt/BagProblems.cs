using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Formats.Files;

namespace Trucewatch.Formats.BagIt;

/// <summary>All that is wrong with a bag, collected while it is read: reasons to refuse it, and warnings.</summary>
internal sealed class BagProblems
{
    private readonly List<TextProblem> _reasons = [];
    private readonly List<TextProblem> _warnings = [];

    public bool Any => _reasons.Count > 0;

    public ImmutableArray<TextProblem> Reasons => Sorted(_reasons);

    public ImmutableArray<TextProblem> Warnings => Sorted(_warnings);

    public void Refuse(string file, int line, string rule, string found, string expected, string cure) =>
        _reasons.Add(Make(file, line, rule, found, expected, cure));

    public void Warn(string file, int line, string rule, string found, string expected, string cure) =>
        _warnings.Add(Make(file, line, rule, found, expected, cure));

    private static TextProblem Make(string file, int line, string rule, string found, string expected, string cure) =>
        new(new(file, line, 1), rule, Kept.Shorten(found, Kept.MostFound), expected, cure);

    private static ImmutableArray<TextProblem> Sorted(List<TextProblem> problems) =>
        [
            .. problems
                .OrderBy(p => p.Where.File, StringComparer.Ordinal)
                .ThenBy(p => p.Where.Line)
                .ThenBy(p => p.Code, StringComparer.Ordinal)
                .ThenBy(p => p.Found, StringComparer.Ordinal),
        ];
}
