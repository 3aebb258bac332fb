using Npgsql;
using Trucewatch.Record;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

public sealed class PostgresLogStoreContractTests(PostgresCluster cluster) : LogStoreContract
{
    protected override async Task<ILogStore> CreateEmptyAsync()
    {
        var schema = await cluster.NewSchemaAsync();
        return await PostgresLogStore.OpenAsync(cluster.Entries, schema, default);
    }
}

public sealed class PostgresCheckpointStoreContractTests(PostgresCluster cluster) : CheckpointStoreContract
{
    protected override async Task<ICheckpointStore> CreateEmptyAsync()
    {
        var schema = await cluster.NewSchemaAsync();
        return await PostgresCheckpointStore.OpenAsync(cluster.Newest, schema, default);
    }
}

public sealed class PostgresRecordLogTests(PostgresCluster cluster) : RecordLogContract
{
    private string _schema = "";

    protected override async Task<(ILogStore, ICheckpointStore)> CreateEmptyAsync()
    {
        _schema = await cluster.NewSchemaAsync();
        return (
            await PostgresLogStore.OpenAsync(cluster.Entries, _schema, default),
            await PostgresCheckpointStore.OpenAsync(cluster.Newest, _schema, default)
        );
    }

    protected override Task AlterTextAsync(EntryNumber number) =>
        PostgresCluster.ExecuteAsync(
            cluster.Entries,
            $"""
            ALTER TABLE {_schema}.fields DISABLE TRIGGER fields_stay;
            UPDATE {_schema}.fields SET json = '"nothing"' WHERE number = {number} AND name = 'text'
            """
        );

    protected override Task AlterLeafAsync(EntryNumber number) =>
        PostgresCluster.ExecuteAsync(
            cluster.Entries,
            $"""
            ALTER TABLE {_schema}.entries DISABLE TRIGGER entries_stay, DROP CONSTRAINT leaf_is_the_entrys_hash;
            UPDATE {_schema}.entries SET leaf = decode(repeat('00', 32), 'hex') WHERE number = {number}
            """
        );

    protected override async Task<Func<Task<ILogStore>>> BackUpAsync()
    {
        var backup = await cluster.NewSchemaAsync();
        var restored = await PostgresLogStore.OpenAsync(cluster.Entries, backup, default);
        await PostgresCluster.ExecuteAsync(
            cluster.Entries,
            $"""
            INSERT INTO {backup}.entries SELECT * FROM {_schema}.entries;
            INSERT INTO {backup}.large_values SELECT * FROM {_schema}.large_values;
            INSERT INTO {backup}.fields SELECT * FROM {_schema}.fields
            """
        );
        return () => Task.FromResult<ILogStore>(restored);
    }
}

public sealed class PostgresStoreTests(PostgresCluster cluster) : IAsyncLifetime
{
    private string _schema = "";

    public async ValueTask InitializeAsync() => _schema = await cluster.NewSchemaAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_record_is_still_there_after_it_was_closed()
    {
        using (var store = await OpenAsync())
            await store.AppendAsync(Sightings(1, 3), default);

        using var again = await OpenAsync();
        Assert.Equal(new(3), await again.LastAsync(default));
        Assert.Equal(Sighting(3), (await ListAsync(again.ReadAsync(new(3), new(3), default)))[0].Open);
    }

    [Fact]
    public async Task Each_schema_of_a_database_holds_a_record_of_its_own()
    {
        using var one = await OpenAsync();
        using var other = await PostgresLogStore.OpenAsync(cluster.Entries, _schema + "_other", default);
        await one.AppendAsync(Sightings(1, 3), default);

        Assert.Equal(EntryNumber.None, await other.LastAsync(default));
    }

