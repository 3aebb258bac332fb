using System.Diagnostics;

namespace Trucewatch.Storage.Tests.Faults;

/// <summary>strace on the first thread of a program of ours: it lists calls into the system, or puts a fault at the n-th of one.</summary>
internal sealed class Strace : IDisposable
{
    /// <summary>All calls by which an append changes something on disk. A question mark: not every machine has it.</summary>
    private const string Calls =
        "write,pwrite64,fdatasync,fsync,?rename,?renameat,?renameat2,?unlink,unlinkat,openat,?open,ftruncate,fallocate,?mkdir,mkdirat";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _output;

    private Strace(Process process, string output) => (_process, _output) = (process, output);

    /// <summary>Begins to watch; when this returns, not one call more escapes it.</summary>
    /// <param name="id">The program.</param>
    /// <param name="output">The file to write to.</param>
    /// <param name="fault">What happens at one call; null: nothing, the calls are only listed.</param>
    public static async Task<Strace> AttachAsync(int id, string output, Fault? fault)
    {
        var inject = fault is null
            ? []
            : new[] { "-e", $"inject={fault.Call.Name}:{fault.Kind}:when={fault.Call.When}" };
        var start = new ProcessStartInfo(
            "strace",
            ["-p", $"{id}", "-y", "-e", $"trace={Calls}", .. inject, "-o", output]
        )
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Missing("There is no strace here: install it (Debian: apt-get install strace).");
            throw;
        }

        var said = await process.StandardError.ReadLineAsync().WaitAsync(Patience);
        if (said is null || !said.EndsWith(" attached", StringComparison.Ordinal))
            Missing($"strace may not watch a program of ours here (ptrace is forbidden?): {said}");
        return new(process, output);
    }

    /// <summary>Waits until the program has ended.</summary>
    /// <returns>A line for each call.</returns>
    public async Task<string[]> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return await File.ReadAllLinesAsync(_output);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static void Missing(string missing)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(missing);
        Assert.Skip(missing);
    }
}

/// <summary>One call into the system: the so-manieth of its name, counted from where strace began.</summary>
internal sealed record SystemCall(string Name, int When);

/// <summary>What happens at one call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Kind">In strace's words: <c>error=EIO</c>, <c>error=ENOSPC</c> or <c>signal=KILL</c>.</param>
internal sealed record Fault(SystemCall Call, string Kind);
