using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>Reads the fields in step with their entries: both come in the order of the numbers.</summary>
internal sealed class SqliteFieldReader(SqliteDataReader rows, ValueFiles values) : IDisposable
{
    private bool _started;
    private bool _hasRow;

    /// <summary>The fields of this entry, in their order; ask for the entries in their order.</summary>
    public ImmutableArray<Field> Of(EntryNumber number)
    {
        if (!_started)
            (_started, _hasRow) = (true, rows.Read());

        var fields = ImmutableArray.CreateBuilder<Field>();
        for (; _hasRow && rows.GetInt64(0) <= number.Value; _hasRow = rows.Read())
        {
            if (rows.GetInt64(0) == number.Value)
                fields.Add(Read(number));
        }

        return fields.ToImmutable();
    }

    /// <inheritdoc />
    public void Dispose() => rows.Dispose();

    private Field Read(EntryNumber number) =>
        new(
            rows.GetString(1),
            ImmutableCollectionsMarshal.AsImmutableArray(rows.GetFieldValue<byte[]>(2)),
            rows.IsDBNull(3) ? values.Read(rows.GetString(5), number) : rows.GetString(3),
            rows.GetString(4)
        );
}
