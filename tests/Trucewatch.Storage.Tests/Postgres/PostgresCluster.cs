using System.Diagnostics;
using Npgsql;

[assembly: AssemblyFixture(typeof(Trucewatch.Storage.Tests.PostgresCluster))]

namespace Trucewatch.Storage.Tests;

/// <summary>
/// A PostgreSQL server of the tests' own, started when the first test asks for it and removed at the end: a cluster in a
/// temporary folder, reached over a socket in that folder and by no network at all, synced to disk as in the field.
/// </summary>
/// <remarks>
/// PostgreSQL refuses to run as root; then it runs as the user <c>postgres</c>, which Debian's package makes. A shell
/// between us and the server ends it when our end of its input closes, so that nothing is left behind if the tests are killed.
/// </remarks>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string User = "trucewatch";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lazy<Task> _started;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trucewatch-pg-");
    private Process? _server;
    private int _schemas;

    public PostgresCluster() => _started = new(StartAsync);

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>The database for entries.</summary>
    public string Entries => Reach("entries");

    /// <summary>The database for checkpoints.</summary>
    public string Newest => Reach("newest");

    /// <summary>Starts the server if need be.</summary>
    /// <returns>The name of a schema that is in neither database yet.</returns>
    public async Task<string> NewSchemaAsync()
    {
        if (Programs() is null)
            Missing();
        await _started.Value;
        return $"test_{Interlocked.Increment(ref _schemas)}";
    }

    /// <summary>What somebody with the rights of the database's owner does to it.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            await _server.WaitForExitAsync(patience.Token);
            _server.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private string Reach(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _folder.FullName,
            Username = User,
            Database = database,
            MaxPoolSize = 4,
            Timeout = 30, // seconds
        }.ToString();

    private async Task StartAsync()
    {
        var programs = Programs()!;
        if (Environment.IsPrivilegedProcess)
            await RunAsync(new("chown", ["postgres:postgres", _folder.FullName]));
        await RunAsync(
            AsOtherThanRoot(
                Path.Combine(programs, "initdb"),
                ["-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
            )
        );
        // The shell reads until our end closes, then stops the server (at once: nothing of it is kept) and waits for it.
        const string script = """
            "$0" -D "$1" -k "$2" -c listen_addresses= -c fsync=on -c shared_buffers=32MB -c max_connections=100 >"$2/log" 2>&1 &
            read -r _
            kill -QUIT $!
            wait $!
            """;
        var shell = AsOtherThanRoot(
            "/bin/sh",
            ["-c", script, Path.Combine(programs, "postgres"), Data, _folder.FullName]
        );
        shell.RedirectStandardInput = true;
        _server = Process.Start(shell);
        await AnswersAsync();
        foreach (var name in (string[])["entries", "newest"])
            await ExecuteAsync(Reach("postgres"), $"CREATE DATABASE {name}");
    }

    private async Task AnswersAsync()
    {
        for (var waited = Stopwatch.StartNew(); ; )
        {
            try
            {
                await ExecuteAsync(Reach("postgres"), "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < Patience)
            {
                await Task.Delay(50);
            }
        }
    }

    private static ProcessStartInfo AsOtherThanRoot(string program, string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? new("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
            {
                WorkingDirectory = "/",
            }
            : new(program, arguments) { WorkingDirectory = "/" };

    private static async Task RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            Assert.Fail($"{start.FileName} ended with {process.ExitCode}: {await said}{await wrong}");
    }

    /// <summary>The folder of the server's programs: on the path, or where Debian puts the newest; null: there are none.</summary>
    private static string? Programs()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian)
            ? Directory
                .GetDirectories(debian)
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var v) ? v : 0)
            : Enumerable.Empty<string>();
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(versions.Select(v => Path.Combine(v, "bin")))
            .FirstOrDefault(f => IsThere(Path.Combine(f, "postgres")) && IsThere(Path.Combine(f, "initdb")));
    }

    // A link that points nowhere is no program.
    private static bool IsThere(string program) =>
        File.Exists(program)
        && new FileInfo(program).ResolveLinkTarget(returnFinalTarget: true) is not { Exists: false };

    private static void Missing()
    {
        const string missing =
            "There is no PostgreSQL here: install it (Debian: apt-get install postgresql), or put postgres and initdb on the PATH.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(missing);
        Assert.Skip(missing);
    }
}
