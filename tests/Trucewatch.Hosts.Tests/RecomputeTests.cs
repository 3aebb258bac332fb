using System.Collections.Immutable;
using Trucewatch.Formats.Reports;
using Trucewatch.Formats.Texts;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Values;
using Trucewatch.Verifier;

namespace Trucewatch.Hosts.Tests;

/// <summary>Recomputing an exercise's record whose issue says something else.</summary>
public sealed class RecomputeTests(ReplayedInside inside) : IClassFixture<ReplayedInside>
{
    private static readonly Making Ours = new(ReportJson.Release, r => ReportJson.Write(r, Words.Shipped))
    {
        BoardCsv = BoardCsv.Write,
    };

    [Fact]
    public async Task The_section_that_differs_is_named()
    {
        var differs = Assert.IsType<Recomputed.Differs>(
            await IssuedAsAsync(i => i with { Sections = i.Sections!.SetItem("summary", new('0', 64)) })
        );

        Assert.Equal((237, 1, "its section \"summary\""), (differs.Issue.Value, differs.Number, differs.Where));
    }

    [Fact]
    public async Task Other_words_for_the_same_conclusions_are_told_as_such()
    {
        var differs = Assert.IsType<Recomputed.Differs>(await IssuedAsAsync(i => i with { Content = new('0', 64) }));

        Assert.Equal("its words: the conclusions are the same", differs.Where);
    }

    [Fact]
    public async Task Another_result_of_another_release_is_no_difference_and_what_changed_is_listed()
    {
        var other = Assert.IsType<Recomputed.OtherVersion>(
            await IssuedAsAsync(i => i with { Release = "0.0.9", Digest = new('0', 64) })
        );

        Assert.Equal("0.0.9", other.Release);
        Assert.Contains(other.Changed, c => c.StartsWith("release 0.0.9, this is ", StringComparison.Ordinal));
        Assert.Contains(other.Changed, c => c.StartsWith("rulebook ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_folds_are_another_version_and_so_is_a_product_not_made_here()
    {
        Assert.IsType<Recomputed.OtherVersion>(await IssuedAsAsync(i => i with { Fold = 99 }));
        Assert.IsType<Recomputed.OtherVersion>(await IssuedAsAsync(i => i with { Product = "finding" }));
    }

    [Fact]
    public async Task The_same_result_of_another_release_is_the_same() =>
        Assert.IsType<Recomputed.Same>(await IssuedAsAsync(i => i with { Release = "0.0.9" }));

    [Fact]
    public async Task After_an_erasure_it_is_not_recomputable_since_that_entry_and_that_is_no_difference()
    {
        var entries = await EntriesAsync();
        var erased = entries[99] with { Open = entries[99].Open with { Fields = [] } };
        var erasure = OpenEntry.Seal(
            Erasure.Kind,
            null,
            null,
            SampleRecord.Lead,
            "R",
            entries[^1].Open.Entry.At,
            new Erasure(new(100), [], "request of 3 May", ["O. Koval", "J. Maes"]).Fields("PUBLIC", "MISSION")
        );
        entries[99] = erased;
        entries.Add(new(new(239), EntryForm.Bytes(erasure.Entry), erasure));

        var closed = Assert.IsType<Recomputed.Closed>(
            await Recompute.RunAsync(entries.ToAsyncEnumerable(), Ours, default)
        );

        Assert.Equal((100, 239), (closed.Since.Value, closed.Erasure!.Value.Value));
    }

    [Fact]
    public async Task The_first_line_that_differs_from_a_report_is_named()
    {
        var again = new Recompute(Ours);
        await again.FoldAsync((await EntriesAsync()).ToAsyncEnumerable(), default);
        var computed = ReportJson.Write(again.Written[237].Report, Words.Shipped);
        var issued = computed.DeepClone().AsObject();
        issued["sections"]![0]!["sentences"]![0]!["text"]!["en"] = "Nothing happened.";

        Assert.Null(ReportDifference.First(computed, computed));
        Assert.StartsWith(
            $"section 1 ({computed["sections"]![0]!["id"]}), sentence 1: \"Nothing happened.\" was issued, \"",
            ReportDifference.First(issued, computed),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_board_with_another_cell_differs_and_its_clause_and_party_are_named()
    {
        var part = EntryValues.Read<Issued>((await EntriesAsync())[^1].Open.Fields).Sections!.Keys.First();
        var differs = Assert.IsType<Recomputed.Differs>(
            await IssuedAsAsync(i => i with { Sections = i.Sections!.SetItem(part, new('0', 64)) }, at: 237)
        );

        Assert.Equal(
            (238, "board", 1, $"its cells of \"{part}\""),
            (differs.Issue.Value, differs.Product, differs.Number, differs.Where)
        );
        var form = await IssuedAsAsync(i => i with { Content = new('0', 64) }, at: 237);
        Assert.Equal("its form: the cells are the same", Assert.IsType<Recomputed.Differs>(form).Where);
    }

    private async Task<Recomputed> IssuedAsAsync(Func<Issued, Issued> change, int at = 236)
    {
        var entries = await EntriesAsync();
        var issue = entries[at];
        var values = ValueCodec.ToJson(change(EntryValues.Read<Issued>(issue.Open.Fields))).AsObject();
        ImmutableArray<Field> fields =
        [
            .. issue.Open.Fields.Select(f =>
                values.ContainsKey(f.Name) ? f with { Json = Jcs.Canonical(values[f.Name]) } : f
            ),
        ];
        entries[at] = issue with { Open = issue.Open with { Fields = fields } };
        return await Recompute.RunAsync(entries.ToAsyncEnumerable(), Ours, default);
    }

    private async Task<List<StoredEntry>> EntriesAsync()
    {
        var entries = new List<StoredEntry>();
        await foreach (
            var entry in RecordFiles.InFolder(Path.Combine(inside.Folder, "record")).EntriesAsync(238, default)
        )
            entries.Add(entry);
        return entries;
    }
}
