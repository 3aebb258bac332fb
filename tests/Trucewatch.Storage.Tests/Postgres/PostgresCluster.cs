using Trucewatch.Testing;

[assembly: AssemblyFixture(typeof(Trucewatch.Storage.Tests.PostgresCluster))]

namespace Trucewatch.Storage.Tests;

/// <summary>The tests' own PostgreSQL server, started when the first test asks for it and removed at the end.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly Lazy<Task> _started;
    private readonly PostgresServer _server = new();
    private int _schemas;

    public PostgresCluster() => _started = new(() => _server.StartAsync("entries", "newest"));

    /// <summary>The database for entries.</summary>
    public string Entries => _server.Reach("entries");

    /// <summary>The database for checkpoints.</summary>
    public string Newest => _server.Reach("newest");

    /// <summary>The database for entries as an address on the command line.</summary>
    public string Address(string schema) => _server.Address("entries", schema);

    /// <summary>Starts the server if need be.</summary>
    /// <returns>The name of a schema that is in neither database yet.</returns>
    public async Task<string> NewSchemaAsync()
    {
        if (!PostgresServer.IsInstalled)
            Missing();
        await _started.Value;
        return $"test_{Interlocked.Increment(ref _schemas)}";
    }

    /// <summary>What somebody with the rights of the database's owner does to it.</summary>
    public static Task ExecuteAsync(string connectionString, string sql) =>
        PostgresServer.ExecuteAsync(connectionString, sql);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void Missing()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(PostgresServer.Missing);
        Assert.Skip(PostgresServer.Missing);
    }
}
