using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>The entries of one record in a SQLite file, with values above 4 KiB as files beside it.</summary>
/// <remarks>
/// Entries are never changed, and removed only by <see cref="DropAsync"/>: triggers refuse all else. One process writes; any number may read at the same time,
/// each from the state at which its reading began.
/// </remarks>
public sealed class SqliteLogStore : ILogStore, IDisposable
{
    private const long Form = 2;

    private const string NoneIsRemoved = """
        CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries
            BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;
        """;

    private const string Tables = $"""
        CREATE TABLE entries (
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            kind   TEXT    NOT NULL,
            bytes  BLOB    NOT NULL CHECK (length(bytes) BETWEEN 1 AND 8192),
            leaf   BLOB    NOT NULL CHECK (length(leaf) = 32)
        ) STRICT;
        CREATE INDEX entries_of_the_record ON entries (kind) WHERE kind IN ('key', 'erasure');
        CREATE INDEX entries_by_leaf ON entries (substr(leaf, 1, 8));
        CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
            BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
        {NoneIsRemoved}
        CREATE TABLE fields (
            number   INTEGER NOT NULL REFERENCES entries (number),
            position INTEGER NOT NULL CHECK (position >= 0),
            name     TEXT    NOT NULL,
            salt     BLOB    NOT NULL CHECK (length(salt) = 16),
            json     TEXT,
            label    TEXT    NOT NULL,
            file     TEXT,
            PRIMARY KEY (number, position),
            CHECK ((json IS NULL) <> (file IS NULL))
        ) STRICT, WITHOUT ROWID
        """;

    private readonly string _path;
    private readonly ValueFiles _values;
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _oneWriter = new(1, 1);
    private readonly Lock _finding = new();
    private readonly SqliteCommand _find;

    private SqliteLogStore(StoragePaths paths, SqliteConnection writer)
    {
        (_path, _values, _writer) = (paths.RecordDb, new(paths.ValuesFolder), writer);
        _find = SqliteFile.OpenToRead(_path).CreateCommand();
        _find.CommandText =
            "SELECT min(number) FROM entries WHERE substr(leaf, 1, 8) = substr($leaf, 1, 8) AND leaf = $leaf";
        _find.Parameters.Add(new SqliteParameter("$leaf", value: null));
        _find.Prepare();
    }

    /// <summary>Opens the record of this folder, or makes an empty one.</summary>
    /// <exception cref="InvalidDataException">The file is of another version, or this disk cannot keep what is asked of it.</exception>
    public static SqliteLogStore Open(StoragePaths paths) =>
        new(paths, SqliteFile.OpenToWrite(paths.RecordDb, Form, Tables));

