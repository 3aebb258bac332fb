using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Npgsql;
using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>The entries of one record in a PostgreSQL schema, with all their values.</summary>
/// <remarks>
/// <para>
/// Entries are never changed, and removed only by <see cref="DropAsync"/>: triggers refuse all else, for superusers too
/// until they drop them. A field is never
/// changed; it is removed only when a person's data are erased. The database itself holds that numbers have no gaps and
/// that a leaf hash is its entry's. Any number of programs may open one record: of two that add to it after the same
/// entry one is told that another entry is the last one.
/// </para>
/// <para>
/// Values above 4 KiB lie in a table of their own, by their SHA-256, and not in files as beside SQLite: so they are
/// in the same transaction, in the same backup and on the same replicas as their entries.
/// </para>
/// </remarks>
public sealed class PostgresLogStore : ILogStore, IDisposable
{
    /// <summary>The greatest length of a value that lies with its field, in bytes of UTF-8.</summary>
    public const int MaxInline = 4096;

    private const long Form = 1;

    private const string Tables = """
        CREATE TABLE entries (
            number bigint PRIMARY KEY CHECK (number >= 1),
            kind   text   NOT NULL,
            bytes  bytea  NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 8192),
            leaf   bytea  NOT NULL CONSTRAINT leaf_is_the_entrys_hash CHECK (leaf = sha256('\x00'::bytea || bytes))
        );
        CREATE INDEX entries_by_kind ON entries (kind, number);
        CREATE INDEX entries_by_leaf ON entries USING hash (leaf);
        CREATE TABLE large_values (
            hash    bytea PRIMARY KEY,
            content bytea NOT NULL,
            CONSTRAINT name_is_the_contents_hash CHECK (hash = sha256(content))
        );
        CREATE TABLE fields (
            number   bigint NOT NULL REFERENCES entries (number),
            position int    NOT NULL CHECK (position >= 0),
            name     text   NOT NULL,
            salt     bytea  NOT NULL CHECK (octet_length(salt) = 16),
            label    text   NOT NULL,
            json     text,
            large    bytea  REFERENCES large_values (hash),
            PRIMARY KEY (number, position),
            CHECK ((json IS NULL) <> (large IS NULL))
        );
        CREATE INDEX fields_by_large ON fields (large) WHERE large IS NOT NULL;
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% of % is refused: the record is only added to', TG_OP, TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
        END $$;
        CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
            FOR EACH STATEMENT EXECUTE FUNCTION refuse();
        CREATE TRIGGER fields_stay BEFORE UPDATE OR TRUNCATE ON fields
            FOR EACH STATEMENT EXECUTE FUNCTION refuse();
        CREATE TRIGGER large_values_stay BEFORE UPDATE OR TRUNCATE ON large_values
            FOR EACH STATEMENT EXECUTE FUNCTION refuse();
        CREATE FUNCTION refuse_a_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
        DECLARE
            low bigint;
            high bigint;
            added bigint;
        BEGIN
            SELECT min(number), max(number), count(*) INTO low, high, added FROM new_entries;
            IF high - low + 1 <> added OR (low > 1 AND NOT EXISTS (SELECT FROM entries WHERE number = low - 1)) THEN
                RAISE EXCEPTION 'entry % would leave a gap ahead of it', low
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER entries_have_no_gaps AFTER INSERT ON entries REFERENCING NEW TABLE AS new_entries
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_a_gap();
        ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_stay;
        ALTER TABLE fields ENABLE ALWAYS TRIGGER fields_stay;
        ALTER TABLE large_values ENABLE ALWAYS TRIGGER large_values_stay
        """;

    private readonly NpgsqlDataSource _source;

    private PostgresLogStore(NpgsqlDataSource source) => _source = source;

