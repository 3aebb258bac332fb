using System.Diagnostics;
using Npgsql;

namespace Trucewatch.Testing;

/// <summary>
/// A PostgreSQL server of our own for tests and benches: a cluster in a temporary folder, reached over a socket in that
/// folder and by no network at all, synced to disk as in the field.
/// </summary>
/// <remarks>
/// PostgreSQL refuses to run as root; then it runs as the user <c>postgres</c>, which Debian's package makes. A shell
/// between us and the server ends it when our end of its input closes, so that nothing is left behind if we are killed.
/// </remarks>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>What to say where it is not installed.</summary>
    public const string Missing =
        "There is no PostgreSQL here: install it (Debian: apt-get install postgresql), or put postgres and initdb on the PATH.";

    private const string User = "trucewatch";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trucewatch-pg-");
    private Process? _server;

    /// <summary>Is PostgreSQL installed?</summary>
    public static bool IsInstalled => Programs() is not null;

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>A database in Npgsql's words.</summary>
    public string Reach(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _folder.FullName,
            Username = User,
            Database = database,
            MaxPoolSize = 4,
            Timeout = 30, // seconds
        }.ToString();

    /// <summary>A database as an address on the command line.</summary>
    public string Address(string database, string schema) =>
        $"postgres://{User}@localhost/{database}?schema={schema}&host={Uri.EscapeDataString(_folder.FullName)}";

    /// <summary>What somebody with the rights of the database's owner does to it.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Makes the cluster, starts the server and makes the databases.</summary>
    /// <exception cref="InvalidOperationException">A program failed.</exception>
    public async Task StartAsync(params string[] databases)
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
        foreach (var name in databases)
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
            throw new InvalidOperationException(
                $"{start.FileName} ended with {process.ExitCode}: {await said}{await wrong}"
            );
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
}
