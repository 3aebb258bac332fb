using System.Data;
using Npgsql;

namespace Trucewatch.Storage;

/// <summary>How every schema of ours is opened: durable settings demanded, tables made if it is new, one lock for those who write.</summary>
internal static class PostgresSchema
{
    /// <summary>Opens a schema and makes it and its tables if it is new.</summary>
    /// <param name="connectionString">The database, in Npgsql's words.</param>
    /// <param name="schema">A lower-case letter, then lower-case letters, digits and underscores, 63 characters at most.</param>
    /// <param name="form">The version of its tables (the table <c>form</c>).</param>
    /// <param name="tables">The statements that make them.</param>
    /// <param name="cancellationToken">Ends the opening; a schema is made whole or not at all.</param>
    /// <exception cref="ArgumentException">The schema has no such name.</exception>
    /// <exception cref="InvalidDataException">The schema is of another version, or this server cannot keep what is asked of it.</exception>
    public static async Task<NpgsqlDataSource> OpenAsync(
        string connectionString,
        string schema,
        long form,
        string tables,
        CancellationToken cancellationToken
    )
    {
        if (!IsName(schema))
            throw new ArgumentException($"\"{schema}\" is no name of a schema.", nameof(schema));

        var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = schema, Enlist = false }
        );
        var ready = false;
        try
        {
            await PrepareAsync(source, schema, form, tables, cancellationToken);
            ready = true;
            return source;
        }
        finally
        {
            if (!ready)
                await source.DisposeAsync();
        }
    }

    /// <summary>
    /// Begins a transaction that is the only one to write to its schema until it ends, and whose commit waits for the
    /// disk, whatever role, database or pool say otherwise.
    /// </summary>
    /// <remarks>
    /// An advisory lock: readers are not held up, and a vacuum neither. It is one per schema name and database, so that
    /// whoever opens the record is held by it, from whatever machine. READ COMMITTED, so that what is asked after the
    /// lock sees what was committed before it was given.
    /// </remarks>
    /// <exception cref="InvalidDataException">The server does not take the setting.</exception>
    public static async Task<NpgsqlTransaction> BeginAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var ready = false;
        try
        {
            await ExecuteAsync(connection, "SET LOCAL synchronous_commit = on", cancellationToken);
            var found = await ScalarAsync(
                connection,
                """
                SELECT current_setting('synchronous_commit')
                FROM pg_advisory_xact_lock(hashtextextended('trucewatch/' || current_schema, 0))
                """,
                cancellationToken
            );
            Demand("synchronous_commit", found, "on");
            ready = true;
            return transaction;
        }
        finally
        {
            if (!ready)
                await transaction.DisposeAsync();
        }
    }

    /// <summary>The first column of the first row; null: none, or NULL.</summary>
    public static async Task<object?> ScalarAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull ? value : null;
    }

    private static async Task PrepareAsync(
        NpgsqlDataSource source,
        string schema,
        long form,
        string tables,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        foreach (var (setting, wanted) in Settings)
            Demand(setting, await ScalarAsync(connection, "SHOW " + setting, cancellationToken), wanted);

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ScalarAsync(connection, $"SELECT to_regclass('{schema}.form')::text", cancellationToken) is null)
            await MakeAsync(connection, schema, form, tables, cancellationToken);
        var found = await ScalarAsync(connection, "SELECT version FROM form", cancellationToken);
        if (!form.Equals(found))
            throw new InvalidDataException($"The schema {schema} has the form {found}, this program knows {form}.");
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task MakeAsync(
        NpgsqlConnection connection,
        string schema,
        long form,
        string tables,
        CancellationToken cancellationToken
    )
    {
        await ExecuteAsync(
            connection,
            $"SELECT pg_advisory_xact_lock(hashtextextended('trucewatch/new/{schema}', 0))",
            cancellationToken
        );
        if (await ScalarAsync(connection, $"SELECT to_regnamespace('{schema}')::text", cancellationToken) is null)
            await ExecuteAsync(connection, $"CREATE SCHEMA {schema}", cancellationToken);
        if (await ScalarAsync(connection, $"SELECT to_regclass('{schema}.form')::text", cancellationToken) is not null)
            return; // somebody else made it while we waited

        await ExecuteAsync(connection, tables, cancellationToken);
        await ExecuteAsync(
            connection,
            $"CREATE TABLE form (version bigint NOT NULL); INSERT INTO form VALUES ({form})",
            cancellationToken
        );
    }

    private static readonly (string Setting, string Wanted)[] Settings =
    [
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("server_encoding", "UTF8"),
    ];

    private static void Demand(string setting, object? found, string wanted)
    {
        if (!wanted.Equals(found))
            throw new InvalidDataException($"The server's {setting} is {found}, not {wanted}.");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Is it a lower-case letter, then lower-case letters, digits and underscores, 63 characters at most?</summary>
    public static bool IsName(string schema) =>
        schema is [>= 'a' and <= 'z', ..]
        && schema.Length <= 63
        && schema.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
