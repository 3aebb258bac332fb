using Trucewatch.Testing;

namespace Trucewatch.Architecture.Tests;

/// <summary>A folder of the domain may use itself and those before it: evidence goes one way.</summary>
public sealed class FolderOrderTests
{
    private static readonly string[] Order =
    [
        // ground
        "Time",
        "Space",
        "Parties",
        "Labels",
        "Rulebook",
        "Values",
        // text
        "Agreements",
        // sight
        "Sources",
        "Evidence",
        "Observations",
        "Acts",
        "Coverage",
        "Incidents",
        // judgement and answer
        "Attributions",
        "Verdicts",
        "Guarantees",
        "Reports",
    ];

    public static TheoryData<string> Folders =>
        [
            .. Directory
                .GetDirectories(Path.Combine(Shared.Repository(), "src", "Trucewatch"))
                .Select(d => Path.GetFileName(d)!)
                .Where(f => f is not ("bin" or "obj")),
        ];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_has_a_place_in_the_order(string folder) => Assert.Contains(folder, Order);

    [Fact]
    public void No_folder_is_an_empty_room() =>
        Assert.Empty(Order.Except(Files().Select(f => f.Folder), StringComparer.Ordinal));

    [Fact]
    public void No_file_of_the_domain_lies_outside_the_folders() => Assert.DoesNotContain(Files(), f => f.Folder == "");

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_itself_and_those_before_it(string folder)
    {
        var allowed = Order[..(Array.IndexOf(Order, folder) + 1)].Append("Record").ToHashSet(StringComparer.Ordinal);
        var wrong =
            from file in Files().Where(f => f.Folder == folder)
            from used in file.Find(@"\bTrucewatch\.([A-Z]\w+)").Concat(Relative(file))
            where !allowed.Contains(used)
            select $"{file.Path} uses {used}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_reports_know_of_the_record() =>
        Assert.All(
            Files().Where(f => f.Find(@"\bTrucewatch\.(Record)\b").Any()),
            f => Assert.Equal("Reports", f.Folder)
        );

    [Fact]
    public void A_namespace_is_the_folder_that_it_lies_in() =>
        Assert.Empty(
            from file in Files()
            from named in file.Find(@"^namespace ([\w.]+)")
            where named != "Trucewatch." + file.Folder
            select $"{file.Path} says {named}"
        );

    /// <summary>References such as <c>Rulebook.Code</c>, which C# reads from inside the namespace Trucewatch.</summary>
    private static IEnumerable<string> Relative(SourceText file) =>
        file.Find(@"(?<![\w.])(" + string.Join('|', Order) + @")\.[A-Z]\w*").Where(f => !IsMember(file, f));

    // A property may be called like a folder (provision.Time, Facts.Coverage): then its members are used, not the folder's types.
    private static bool IsMember(SourceText file, string name) =>
        file.Find(@"[\w>?\]] (" + name + @")(?: =>| \{|,|\)|$)").Any();

    private static IEnumerable<SourceText> Files() => SourceText.Of("Trucewatch");
}
