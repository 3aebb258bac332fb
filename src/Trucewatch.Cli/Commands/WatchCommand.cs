using System.CommandLine;
using Trucewatch.Record;
using Trucewatch.Verifier;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch watch FOLDER|ADDRESS --state FILE</c>: a record must only grow.</summary>
internal static class WatchCommand
{
    public static Command Make()
    {
        var record = Given.Record();
        var state = new Option<string>("--state")
        {
            Description = "The file that keeps the last signed checkpoint; made at the first look.",
            Required = true,
        };
        var every = new Option<int?>("--every") { Description = "Look again after so many seconds, until Ctrl+C." };
        every.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
                result.AddError("--every takes a number of seconds from 1.");
        });
        var (key, policy) = (Given.Key(), Given.Policy());
        var command = new Command(
            "watch",
            """
            Keeps the last checkpoint of a record and demands, at every look, that the record has only grown since. If it was
            rolled back or forked, both signed checkpoints are saved beside the state file: they are the evidence.
            Exit code 0: it has only grown; 1: it has not, or cannot be used.

            Example:
              trucewatch watch http://127.0.0.1:5080/record --state easter.checkpoint --key record.vkey --every 60
            """
        )
        {
            record,
            state,
            every,
            key,
            policy,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var trust = Given.Trust(parsed.GetValue(key), parsed.GetValue(policy));
                using var client = TileAddress.Client();
                var files = Given.Files(parsed.GetValue(record)!, client);
                var kept = parsed.GetValue(state)!;
                return parsed.GetValue(every) is { } seconds
                    ? await OnAsync(files, trust, kept, TimeSpan.FromSeconds(seconds), cancellationToken)
                    : await OnceAsync(files, trust, kept, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> OnAsync(
        RecordFiles files,
        Trust trust,
        string state,
        TimeSpan pause,
        CancellationToken cancellationToken
    )
    {
        try
        {
            while (true)
            {
                try
                {
                    if (await OnceAsync(files, trust, state, cancellationToken) is var exit and not Exit.Done)
                        return exit;
                }
                catch (IOException down)
                {
                    await Console.Error.WriteLineAsync($"No look this time: {down.Message}");
                }
                await Task.Delay(pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Exit.Done; // Ctrl+C is how this ends
        }
    }

    private static async Task<int> OnceAsync(
        RecordFiles files,
        Trust trust,
        string state,
        CancellationToken cancellationToken
    )
    {
        var kept = File.Exists(state) ? Given.Read(state, SignedNote.MaxBytes, b => SignedNote.Read(b)) : null;
        var whose = trust == Trust.Nobody ? $"; {RecordWords.NoKey}" : "";
        switch (await WatchRecord.LookAsync(files, trust, kept, cancellationToken))
        {
            case Watched.First first:
                Keep(state, first.Note);
                return Done(
                    $"The record \"{first.Now.Origin}\" is watched from now on: {first.Now.Size} entries{whose}."
                );
            case Watched.Same same:
                Keep(state, same.Note);
                return Done($"The record \"{same.Now.Origin}\" still has its {same.Now.Size} entries{whose}.");
            case Watched.Grown { BackDated: { } wrong } grown:
                Keep(state, grown.Note);
                return ReplayCommand.Say(
                    Exit.Rejected,
                    $"The record \"{grown.Now.Origin}\" has only grown, from {grown.Last.Size} to {grown.Now.Size} entries, but {wrong}."
                );
            case Watched.Grown grown:
                Keep(state, grown.Note);
                return Done(
                    $"The record \"{grown.Now.Origin}\" has only grown, from {grown.Last.Size} to {grown.Now.Size} entries{whose}."
                );
            case Watched.RolledBack back:
                var (oldCopy, newCopy) = Save(state, back.Kept, back.Last.Size, back.Note, back.Now.Size);
                return ReplayCommand.Say(
                    Exit.Rejected,
                    $"The record \"{back.Last.Origin}\" was rolled back: it had {back.Last.Size} entries and now shows {back.Now.Size}; both signed checkpoints are saved as {oldCopy} and {newCopy}."
                );
            case Watched.Forked fork:
                var (one, other) = Save(state, fork.Kept, fork.Last.Size, fork.Note, fork.Now.Size);
                return ReplayCommand.Say(
                    Exit.Rejected,
                    $"The record \"{fork.Last.Origin}\" was forked: what it shows now, {fork.Now.Size} entries, does not begin with the {fork.Last.Size} that were kept; both signed checkpoints are saved as {one} and {other}."
                );
            case Watched.Unusable unusable:
                return ReplayCommand.Say(Exit.Rejected, $"The record cannot be watched: {unusable.Why}");
            default:
                throw new InvalidOperationException("no words for that");
        }
    }

    private static int Done(string words)
    {
        Console.WriteLine(words);
        return Exit.Done;
    }

    private static void Keep(string state, SignedNote note)
    {
        var folder = FolderOf(state);
        Directory.CreateDirectory(folder);
        DurableFiles.Write(state, note.Bytes());
        DurableFiles.SyncFolder(folder);
    }

    /// <summary>Saves both under names that are not there yet.</summary>
    private static (string One, string Other) Save(
        string state,
        SignedNote kept,
        long keptSize,
        SignedNote now,
        long nowSize
    )
    {
        var folder = FolderOf(state);
        var one = Free(folder, keptSize);
        DurableFiles.Write(one, kept.Bytes());
        var other = Free(folder, nowSize);
        DurableFiles.Write(other, now.Bytes());
        DurableFiles.SyncFolder(folder);
        return (one, other);
    }

    private static string Free(string folder, long size)
    {
        for (var n = 1; ; n++)
            if (Path.Combine(folder, $"fork-{size}-{n}.txt") is var file && !File.Exists(file))
                return file;
    }

    private static string FolderOf(string state) => Path.GetDirectoryName(Path.GetFullPath(state))!;
}