    [Fact]
    public async Task Of_many_that_open_a_new_record_at_the_same_time_all_find_the_same()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(OpenAsync)));
        await stores[0].AppendAsync(Sightings(1, 1), default);

        foreach (var store in stores)
        {
            Assert.Equal(new(1), await store.LastAsync(default));
            store.Dispose();
        }
    }

    [Fact]
    public async Task More_entries_than_a_page_are_read_in_order_from_one_state()
    {
        using var store = await OpenAsync();
        await store.AppendAsync(Sightings(1, 600), default);
        var numbers = new List<long>();
        await foreach (var entry in store.ReadAsync(new(1), new(9999), default))
        {
            if (numbers.Count == 0)
                await store.AppendAsync(Sightings(601, 300), default);
            Assert.Equal(Sighting((int)entry.Number.Value), entry.Open);
            numbers.Add(entry.Number.Value);
        }

        Assert.Equal(Enumerable.Range(1, 600).Select(i => (long)i), numbers);
        Assert.Equal(899, (await ListAsync(store.ReadKindAsync("observation", default))).Count);
    }

    [Theory]
    [InlineData("UPDATE record.entries SET kind = 'note'")]
    [InlineData("DELETE FROM record.entries")]
    [InlineData("TRUNCATE record.entries CASCADE")]
    [InlineData("UPDATE record.fields SET json = '1'")]
    [InlineData("TRUNCATE record.fields")]
    [InlineData("UPDATE record.large_values SET content = '1'")]
    [InlineData("SET session_replication_role = replica; DELETE FROM record.entries")]
    [InlineData("INSERT INTO record.entries SELECT number + 2, kind, bytes, leaf FROM record.entries")]
    [InlineData("INSERT INTO record.entries SELECT number + 1, kind, bytes, 'x' FROM record.entries")]
    public async Task The_database_itself_refuses_to_change_or_remove_an_entry_or_to_leave_a_gap(string sql)
    {
        using var store = await OpenAsync();
        await store.AppendAsync(Sightings(1, 1), default);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => HandEditAsync(sql));
        Assert.StartsWith("23", refused.SqlState, StringComparison.Ordinal); // integrity constraint violation
    }

    [Theory]
    [InlineData("UPDATE record.checkpoint SET size = 1")]
    [InlineData("UPDATE record.checkpoint SET root = sha256('')")]
    [InlineData("DELETE FROM record.checkpoint")]
    [InlineData("TRUNCATE record.checkpoint")]
    public async Task The_database_itself_refuses_to_take_the_checkpoint_back(string sql)
    {
        using var store = await PostgresCheckpointStore.OpenAsync(cluster.Newest, _schema, default);
        await store.SwapAsync(null, new("trucewatch.example/test", 2, Root(Sightings(1, 2))), default);

        await Assert.ThrowsAsync<PostgresException>(() =>
            PostgresCluster.ExecuteAsync(
                cluster.Newest,
                sql.Replace("record.", _schema + ".", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task A_person_s_values_can_be_erased_and_the_entry_stays()
    {
        using var store = await OpenAsync();
        await store.AppendAsync([Sighting(1), WithText(new('x', 5000))], default);

        await HandEditAsync("DELETE FROM record.fields WHERE number = 2; DELETE FROM record.large_values");

        var entry = (await ListAsync(store.ReadAsync(new(2), new(2), default))).Single();
        Assert.Equal((WithText(new('x', 5000)).Entry, 0), (entry.Open.Entry, entry.Open.Fields.Length));
    }

    [Fact]
    public async Task A_value_above_4_KiB_is_kept_once_under_its_hash()
    {
        var (small, large) = (WithText(new('x', 4094)), WithText(new('ї', 2048)));
        using var store = await OpenAsync();
        await store.AppendAsync([small, large], default);
        await store.AppendAsync([large], default);

        await using var source = NpgsqlDataSource.Create(cluster.Entries);
        await using var count = source.CreateCommand($"SELECT count(*) FROM {_schema}.large_values");
        Assert.Equal(1L, await count.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_missing_or_altered_large_value_is_named_with_its_entry()
    {
        using var store = await OpenAsync();
        await store.AppendAsync([Sighting(1), WithText(new('x', 5000))], default);

        await HandEditAsync(
            """
            ALTER TABLE record.large_values DISABLE TRIGGER USER, DROP CONSTRAINT name_is_the_contents_hash;
            UPDATE record.large_values SET content = 'nothing'
            """
        );
        Assert.Equal((RecordProblem.ValueAltered, 2), await ProblemAsync(store));

        await HandEditAsync("ALTER TABLE record.large_values DISABLE TRIGGER ALL; DELETE FROM record.large_values");
        Assert.Equal((RecordProblem.ValueMissing, 2), await ProblemAsync(store));
    }

    [Fact]
    public async Task A_schema_of_an_unknown_version_is_refused()
    {
        (await OpenAsync()).Dispose();
        await HandEditAsync("UPDATE record.form SET version = 99");

        await Assert.ThrowsAsync<InvalidDataException>(OpenAsync);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Record")]
    [InlineData("1st")]
    [InlineData("a; DROP TABLE x")]
    public async Task Only_a_plain_name_is_a_schema(string schema) =>
        await Assert.ThrowsAsync<ArgumentException>(() => PostgresLogStore.OpenAsync(cluster.Entries, schema, default));

    [Fact]
    public async Task A_commit_waits_for_the_disk_even_where_the_connection_says_otherwise()
    {
        var hasty = cluster.Entries + ";Options=-c synchronous_commit=off";
        using var store = await PostgresLogStore.OpenAsync(hasty, _schema, default);
        await HandEditAsync(
            """
            CREATE TABLE record.seen (setting text);
            CREATE FUNCTION record.see() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO record.seen SELECT current_setting('synchronous_commit'); RETURN NULL; END $$;
            CREATE TRIGGER see AFTER INSERT ON record.entries EXECUTE FUNCTION record.see()
            """
        );
        await store.AppendAsync(Sightings(1, 1), default);

        await using var source = NpgsqlDataSource.Create(cluster.Entries);
        await using var seen = source.CreateCommand($"SELECT setting FROM {_schema}.seen");
        Assert.Equal("on", await seen.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_session_that_ends_in_its_commit_leaves_nothing_and_the_log_goes_on()
    {
        using var store = await OpenAsync();
        using var checkpoints = await PostgresCheckpointStore.OpenAsync(cluster.Newest, _schema, default);
        using var log = await RecordLog.OpenAsync(store, checkpoints, Key("trucewatch.example/test"), default);
        await log.AppendAsync(Sightings(1, 2), default);
        await HandEditAsync(
            """
            CREATE FUNCTION record.die() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(9); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER die AFTER INSERT ON record.entries DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION record.die()
            """
        );

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => log.AppendAsync(Sightings(3, 2), default));
        await HandEditAsync("DROP TRIGGER die ON record.entries");

        Assert.Equal(new(3), await log.AppendAsync(Sightings(5, 1), default));
        Assert.Equal(Root([.. Sightings(1, 2), Sighting(5)]).ToArray(), log.Checkpoint.Root.ToArray());
    }

    /// <param name="sql">With "record." for the schema.</param>
    private Task HandEditAsync(string sql) =>
        PostgresCluster.ExecuteAsync(cluster.Entries, sql.Replace("record.", _schema + ".", StringComparison.Ordinal));

    private Task<PostgresLogStore> OpenAsync() => PostgresLogStore.OpenAsync(cluster.Entries, _schema, default);

    private static async Task<(RecordProblem, long)> ProblemAsync(PostgresLogStore store)
    {
        var problem = await Assert.ThrowsAsync<RecordException>(() =>
            ListAsync(store.ReadAsync(new(1), new(2), default))
        );
        return (problem.Problem, problem.Number.Value);
    }
}
