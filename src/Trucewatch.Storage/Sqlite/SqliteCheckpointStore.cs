using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>The newest checkpoint in a SQLite file of its own.</summary>
/// <remarks>Two programs may open one file: the swap is one transaction that starts by locking out other writers.</remarks>
public sealed class SqliteCheckpointStore : ICheckpointStore, IDisposable
{
    private const long Form = 1;

    private const string Tables = """
        CREATE TABLE checkpoint (
            id     INTEGER PRIMARY KEY CHECK (id = 1),
            origin TEXT    NOT NULL CHECK (origin <> ''),
            size   INTEGER NOT NULL CHECK (size >= 0),
            root   BLOB    NOT NULL CHECK (length(root) = 32)
        ) STRICT
        """;

    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    private SqliteCheckpointStore(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the checkpoint's file, or makes it.</summary>
    /// <exception cref="InvalidDataException">The file is of another version, or this disk cannot keep what is asked of it.</exception>
    public static SqliteCheckpointStore Open(string path) => new(SqliteFile.OpenToWrite(path, Form, Tables));

    /// <inheritdoc />
    public async Task<Checkpoint?> ReadAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return Standing();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc />
    public async Task<Swapped> SwapAsync(Checkpoint? expected, Checkpoint next, CancellationToken cancellationToken)
    {
        if (expected is not null && !Follows(expected, next))
            throw new ArgumentException(
                $"A checkpoint of size {next.Size} cannot follow one of {expected.Size}.",
                nameof(next)
            );

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            var standing = Standing();
            if (standing != expected)
                return new Swapped.Stale(standing);

            Put(next);
            transaction.Commit();
            return new Swapped.Done();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _connection.Dispose();
        _oneAtATime.Dispose();
    }

    private static bool Follows(Checkpoint expected, Checkpoint next) =>
        next.Origin == expected.Origin && (next.Size > expected.Size || next == expected);

    private Checkpoint? Standing()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT origin, size, root FROM checkpoint";
        using var row = command.ExecuteReader();
        return row.Read()
            ? new(
                row.GetString(0),
                row.GetInt64(1),
                ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(2))
            )
            : null;
    }

    private void Put(Checkpoint next)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = """
            INSERT INTO checkpoint (id, origin, size, root) VALUES (1, $origin, $size, $root)
            ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, size = excluded.size, root = excluded.root
            """;
        command.Parameters.AddWithValue("$origin", next.Origin);
        command.Parameters.AddWithValue("$size", next.Size);
        command.Parameters.AddWithValue("$root", next.Root.ToArray());
        command.ExecuteNonQuery();
    }
}
