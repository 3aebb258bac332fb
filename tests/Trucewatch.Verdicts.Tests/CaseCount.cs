using System.Globalization;

namespace Trucewatch.Verdicts.Tests;

/// <summary>How many random cases a property is tried on: TRUCEWATCH_CASES gives another number, TRUCEWATCH_CASES_FROM another first seed.</summary>
internal static class CaseCount
{
    /// <summary>The first seed, usually 0.</summary>
    public static int From => Number("TRUCEWATCH_CASES_FROM") ?? 0;

    /// <summary>The number, where no other is asked for.</summary>
    public static int Of(int usual) => Number("TRUCEWATCH_CASES") ?? usual;

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
