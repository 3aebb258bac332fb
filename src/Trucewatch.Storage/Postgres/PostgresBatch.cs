using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>A batch in the form in which it goes to the database: large values, then entries, then fields, the last two by binary COPY.</summary>
internal sealed class PostgresBatch
{
    private readonly Dictionary<string, (byte[] Hash, byte[] Content)> _large = []; // by their text
    private readonly ImmutableArray<(OpenEntry Open, byte[] Bytes, byte[] Leaf)> _entries;

    /// <summary>Makes the forms of all entries, before any of them is sent.</summary>
    /// <exception cref="ArgumentException">An entry has no canonical form, or a field's name or label holds U+0000.</exception>
    public PostgresBatch(ImmutableArray<OpenEntry> batch)
    {
        _entries = [.. batch.Select(Form)];
        foreach (var field in batch.SelectMany(static e => e.Fields))
        {
            if (
                field.Name.Contains('\0', StringComparison.Ordinal)
                || field.Label.Contains('\0', StringComparison.Ordinal)
            )
                throw new ArgumentException("A field's name or label holds U+0000, which is not kept.", nameof(batch));
            if (IsLarge(field.Json) && !_large.ContainsKey(field.Json))
            {
                var content = Encoding.UTF8.GetBytes(field.Json);
                _large.Add(field.Json, (SHA256.HashData(content), content));
            }
        }
    }

    /// <summary>Sends all of it; the caller holds the transaction.</summary>
    /// <param name="connection">The connection in whose transaction it is sent.</param>
    /// <param name="first">The number of the first entry.</param>
    /// <param name="cancellationToken">Ends the sending; the transaction can then only be given up.</param>
    public async Task SendAsync(NpgsqlConnection connection, long first, CancellationToken cancellationToken)
    {
        if (_large.Count > 0)
            await SendLargeAsync(connection, cancellationToken);
        await SendEntriesAsync(connection, first, cancellationToken);
        await SendFieldsAsync(connection, first, cancellationToken);
    }

    private static (OpenEntry, byte[], byte[]) Form(OpenEntry open)
    {
        var bytes = EntryForm.Bytes(open.Entry);
        return (open, Array(bytes), Array(MerkleTree.LeafHash(bytes.AsSpan())));
    }

    private async Task SendLargeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO large_values (hash, content)
            SELECT * FROM unnest($1::bytea[], $2::bytea[]) ON CONFLICT (hash) DO NOTHING
            """,
            connection
        );
        command.Parameters.Add(new() { Value = _large.Values.Select(static v => v.Hash).ToArray() });
        command.Parameters.Add(new() { Value = _large.Values.Select(static v => v.Content).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task SendEntriesAsync(NpgsqlConnection connection, long first, CancellationToken cancellationToken)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY entries (number, kind, bytes, leaf) FROM STDIN (FORMAT BINARY)",
            cancellationToken
        );
        for (var i = 0; i < _entries.Length; i++)
        {
            await rows.StartRowAsync(cancellationToken);
            await rows.WriteAsync(first + i, NpgsqlDbType.Bigint, cancellationToken);
            await rows.WriteAsync(_entries[i].Open.Entry.Kind, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(_entries[i].Bytes, NpgsqlDbType.Bytea, cancellationToken);
            await rows.WriteAsync(_entries[i].Leaf, NpgsqlDbType.Bytea, cancellationToken);
        }

        await rows.CompleteAsync(cancellationToken);
    }

    private async Task SendFieldsAsync(NpgsqlConnection connection, long first, CancellationToken cancellationToken)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY fields (number, position, name, salt, label, json, large) FROM STDIN (FORMAT BINARY)",
            cancellationToken
        );
        for (var i = 0; i < _entries.Length; i++)
        {
            for (var position = 0; position < _entries[i].Open.Fields.Length; position++)
                await SendFieldAsync(rows, first + i, position, _entries[i].Open.Fields[position], cancellationToken);
        }

        await rows.CompleteAsync(cancellationToken);
    }

    private async Task SendFieldAsync(
        NpgsqlBinaryImporter rows,
        long number,
        int position,
        Field field,
        CancellationToken cancellationToken
    )
    {
        await rows.StartRowAsync(cancellationToken);
        await rows.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken);
        await rows.WriteAsync(position, NpgsqlDbType.Integer, cancellationToken);
        await rows.WriteAsync(field.Name, NpgsqlDbType.Text, cancellationToken);
        await rows.WriteAsync(Array(field.Salt), NpgsqlDbType.Bytea, cancellationToken);
        await rows.WriteAsync(field.Label, NpgsqlDbType.Text, cancellationToken);
        if (_large.TryGetValue(field.Json, out var large))
        {
            await rows.WriteNullAsync(cancellationToken);
            await rows.WriteAsync(large.Hash, NpgsqlDbType.Bytea, cancellationToken);
        }
        else
        {
            await rows.WriteAsync(field.Json, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteNullAsync(cancellationToken);
        }
    }

    private static bool IsLarge(string json) =>
        json.Length > PostgresLogStore.MaxInline / 3 && Encoding.UTF8.GetByteCount(json) > PostgresLogStore.MaxInline;

    private static byte[] Array(ImmutableArray<byte> bytes) => ImmutableCollectionsMarshal.AsArray(bytes)!;
}
