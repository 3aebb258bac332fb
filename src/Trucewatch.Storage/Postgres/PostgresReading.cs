using System.Collections.Immutable;
using System.Data;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>One reading of entries with their values, from the state of the record at which it began.</summary>
/// <remarks>
/// A REPEATABLE READ transaction, read a page at a time: what is held in memory does not grow with the record, and
/// nothing waits on the server while the caller thinks. A large value is fetched when its entry's turn comes.
/// </remarks>
internal sealed class PostgresReading : IAsyncDisposable
{
    private const int PageLength = 256;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresReading(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_connection, _transaction) = (connection, transaction);

    private sealed record EntryRow(EntryNumber Number, byte[] Bytes);

    /// <param name="Json">The value; null: it is a large one.</param>
    /// <param name="Large">The SHA-256 of a large value.</param>
    private sealed record FieldRow(string Name, byte[] Salt, string Label, string? Json, byte[]? Large);

    public static async Task<PostgresReading> BeginAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        NpgsqlTransaction? transaction = null;
        try
        {
            transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return new(connection, transaction);
        }
        finally
        {
            if (transaction is null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>The entries of these numbers, both included, in order.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The last.</param>
    /// <param name="kind">Only those of this kind; null: of every kind.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<RawEntry> ReadAsync(
        EntryNumber from,
        EntryNumber to,
        string? kind,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        List<EntryRow> page;
        do
        {
            page = await EntriesAsync(from, to, kind, cancellationToken);
            var fields = await FieldsAsync(page, cancellationToken);
            foreach (var row in page)
            {
                var values = ImmutableArray.CreateBuilder<Field>();
                foreach (var field in fields[row.Number.Value])
                {
                    var json = field.Json ?? await LargeAsync(row.Number, field.Large!, cancellationToken);
                    values.Add(new(field.Name, Immutable(field.Salt), json, field.Label));
                }

                yield return new(row.Number, Immutable(row.Bytes), values.ToImmutable());
                from = new(row.Number.Value + 1);
            }
        } while (page.Count == PageLength);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<List<EntryRow>> EntriesAsync(
        EntryNumber from,
        EntryNumber to,
        string? kind,
        CancellationToken cancellationToken
    )
    {
        var ofKind = kind is null ? "" : "AND kind = $3";
        await using var command = new NpgsqlCommand(
            $"""
            SELECT number, bytes FROM entries WHERE number BETWEEN $1 AND $2 {ofKind}
            ORDER BY number LIMIT {PageLength}
            """,
            _connection
        );
        command.Parameters.Add(new() { Value = from.Value });
        command.Parameters.Add(new() { Value = to.Value });
        if (kind is not null)
            command.Parameters.Add(new() { Value = kind });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<EntryRow>();
        while (await rows.ReadAsync(cancellationToken))
            page.Add(new(new(rows.GetInt64(0)), rows.GetFieldValue<byte[]>(1)));
        return page;
    }

    private async Task<ILookup<long, FieldRow>> FieldsAsync(List<EntryRow> page, CancellationToken cancellationToken)
    {
        var found = new List<(long Number, FieldRow Row)>();
        if (page.Count > 0)
        {
            await using var command = new NpgsqlCommand(
                """
                SELECT number, name, salt, label, json, large FROM fields WHERE number = ANY ($1)
                ORDER BY number, position
                """,
                _connection
            );
            command.Parameters.Add(new() { Value = page.Select(static e => e.Number.Value).ToArray() });
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                found.Add((rows.GetInt64(0), FieldOf(rows)));
        }

        return found.ToLookup(static f => f.Number, static f => f.Row);
    }

    private static FieldRow FieldOf(NpgsqlDataReader row) =>
        new(
            row.GetString(1),
            row.GetFieldValue<byte[]>(2),
            row.GetString(3),
            row.IsDBNull(4) ? null : row.GetString(4),
            row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5)
        );

    private async Task<string> LargeAsync(EntryNumber number, byte[] hash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT content FROM large_values WHERE hash = $1", _connection);
        command.Parameters.Add(new() { Value = hash });
        if (await command.ExecuteScalarAsync(cancellationToken) is not byte[] content)
            throw new RecordException(
                RecordProblem.ValueMissing,
                number,
                $"The large value {Convert.ToHexStringLower(hash)} of entry {number} is missing."
            );
        return SHA256.HashData(content).AsSpan().SequenceEqual(hash)
            ? Encoding.UTF8.GetString(content)
            : throw new RecordException(
                RecordProblem.ValueAltered,
                number,
                $"The large value {Convert.ToHexStringLower(hash)} of entry {number} was altered."
            );
    }

    private static ImmutableArray<byte> Immutable(byte[] bytes) => ImmutableCollectionsMarshal.AsImmutableArray(bytes);
}
