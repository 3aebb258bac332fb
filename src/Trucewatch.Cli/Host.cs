using System.CommandLine;
using System.Data.Common;
using Trucewatch.Record;

namespace Trucewatch.Cli;

/// <summary>The exit codes of the command.</summary>
public static class Exit
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Done, but something was rejected or (when asked) breached, or what was to be verified does not hold.</summary>
    public const int Rejected = 1;

    /// <summary>Wrong use.</summary>
    public const int WrongUse = 2;

    /// <summary>Could not run.</summary>
    public const int CouldNotRun = 3;
}

/// <summary>An option or a file that was given cannot be used; nothing was stored. The message says where, what and how to cure it.</summary>
public sealed class WrongUseException(string message) : Exception(message);

/// <summary>Runs a command line: here, and nowhere below, a broken machine becomes a sentence and an exit code.</summary>
public static class Host
{
    /// <summary>Parses and runs; the exit code.</summary>
    public static async Task<int> RunAsync(Command root, string[] args, CancellationToken cancellationToken)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync($"See: trucewatch {string.Join(' ', Path(parsed))} --help");
            return Exit.WrongUse;
        }
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false },
                cancellationToken
            );
        }
        catch (WrongUseException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            await Console.Error.WriteLineAsync($"See: trucewatch {string.Join(' ', Path(parsed))} --help");
            return Exit.WrongUse;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped. What was stored stays; the same command goes on from there.");
            return Exit.CouldNotRun;
        }
        catch (Exception e)
            when (e
                    is IOException
                        or InvalidDataException
                        or UnauthorizedAccessException
                        or RecordException
                        or DbException // of SQLite and of PostgreSQL
            )
        {
            await Console.Error.WriteLineAsync($"Could not run: {e.Message}");
            return Exit.CouldNotRun;
        }
    }

    private static Stack<string> Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            if (at.Parent is not null)
                names.Push(at.Command.Name);
        return names;
    }
}
