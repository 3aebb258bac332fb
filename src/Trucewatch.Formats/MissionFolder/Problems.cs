using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>The rules that the files of a mission keep to.</summary>
internal static class Rule
{
    public const string NoFile = "MF001";
    public const string NoText = "MF002";
    public const string NoYaml = "MF003";
    public const string UnknownKey = "MF004";
    public const string MissingKey = "MF005";
    public const string WrongShape = "MF006";
    public const string UnknownWord = "MF007";
    public const string BadTime = "MF008";
    public const string BadNumber = "MF009";
    public const string NoLanguage = "MF010";
    public const string UnknownId = "MF011";
    public const string Twice = "MF012";
    public const string BadTable = "MF013";
    public const string MayNot = "MF014";
    public const string BadShape = "MF015";
    public const string BadCodes = "MF016";
    public const string EndsFirst = "MF017";
    public const string TwoParties = "MF018";
    public const string BadPath = "MF019";
    public const string BadId = "MF020";
}

/// <summary>All that is wrong with a mission's files, collected while they are read.</summary>
internal sealed class Problems
{
    private readonly List<TextProblem> _all = [];

    public bool Any => _all.Count > 0;

    public int Count => _all.Count;

    public void Add(TextSpan where, string code, string found, string expected, string cure) =>
        _all.Add(new(where, code, Files.Kept.Shorten(found, Files.Kept.MostFound), expected, cure));

    /// <summary>By file, line and column.</summary>
    public ImmutableArray<TextProblem> Sorted() =>
        [
            .. _all.OrderBy(p => p.Where.File, StringComparer.Ordinal)
                .ThenBy(p => p.Where.Line)
                .ThenBy(p => p.Where.Column)
                .ThenBy(p => p.Code, StringComparer.Ordinal),
        ];
}
