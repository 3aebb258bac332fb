using System.Xml.Linq;
using Trucewatch.Testing;

namespace Trucewatch.Architecture.Tests;

/// <summary>Which project may name which: the table of the design, section 3. Read from the project files.</summary>
public sealed class ProjectArrowTests
{
    /// <summary>Everything that a project may name, directly or through another.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Trucewatch.Record"] = [],
        ["Trucewatch"] = ["Trucewatch.Record"],
        ["Trucewatch.Verifier"] = ["Trucewatch.Record", "Trucewatch"],
        ["Trucewatch.Formats"] = ["Trucewatch"],
        ["Trucewatch.Storage"] = ["Trucewatch"],
        ["Trucewatch.Missions"] = ["Trucewatch", "Trucewatch.Formats", "Trucewatch.Storage"],
        ["Trucewatch.Server"] = ["Trucewatch.Missions"],
        ["Trucewatch.Cli"] = ["Trucewatch.Missions", "Trucewatch.Verifier", "Trucewatch.Server"],
    };

    /// <summary>Packages of the two projects that an outsider must be able to read through.</summary>
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["Trucewatch.Record"] = [],
        ["Trucewatch"] = ["NodaTime", "NetTopologySuite"],
        ["Trucewatch.Verifier"] = [],
    };

    public static TheoryData<string> Projects =>
        [.. Directory.GetDirectories(Source).Select(d => Path.GetFileName(d)!)];

    private static string Source => Path.Combine(Shared.Repository(), "src");

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_has_a_place_in_the_table(string project) => Assert.Contains(project, Allowed.Keys);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_names_only_what_the_table_allows(string project) =>
        Assert.Empty(References(project).Except(Allowed[project], StringComparer.Ordinal));

    [Fact]
    public void The_table_names_no_project_that_is_not_there() =>
        Assert.Empty(Allowed.Keys.Except(Projects.Select(p => p.Data), StringComparer.Ordinal));

    [Theory]
    [InlineData("Trucewatch.Record")]
    [InlineData("Trucewatch")]
    [InlineData("Trucewatch.Verifier")]
    public void The_record_the_domain_and_the_verifier_rest_on_few_packages(string project) =>
        Assert.Equal(
            Packages[project].Order(StringComparer.Ordinal),
            Named(project, "PackageReference").Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Only_the_server_and_the_command_know_of_the_web() =>
        Assert.Equal(
            ["Trucewatch.Server"],
            Projects
                .Select(p => p.Data)
                .Where(p => (string?)File(p).Root!.Attribute("Sdk") == "Microsoft.NET.Sdk.Web")
                .Order(StringComparer.Ordinal)
        );

    private static IEnumerable<string> References(string project) =>
        Named(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')));

    private static IEnumerable<string> Named(string project, string element) =>
        File(project).Descendants(element).Select(e => (string)e.Attribute("Include")!);

    private static XDocument File(string project) => XDocument.Load(Path.Combine(Source, project, project + ".csproj"));
}
