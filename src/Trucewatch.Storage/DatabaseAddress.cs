using Npgsql;

namespace Trucewatch.Storage;

/// <summary>A PostgreSQL database and the schema in it, as <c>postgres://USER@HOST:PORT/DATABASE?schema=NAME</c>.</summary>
/// <remarks>
/// A password does not stand in it, for the command line and the file that keeps it are no place for one: it comes from
/// PGPASSWORD or a password file (PGPASSFILE, <c>~/.pgpass</c>).
/// </remarks>
public sealed record DatabaseAddress
{
    private readonly string _text;

    private DatabaseAddress(string text, string connectionString, string schema) =>
        (_text, ConnectionString, Schema) = (text, connectionString, schema);

    /// <summary>The database in Npgsql's words.</summary>
    public string ConnectionString { get; }

    /// <summary>The schema, <c>record</c> where none is named.</summary>
    public string Schema { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">
    /// <c>postgres</c> or <c>postgresql</c>; after the question mark <c>schema</c>, <c>host</c> (a folder with a socket) and
    /// <c>sslmode</c> may stand.
    /// </param>
    /// <exception cref="FormatException">Another form, a password in it, or a name that is none of a schema.</exception>
    public static DatabaseAddress Read(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("postgres" or "postgresql")
            || uri.AbsolutePath.Trim('/') is not { Length: > 0 } database
        )
            throw new FormatException(
                $"\"{text}\" is no database. Give it as postgres://USER@HOST:PORT/DATABASE?schema=NAME."
            );
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
            throw new FormatException(
                "A password does not belong into the address: put it into PGPASSWORD or a password file (PGPASSFILE)."
            );

        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length > 0 ? uri.Host : "localhost",
            Database = Uri.UnescapeDataString(database),
        };
        if (!uri.IsDefaultPort && uri.Port > 0)
            settings.Port = uri.Port;
        if (uri.UserInfo.Length > 0)
            settings.Username = Uri.UnescapeDataString(uri.UserInfo);
        var schema = "record";
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var n, var v] ? (n, Uri.UnescapeDataString(v)) : (pair, "");
            if (name == "schema")
                schema = value;
            else if (name == "host")
                settings.Host = value;
            else if (
                name == "sslmode"
                && Enum.TryParse<SslMode>(
                    value.Replace("-", "", StringComparison.Ordinal),
                    ignoreCase: true,
                    out var mode
                )
            )
                settings.SslMode = mode;
            else
                throw new FormatException(
                    $"\"{pair}\" is not known in a database's address: schema, host and sslmode are."
                );
        }
        return PostgresSchema.IsName(schema)
            ? new(text, settings.ToString(), schema)
            : throw new FormatException(
                $"\"{schema}\" is no name of a schema: a lower-case letter, then lower-case letters, digits and underscores."
            );
    }

    /// <summary>The address as it was given.</summary>
    public override string ToString() => _text;
}
