using Trucewatch.Record;
using Trucewatch.Verifier;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

public sealed class RecordFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLogStore _store;

    public RecordFolderTests() => _store = SqliteLogStore.Open(new(_folder.File("live")));

    private string Out => _folder.File("out");

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_exported_record_has_the_files_of_C2SP_and_the_opened_values()
    {
        await ExportAsync(Out, 300);

        Assert.Equal(
            [
                "checkpoint",
                "tile/0/000",
                "tile/0/001.p/44",
                "tile/1/000.p/1",
                "tile/entries/000",
                "tile/entries/001.p/44",
                "values/000.jsonl",
                "values/001.jsonl",
            ],
            Files(Out)
        );
        Assert.Equal(256, File.ReadLines(Path.Combine(Out, "values/000.jsonl")).Count());
        Assert.Equal(
            new ValuesLine(new(1), [.. Sighting(1).Fields.Where(IsPublic)]).Text(),
            File.ReadLines(Path.Combine(Out, "values/000.jsonl")).First()
        );
        Assert.Equal(At(300).Note, await File.ReadAllTextAsync(Path.Combine(Out, "checkpoint")));
    }

    [Fact]
    public async Task The_same_record_gives_the_same_bytes()
    {
        await ExportAsync(Out, 300);
        await RecordFolder.WriteAsync(_store, At(300), IsPublic, Out + "2", default);

        Assert.Equal(Files(Out), Files(Out + "2"));
        Assert.All(
            Files(Out),
            f => Assert.Equal(File.ReadAllBytes(Path.Combine(Out, f)), File.ReadAllBytes(Path.Combine(Out + "2", f)))
        );
    }

    [Fact]
    public async Task Nothing_of_a_closed_field_is_in_the_files()
    {
        await ExportAsync(Out, 300);

        Assert.All(Files(Out), f => Assert.DoesNotContain("monitor-", File.ReadAllText(Path.Combine(Out, f))));
    }

    [Fact]
    public async Task An_exported_record_is_read_with_the_fields_that_are_open()
    {
        await ExportAsync(Out, 300);

        var folder = await RecordFolder.OpenAsync(Out, default);
        var read = await ListAsync(folder.ReadAsync(default));

        Assert.Equal(At(300).Checkpoint, folder.Checkpoint);
        Assert.Equal(
            Sightings(1, 300).Select(o => o with { Fields = [.. o.Fields.Where(IsPublic)] }),
            read.Select(e => e.Open)
        );
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), read.Select(e => e.Number.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(512)]
    public async Task A_record_of_any_size_is_exported_and_holds(int size)
    {
        await ExportAsync(Out, size);

        var holds = Assert.IsType<RecordVerdict.Holds>(await VerifyRecord.FolderAsync(Out, null, default));
        Assert.Equal((size, 2 * size, Math.Max(0, size - 1)), (holds.Size, holds.OpenedFields, holds.ClosedDigests));
    }

    [Fact]
    public async Task Large_values_stand_in_their_line()
    {
        await _store.AppendAsync([Begins, WithText(new('x', 100_000))], default);
        await RecordFolder.WriteAsync(
            _store,
            Signed(new("test", 2, Root(Begins, WithText(new('x', 100_000))))),
            IsPublic,
            Out,
            default
        );

        Assert.Contains(new string('x', 100_000), await File.ReadAllTextAsync(Path.Combine(Out, "values/000.jsonl")));
        Assert.IsType<RecordVerdict.Holds>(await VerifyRecord.FolderAsync(Out, null, default));
    }

    [Fact]
    public async Task A_folder_that_is_there_is_never_written_over()
    {
        await ExportAsync(Out, 1);

        await Assert.ThrowsAsync<IOException>(() => RecordFolder.WriteAsync(_store, At(1), IsPublic, Out, default));
    }

    [Fact]
    public async Task What_does_not_give_the_root_is_not_exported()
    {
        await _store.AppendAsync(Sightings(1, 3), default);

        var wrong = await Assert.ThrowsAsync<RecordException>(() =>
            RecordFolder.WriteAsync(
                _store,
                Signed(At(3).Checkpoint with { Root = At(2).Checkpoint.Root }),
                IsPublic,
                Out,
                default
            )
        );

        Assert.Equal(RecordProblem.RootDiffers, wrong.Problem);
        Assert.False(Path.Exists(Out));
        Assert.False(Path.Exists(Out + ".part"));
    }

    private static bool IsPublic(Field field) => field.Label == "PUBLIC";

    private static SignedCheckpoint At(int size) => Signed(new("test", size, Root(Sightings(1, size))));

    private static SignedCheckpoint Signed(Checkpoint checkpoint) => SignedCheckpoint.Sign(checkpoint, Key("test"));

    private static string[] Files(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    private async Task ExportAsync(string folder, int size)
    {
        if (size > 0)
            await _store.AppendAsync(Sightings(1, size), default);
        await RecordFolder.WriteAsync(_store, At(size), IsPublic, folder, default);
    }
}
