using Microsoft.Data.Sqlite;
using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>Two prepared statements, one for entries and one for fields, used for a whole batch.</summary>
internal sealed class SqliteEntryInsert : IDisposable
{
    private readonly SqliteCommand _entry;
    private readonly SqliteCommand _field;

    public SqliteEntryInsert(SqliteConnection connection)
    {
        _entry = Prepare(connection, "INSERT INTO entries (number, kind, bytes, leaf) VALUES ($0, $1, $2, $3)", 4);
        _field = Prepare(
            connection,
            "INSERT INTO fields (number, position, name, salt, json, label, file) VALUES ($0, $1, $2, $3, $4, $5, $6)",
            7
        );
    }

    /// <param name="number">The entry's place.</param>
    /// <param name="open">The entry and its values.</param>
    /// <param name="files">The file name of each value that is too large for the table.</param>
    public void Add(long number, OpenEntry open, Dictionary<string, string> files)
    {
        var bytes = EntryForm.Bytes(open.Entry);
        Run(_entry, number, open.Entry.Kind, bytes.ToArray(), MerkleTree.LeafHash(bytes.AsSpan()).ToArray());
        for (var i = 0; i < open.Fields.Length; i++)
        {
            var field = open.Fields[i];
            var file = files.GetValueOrDefault(field.Json);
            var json = file is null ? field.Json : null;
            Run(_field, number, i, field.Name, field.Salt.ToArray(), json, field.Label, file);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _entry.Dispose();
        _field.Dispose();
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter($"${i}", value: null));
        return command;
    }
}
