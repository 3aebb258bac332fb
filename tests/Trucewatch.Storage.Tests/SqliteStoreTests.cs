using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Trucewatch.Record;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

public sealed class SqliteLogStoreContractTests : LogStoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<ILogStore> CreateEmptyAsync() =>
        Task.FromResult<ILogStore>(SqliteLogStore.Open(new(_folder.Path)));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class SqliteCheckpointStoreContractTests : CheckpointStoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<ICheckpointStore> CreateEmptyAsync() =>
        Task.FromResult<ICheckpointStore>(SqliteCheckpointStore.Open(new StoragePaths(_folder.Path).CheckpointDb));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StoragePaths Paths => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_files_of_a_record_have_their_names()
    {
        var paths = new StoragePaths("records");

        Assert.Equal(Path.Combine("records", "record.db"), paths.RecordDb);
        Assert.Equal(Path.Combine("records", "checkpoint.db"), paths.CheckpointDb);
        Assert.Equal(Path.Combine("records", "values"), paths.ValuesFolder);
    }

    [Fact]
    public async Task A_record_is_still_there_after_it_was_closed()
    {
        using (var store = SqliteLogStore.Open(Paths))
            await store.AppendAsync(Sightings(1, 3), default);

        using var again = SqliteLogStore.Open(Paths);
        Assert.Equal(new(3), await again.LastAsync(default));
        Assert.Equal(Sighting(3), (await ListAsync(again.ReadAsync(new(3), new(3), default)))[0].Open);
    }

    [Fact]
    public async Task A_value_above_4_KiB_is_a_file_named_by_its_hash_and_the_name_is_in_no_entry()
    {
        var (small, large) = (WithText(new('x', 4094)), WithText(new('ї', 2048)));
        using var store = SqliteLogStore.Open(Paths);
        await store.AppendAsync([small, large], default);

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(large.Fields[0].Json)));
        Assert.Equal([Path.Combine(Paths.ValuesFolder, name)], Directory.GetFiles(Paths.ValuesFolder));
        Assert.DoesNotContain(name, Encoding.UTF8.GetString(EntryForm.Bytes(large.Entry).AsSpan()));
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_remove_an_entry()
    {
        using var store = SqliteLogStore.Open(Paths);
        await store.AppendAsync(Sightings(1, 1), default);

        Assert.Throws<SqliteException>(() => EditByHand(Paths.RecordDb, "UPDATE entries SET leaf = zeroblob(32)"));
        Assert.Throws<SqliteException>(() => EditByHand(Paths.RecordDb, "DELETE FROM entries"));
    }

    [Fact]
    public void A_file_of_an_unknown_version_is_refused()
    {
        SqliteLogStore.Open(Paths).Dispose();
        EditByHand(Paths.RecordDb, "PRAGMA user_version = 99");

        Assert.Throws<InvalidDataException>(() => SqliteLogStore.Open(Paths));
    }

    [Fact]
    public async Task A_missing_or_altered_value_file_is_named_with_its_entry()
    {
        using var store = SqliteLogStore.Open(Paths);
        await store.AppendAsync([Sighting(1), WithText(new('x', 5000))], default);
        var file = Directory.GetFiles(Paths.ValuesFolder).Single();

        await File.AppendAllTextAsync(file, " ");
        var altered = await Assert.ThrowsAsync<RecordException>(() =>
            ListAsync(store.ReadAsync(new(1), new(2), default))
        );
        Assert.Equal((RecordProblem.ValueAltered, new EntryNumber(2)), (altered.Problem, altered.Number));

        File.Delete(file);
        var missing = await Assert.ThrowsAsync<RecordException>(() =>
            ListAsync(store.ReadAsync(new(1), new(2), default))
        );
        Assert.Equal((RecordProblem.ValueMissing, new EntryNumber(2)), (missing.Problem, missing.Number));
    }
}
