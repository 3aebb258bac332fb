using System.Reflection;

namespace Trucewatch.Architecture.Tests;

/// <summary>Names that would hide one another.</summary>
public sealed class NameTests
{
    private static readonly string[] Assemblies =
    [
        "Trucewatch.Record",
        "Trucewatch",
        "Trucewatch.Verifier",
        "Trucewatch.Formats",
        "Trucewatch.Storage",
        "Trucewatch.Missions",
        "Trucewatch.Server",
        "Trucewatch.Cli",
    ];

    /// <summary>A namespace with the name of a type hides the type (CS0118).</summary>
    [Fact]
    public void No_namespace_has_the_name_of_a_type()
    {
        var types = Types().Where(t => !t.IsNested).ToList();
        var spaces = types
            .SelectMany(t => t.Namespace!.Split('.').Select(part => part))
            .Where(part => part != "Trucewatch")
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(types.Where(t => spaces.Contains(t.Name)).Select(t => t.FullName));
    }

    /// <summary>A folder is a step, never a kind of class.</summary>
    [Fact]
    public void No_namespace_is_a_kind_of_class() =>
        Assert.Empty(
            Types()
                .SelectMany(t => t.Namespace!.Split('.'))
                .Distinct(StringComparer.Ordinal)
                .Intersect(
                    ["Interfaces", "Services", "Models", "Utils", "Helpers", "Common", "Core"],
                    StringComparer.Ordinal
                )
        );

    [Fact]
    public void No_type_is_called_by_its_place_in_a_pattern() =>
        Assert.Empty(
            Types()
                .Where(t => new[] { "Manager", "Helper", "Util", "Utils", "Info", "Impl", "Base" }.Any(t.Name.EndsWith))
                .Select(t => t.FullName)
        );

    private static IEnumerable<Type> Types() =>
        Assemblies
            .SelectMany(a => Assembly.Load(a).GetTypes())
            .Where(t =>
                t.Namespace?.StartsWith("Trucewatch", StringComparison.Ordinal) == true
                && !t.Name.Contains('<', StringComparison.Ordinal)
            );
}
