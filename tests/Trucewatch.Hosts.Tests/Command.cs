using System.Diagnostics;
using Trucewatch.Testing;

namespace Trucewatch.Hosts.Tests;

/// <summary>What a run of the command came to.</summary>
public sealed record Ran(int Exit, string Out, string Error);

/// <summary>The command as its users start it: a process of its own.</summary>
internal static class Command
{
    public static async Task<Ran> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it and leaves it running: whoever reads what it says also waits for its end.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Shared.Repository(),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Trucewatch.Cli.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}

/// <summary>The exercise as the command replays it, once for a class.</summary>
public sealed class ReplayedByCommand : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("trucewatch-").FullName;

    public Ran Ran { get; private set; } = new(-1, "", "");

    public async ValueTask InitializeAsync() =>
        Ran = await Command.RunAsync("replay", "missions/lantern", "--out", Folder);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
