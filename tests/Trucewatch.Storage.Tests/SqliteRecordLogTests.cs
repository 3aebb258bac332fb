using Trucewatch.Record;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

public sealed class SqliteRecordLogTests : RecordLogContract
{
    private readonly TemporaryFolder _folder = new();

    private StoragePaths Paths => new(_folder.File("live"));

    protected override Task<(ILogStore, ICheckpointStore)> CreateEmptyAsync() =>
        Task.FromResult<(ILogStore, ICheckpointStore)>(
            (SqliteLogStore.Open(Paths), SqliteCheckpointStore.Open(Paths.CheckpointDb))
        );

    [Fact]
    public async Task What_is_erased_is_gone_from_every_file()
    {
        const string secret = "the name of the witness, which is long enough to be found";
        using var store = SqliteLogStore.Open(new(_folder.File("other")));
        await store.AppendAsync([.. Sightings(1, 3), WithText(secret), WithText(new string('s', 5000))], default);
        await store.EraseAsync(new(4), ["text"], default);
        await store.EraseAsync(new(5), [], default);

        Assert.Empty(Directory.GetFiles(_folder.File("other", "values")));
        foreach (var file in Directory.GetFiles(_folder.File("other"), "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("name of the witness", ReadShared(file), StringComparison.Ordinal);
    }

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }

    protected override Task AlterTextAsync(EntryNumber number) =>
        Edit($"UPDATE fields SET json = '\"nothing\"' WHERE number = {number} AND name = 'text'");

    protected override Task AlterLeafAsync(EntryNumber number) =>
        Edit($"DROP TRIGGER entries_are_not_changed; UPDATE entries SET leaf = zeroblob(32) WHERE number = {number}");

    protected override Task<Func<Task<ILogStore>>> BackUpAsync()
    {
        var backup = new StoragePaths(_folder.File("backup"));
        Directory.CreateDirectory(backup.ValuesFolder);
        foreach (var file in Directory.GetFiles(Paths.ValuesFolder))
            File.Copy(file, Path.Combine(backup.ValuesFolder, Path.GetFileName(file)));
        EditByHand(Paths.RecordDb, $"VACUUM INTO '{backup.RecordDb}'");
        return Task.FromResult(() => Task.FromResult<ILogStore>(SqliteLogStore.Open(backup)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private Task Edit(string sql)
    {
        EditByHand(Paths.RecordDb, sql);
        return Task.CompletedTask;
    }
}
