using System.Text;
using Trucewatch.Observations;

namespace Trucewatch.Formats.Tests.Sources;

public sealed class SourceFilesTests : IDisposable
{
    private const string Rows = "datetime,lon,lat,place_name,event_type,headline\n2025-04-01 12:00:00,37.6,47.9,X,uav,";

    private readonly string _folder = Directory.CreateTempSubdirectory("sources").FullName;

    private void Put(string path, string text)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private SourceFiles Files(string input = "") => new(_folder, () => new MemoryStream(Encoding.UTF8.GetBytes(input)));

    private static SourcePlan Plan(params string[] globs) =>
        Sample.Plan(SourceFormat.Viina) with
        {
            Files = [.. globs],
        };

    [Theory]
    [InlineData("*.csv", "B.csv a.csv")]
    [InlineData("?.csv", "B.csv a.csv")]
    [InlineData("in/*", "in/c.csv")]
    [InlineData("**/*.csv", "B.csv a.csv in/c.csv in/deep/d.csv")]
    [InlineData("**", "B.csv a.csv in/c.csv in/deep/d.csv x.txt")]
    [InlineData("in/**/d.csv", "in/deep/d.csv")]
    [InlineData("a.csv", "a.csv")]
    [InlineData("A.csv", "")]
    [InlineData("../*", "")]
    [InlineData("/etc/*", "")]
    [InlineData("none/*.csv", "")]
    public void Globs_find_files_inside_the_folder_in_ordinal_order(string glob, string found)
    {
        foreach (var path in (string[])["a.csv", "B.csv", "x.txt", "in/c.csv", "in/deep/d.csv"])
            Put(path, "");
        Assert.Equal(found, string.Join(' ', Files().Find(Plan(glob, glob))));
    }

    [Fact]
    public void A_glob_that_finds_nothing_is_a_rejection()
    {
        var rejection = SourceReader.Read(Plan("none*.csv"), Sample.Context(), Files()).Rejected();
        Assert.Equal(new Reason("", "no_file", "none*.csv"), rejection.Reasons[0]);
    }

    [Fact]
    public void The_standard_input_is_a_file_called_hyphen() =>
        Assert.Equal(1, SourceReader.Read(Plan("-"), Sample.Context(), Files(Rows + "h\n")).Accepted().Repeats + 1);

    [Fact]
    public void A_broken_file_does_not_keep_the_next_from_being_read_and_repeats_count_over_all_files()
    {
        Put("1.csv", Rows + "h\n2025-04-01 12:00:00,3\0");
        Put("2.csv", "nothing of the kind\n");
        Put("3.csv", Rows + "h\n");
        var read = SourceReader.Read(Plan("*.csv"), Sample.Context(), Files());
        Assert.Equal(1, read.OfType<Intake.Accepted>().Single().Observation.Repeats);
        Assert.Equal(["1.csv", "2.csv"], read.OfType<Intake.Rejected>().Select(r => r.Rejection.File));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