    /// <inheritdoc />
    public async Task<EntryNumber> AppendAsync(
        EntryNumber after,
        ImmutableArray<OpenEntry> batch,
        CancellationToken cancellationToken
    )
    {
        if (batch.IsDefaultOrEmpty)
            throw new ArgumentException("A batch has at least one entry.", nameof(batch));
        if (batch.SelectMany(static e => e.Fields).Any(static f => HoldsNul(f.Name) || HoldsNul(f.Label)))
            throw new ArgumentException("A field's name or label holds U+0000, which is not kept.", nameof(batch));

        await _oneWriter.WaitAsync(cancellationToken);
        try
        {
            var files = WriteFiles(batch);
            using var transaction = _writer.BeginTransaction(deferred: false);
            var last = Last(_writer);
            if (last != after)
                throw new RecordException(
                    RecordProblem.AnotherWriter,
                    last,
                    $"The last entry is {last} and not {after}: somebody else writes."
                );

            var first = last.Value + 1;
            using (var insert = new SqliteEntryInsert(_writer))
            {
                for (var i = 0; i < batch.Length; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    insert.Add(first + i, batch[i], files);
                }
            }

            transaction.Commit();
            return new(first);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    /// <inheritdoc />
    public Task<EntryNumber> LastAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var reader = SqliteFile.OpenToRead(_path);
        return Task.FromResult(Last(reader));
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RawEntry> ReadRawAsync(
        EntryNumber from,
        EntryNumber to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var connection = SqliteFile.OpenToRead(_path);
        using var transaction = connection.BeginTransaction(deferred: true); // both readers see one state
        const string between = "number BETWEEN $from AND $to";
        using var entries = Query(
            connection,
            $"SELECT number, bytes FROM entries WHERE {between} ORDER BY number",
            ("$from", from.Value),
            ("$to", to.Value)
        );
        using var fields = new SqliteFieldReader(
            Query(
                connection,
                $"SELECT number, name, salt, json, label, file FROM fields WHERE {between} ORDER BY number, position",
                ("$from", from.Value),
                ("$to", to.Value)
            ),
            _values
        );
        while (await entries.ReadAsync(cancellationToken))
            yield return Raw(entries, fields);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredEntry> ReadKindAsync(
        string kind,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var connection = SqliteFile.OpenToRead(_path);
        using var transaction = connection.BeginTransaction(deferred: true);
        var ofKind = OfKind(kind);
        using var entries = Query(
            connection,
            $"SELECT number, bytes FROM entries WHERE {ofKind} ORDER BY number",
            ("$kind", kind)
        );
        using var fields = new SqliteFieldReader(
            Query(
                connection,
                $"""
                SELECT number, name, salt, json, label, file FROM fields
                WHERE number IN (SELECT number FROM entries WHERE {ofKind}) ORDER BY number, position
                """,
                ("$kind", kind)
            ),
            _values
        );
        while (await entries.ReadAsync(cancellationToken))
            yield return Raw(entries, fields).Read();
    }

    // The record's own kinds have an index, which SQLite takes only if the kind stands in the question itself.
    private static string OfKind(string kind) =>
        kind switch
        {
            AuthorKeys.Kind => "kind = 'key' AND $kind IS NOT NULL",
            Erasure.Kind => "kind = 'erasure' AND $kind IS NOT NULL",
            _ => "kind = $kind",
        };

    /// <inheritdoc />
    public Task<EntryNumber?> FindAsync(ImmutableArray<byte> leaf, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_finding)
        {
            _find.Parameters[0].Value = leaf.ToArray();
            return Task.FromResult<EntryNumber?>(_find.ExecuteScalar() is long number ? new(number) : null);
        }
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
        using var connection = SqliteFile.OpenToRead(_path);
        using var rows = Query(
            connection,
            $"SELECT {column} FROM entries WHERE number BETWEEN $from AND $to ORDER BY number",
            ("$from", from.Value),
            ("$to", to.Value)
        );
        while (await rows.ReadAsync(cancellationToken))
            yield return ImmutableCollectionsMarshal.AsImmutableArray(rows.GetFieldValue<byte[]>(0));
    }

    /// <inheritdoc />
    public async Task EraseAsync(EntryNumber number, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        await _oneWriter.WaitAsync(cancellationToken);
        try
        {
            var files = new List<string>();
            using (var transaction = _writer.BeginTransaction(deferred: false))
            {
                using var remove = _writer.CreateCommand();
                remove.CommandText = """
                    DELETE FROM fields WHERE number = $number AND ($all OR name IN (SELECT value FROM json_each($names)))
                    RETURNING file
                    """;
                remove.Parameters.AddWithValue("$number", number.Value);
                remove.Parameters.AddWithValue("$all", names.IsEmpty);
                remove.Parameters.AddWithValue("$names", JsonSerializer.Serialize(names));
                using (var gone = remove.ExecuteReader())
                    while (gone.Read())
                        if (!gone.IsDBNull(0))
                            files.Add(gone.GetString(0));
                transaction.Commit();
            }

            // The old pages were overwritten with nought (secure_delete); the log of changes still held them.
            SqliteFile.Scalar(_writer, "PRAGMA wal_checkpoint(TRUNCATE)");
            _values.Remove([.. files.Where(IsUnused)]);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    /// <inheritdoc />
    /// <remarks>Files of large values stay in the folder: they hurt nobody, and another entry may share them.</remarks>
    public async Task DropAsync(EntryNumber after, EntryNumber last, CancellationToken cancellationToken)
    {
        await _oneWriter.WaitAsync(cancellationToken);
        try
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            if (Last(_writer) is var found && found != last)
                throw new RecordException(
                    RecordProblem.AnotherWriter,
                    found,
                    $"The last entry is {found} and not {last}: somebody else writes."
                );
            using var drop = _writer.CreateCommand();
            drop.CommandText = $"""
                DROP TRIGGER entries_are_not_removed;
                DELETE FROM fields WHERE number > $after;
                DELETE FROM entries WHERE number > $after;
                {NoneIsRemoved}
                """;
            drop.Parameters.AddWithValue("$after", after.Value);
            drop.ExecuteNonQuery();
            transaction.Commit();
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    private bool IsUnused(string file)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM fields WHERE file = $file)";
        command.Parameters.AddWithValue("$file", file);
        return command.ExecuteScalar() is 0L;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _find.Connection?.Dispose();
        _find.Dispose();
        _writer.Dispose();
        _oneWriter.Dispose();
    }

    private Dictionary<string, string> WriteFiles(ImmutableArray<OpenEntry> batch)
    {
        var large = batch.SelectMany(static e => e.Fields).Select(static f => f.Json).Where(IsLarge).ToHashSet();
        return large.Zip(_values.Write(large)).ToDictionary(static p => p.First, static p => p.Second);
    }

    // SQLite would keep it; PostgreSQL cannot, and a record is one whichever database it lies in.
    private static bool HoldsNul(string text) => text.Contains('\0', StringComparison.Ordinal);

    private static bool IsLarge(string json) =>
        json.Length > ValueFiles.MaxInline / 3 && System.Text.Encoding.UTF8.GetByteCount(json) > ValueFiles.MaxInline;

    private static EntryNumber Last(SqliteConnection connection) =>
        new((long?)SqliteFile.Scalar(connection, "SELECT max(number) FROM entries") ?? 0);

    private static RawEntry Raw(SqliteDataReader entries, SqliteFieldReader fields)
    {
        var number = new EntryNumber(entries.GetInt64(0));
        var bytes = ImmutableCollectionsMarshal.AsImmutableArray(entries.GetFieldValue<byte[]>(1));
        return new(number, bytes, fields.Of(number));
    }

    private static SqliteDataReader Query(
        SqliteConnection connection,
        string sql,
        params ReadOnlySpan<(string Name, object Value)> parameters
    )
    {
        var command = connection.CreateCommand(); // lives as long as its reader; the connection disposes of it
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteReader();
    }
}
