using System.Diagnostics;
using Trucewatch.Appender;

namespace Trucewatch.Storage.Tests.Faults;

/// <summary>A program that adds to the record of a folder, in a process of its own that can be killed.</summary>
internal sealed class AppenderProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private AppenderProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>What it acknowledged up to now.</summary>
    public List<Acknowledged> Acknowledged { get; } = [];

    /// <summary>What did not succeed.</summary>
    public List<string> Failed { get; } = [];

    public static AppenderProcess Start(string folder, int seed)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Trucewatch.Appender.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, folder, $"{seed}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Gives a command without waiting for its answer.</summary>
    public void Tell(string command)
    {
        try
        {
            _process.StandardInput.WriteLine(command);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is dead already, as it should be in some of these tests: its answers, or their end, say so.
        }
    }

    /// <summary>Gives a command and waits for the answer; null: it died before it could give one.</summary>
    public async Task<string?> AskAsync(string command)
    {
        Tell(command);
        var answer = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (answer is not null)
            Note(answer);
        return answer;
    }

    /// <summary>Kill −9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end and notes all that it had still said, but for a last line that it had no time to finish.</summary>
    public async Task EndAsync()
    {
        Close();
        var said = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        foreach (var line in said.Split('\n')[..^1])
            Note(line);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Close()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // As above.
        }
    }

    private void Note(string answer)
    {
        if (answer.Split(' ') is ["added", var first, var count, var root])
            Acknowledged.Add(new(long.Parse(first) + long.Parse(count) - 1, root));
        else if (answer.StartsWith("failed ", StringComparison.Ordinal))
            Failed.Add(answer);
    }
}

/// <summary>An answer to a batch: from here on this is what the first entries of the record are, for ever.</summary>
/// <param name="Size">How many entries there were.</param>
/// <param name="Root">Their root, in hex.</param>
internal sealed record Acknowledged(long Size, string Root);