    /// <summary>Opens the record of this schema, or makes an empty one.</summary>
    /// <param name="connectionString">The database, in Npgsql's words.</param>
    /// <param name="schema">Lower-case letters, digits and underscores, 63 characters at most; one record each.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="ArgumentException">The schema has no such name.</exception>
    /// <exception cref="InvalidDataException">The schema is of another version, or this server cannot keep what is asked of it.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public static async Task<PostgresLogStore> OpenAsync(
        string connectionString,
        string schema,
        CancellationToken cancellationToken
    ) => new(await PostgresSchema.OpenAsync(connectionString, schema, Form, Tables, cancellationToken));

    /// <inheritdoc />
    public async Task<EntryNumber> AppendAsync(
        EntryNumber after,
        ImmutableArray<OpenEntry> batch,
        CancellationToken cancellationToken
    )
    {
        if (batch.IsDefaultOrEmpty)
            throw new ArgumentException("A batch has at least one entry.", nameof(batch));

        var rows = new PostgresBatch(batch);
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await PostgresSchema.BeginAsync(connection, cancellationToken);
        var last = await LastAsync(connection, cancellationToken);
        if (last != after)
            throw new RecordException(
                RecordProblem.AnotherWriter,
                last,
                $"The last entry is {last} and not {after}: somebody else writes."
            );

        await rows.SendAsync(connection, last.Value + 1, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None); // given up half-way, nobody would know what was stored
        return new(last.Value + 1);
    }

    /// <inheritdoc />
    public async Task<EntryNumber> LastAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return await LastAsync(connection, cancellationToken);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RawEntry> ReadRawAsync(
        EntryNumber from,
        EntryNumber to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var reading = await PostgresReading.BeginAsync(_source, cancellationToken);
        await foreach (var entry in reading.ReadAsync(from, to, kind: null, cancellationToken))
            yield return entry;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredEntry> ReadKindAsync(
        string kind,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var reading = await PostgresReading.BeginAsync(_source, cancellationToken);
        await foreach (var entry in reading.ReadAsync(new(1), new(long.MaxValue), kind, cancellationToken))
            yield return entry.Read();
    }

    /// <inheritdoc />
    public IAsyncEnumerable<ImmutableArray<byte>> ReadLeavesAsync(
        EntryNumber from,
        EntryNumber to,
        CancellationToken cancellationToken
    ) => ReadColumnAsync("leaf", from, to, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<ImmutableArray<byte>> ReadBytesAsync(
        EntryNumber from,
        EntryNumber to,
        CancellationToken cancellationToken
    ) => ReadColumnAsync("bytes", from, to, cancellationToken);

    private async IAsyncEnumerable<ImmutableArray<byte>> ReadColumnAsync(
        string column,
        EntryNumber from,
        EntryNumber to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var command = _source.CreateCommand(
            $"SELECT {column} FROM entries WHERE number BETWEEN $1 AND $2 ORDER BY number"
        );
        command.Parameters.Add(new() { Value = from.Value });
        command.Parameters.Add(new() { Value = to.Value });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            yield return ImmutableCollectionsMarshal.AsImmutableArray(rows.GetFieldValue<byte[]>(0));
    }

    /// <inheritdoc />
    public async Task<EntryNumber?> FindAsync(ImmutableArray<byte> leaf, CancellationToken cancellationToken)
    {
        // The lowest number is picked here: asked for it, the planner may walk the whole record in order of numbers.
        await using var command = _source.CreateCommand("SELECT number FROM entries WHERE leaf = $1");
        command.Parameters.Add(new() { Value = leaf.ToArray() });
        await using var found = await command.ExecuteReaderAsync(cancellationToken);
        EntryNumber? first = null;
        while (await found.ReadAsync(cancellationToken))
        {
            var number = new EntryNumber(found.GetInt64(0));
            first = first is { } lower && lower < number ? lower : number;
        }

        return first;
    }

    /// <inheritdoc />
    /// <remarks>The space is vacuumed, so that it is written over; what the server's own log still holds goes with that.</remarks>
    public async Task EraseAsync(EntryNumber number, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        const string sql = """
            WITH gone AS (DELETE FROM fields WHERE number = $1 AND ($2 OR name = ANY ($3)) RETURNING number, position, large)
            DELETE FROM large_values v WHERE v.hash IN (SELECT large FROM gone) AND NOT EXISTS (
                SELECT FROM fields f WHERE f.large = v.hash
                AND NOT EXISTS (SELECT FROM gone g WHERE (g.number, g.position) = (f.number, f.position))
            )
            """;
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using (var transaction = await PostgresSchema.BeginAsync(connection, cancellationToken))
        {
            await using var erase = new NpgsqlCommand(sql, connection);
            erase.Parameters.Add(new() { Value = number.Value });
            erase.Parameters.Add(new() { Value = names.IsEmpty });
            erase.Parameters.Add(new() { Value = names.ToArray() });
            await erase.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
        }

        await using var vacuum = new NpgsqlCommand("VACUUM fields, large_values", connection);
        await vacuum.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <inheritdoc />
    public async Task DropAsync(EntryNumber after, EntryNumber last, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await PostgresSchema.BeginAsync(connection, cancellationToken);
        if (await LastAsync(connection, cancellationToken) is var found && found != last)
            throw new RecordException(
                RecordProblem.AnotherWriter,
                found,
                $"The last entry is {found} and not {last}: somebody else writes."
            );
        await using var drop = new NpgsqlCommand(
            $"""
            ALTER TABLE entries DISABLE TRIGGER entries_stay;
            DELETE FROM fields WHERE number > {after};
            DELETE FROM entries WHERE number > {after};
            ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_stay
            """,
            connection
        );
        await drop.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <inheritdoc />
    public void Dispose() => _source.Dispose();

    private static async Task<EntryNumber> LastAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string sql = "SELECT max(number) FROM entries";
        return new((long?)await PostgresSchema.ScalarAsync(connection, sql, cancellationToken) ?? 0);
    }
}
