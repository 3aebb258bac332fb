using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Npgsql;
using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>The newest checkpoint in a PostgreSQL schema of its own.</summary>
/// <remarks>
/// It belongs into another database than the entries, best on another machine with backups of its own: brought back
/// together with them, it could not show that they are old. Besides this class the table itself refuses to go back.
/// </remarks>
public sealed class PostgresCheckpointStore : ICheckpointStore, IDisposable
{
    private const long Form = 1;

    private const string Tables = """
        CREATE TABLE checkpoint (
            id     int    PRIMARY KEY CHECK (id = 1),
            origin text   NOT NULL CHECK (origin <> ''),
            size   bigint NOT NULL CHECK (size >= 0),
            root   bytea  NOT NULL CHECK (octet_length(root) = 32)
        );
        CREATE FUNCTION go_on_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'UPDATE' THEN
                RAISE EXCEPTION 'the checkpoint is never removed' USING ERRCODE = 'integrity_constraint_violation';
            ELSIF NEW.origin <> OLD.origin OR NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root) THEN
                RAISE EXCEPTION 'the checkpoint never goes back: % cannot follow %', NEW.size, OLD.size
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER checkpoint_goes_on BEFORE UPDATE OR DELETE ON checkpoint
            FOR EACH ROW EXECUTE FUNCTION go_on_only();
        CREATE TRIGGER checkpoint_stays BEFORE TRUNCATE ON checkpoint
            FOR EACH STATEMENT EXECUTE FUNCTION go_on_only();
        ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_goes_on, ENABLE ALWAYS TRIGGER checkpoint_stays
        """;

    private readonly NpgsqlDataSource _source;

    private PostgresCheckpointStore(NpgsqlDataSource source) => _source = source;

    /// <summary>Opens the checkpoint's schema, or makes it.</summary>
    /// <param name="connectionString">The database, in Npgsql's words; another one than the entries'.</param>
    /// <param name="schema">Lower-case letters, digits and underscores, 63 characters at most.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="ArgumentException">The schema has no such name.</exception>
    /// <exception cref="InvalidDataException">The schema is of another version, or this server cannot keep what is asked of it.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public static async Task<PostgresCheckpointStore> OpenAsync(
        string connectionString,
        string schema,
        CancellationToken cancellationToken
    ) => new(await PostgresSchema.OpenAsync(connectionString, schema, Form, Tables, cancellationToken));

    /// <inheritdoc />
    public async Task<Checkpoint?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return await StandingAsync(connection, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Swapped> SwapAsync(Checkpoint? expected, Checkpoint next, CancellationToken cancellationToken)
    {
        if (expected is not null && !Follows(expected, next))
            throw new ArgumentException(
                $"A checkpoint of size {next.Size} cannot follow one of {expected.Size}.",
                nameof(next)
            );

        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await PostgresSchema.BeginAsync(connection, cancellationToken);
        var standing = await StandingAsync(connection, cancellationToken);
        if (standing != expected)
            return new Swapped.Stale(standing);

        await PutAsync(connection, next, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None); // given up half-way, nobody would know what stands
        return new Swapped.Done();
    }

    /// <inheritdoc />
    public void Dispose() => _source.Dispose();

    private static bool Follows(Checkpoint expected, Checkpoint next) =>
        next.Origin == expected.Origin && (next.Size > expected.Size || next == expected);

    private static async Task<Checkpoint?> StandingAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand("SELECT origin, size, root FROM checkpoint", connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new(
                row.GetString(0),
                row.GetInt64(1),
                ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(2))
            )
            : null;
    }

    private static async Task PutAsync(
        NpgsqlConnection connection,
        Checkpoint next,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO checkpoint (id, origin, size, root) VALUES (1, $1, $2, $3)
            ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, size = excluded.size, root = excluded.root
            """,
            connection
        );
        command.Parameters.Add(new() { Value = next.Origin });
        command.Parameters.Add(new() { Value = next.Size });
        command.Parameters.Add(new() { Value = next.Root.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
