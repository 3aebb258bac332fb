using System.Globalization;
using Trucewatch.Record;
using Trucewatch.Storage;

namespace Trucewatch.Appender;

/// <summary>Adds batches to the record of a folder and says of each, in one line, that it is on disk.</summary>
public sealed class BatchAppender(string folder, int seed) : IDisposable
{
    private readonly StoragePaths _paths = new(folder);
    private readonly SigningKey _key = SampleBatch.Key(SampleBatch.Origin);
    private readonly Random _random = new(seed);
    private SqliteLogStore? _store;
    private SqliteCheckpointStore? _checkpoints;
    private RecordLog? _log;

    /// <summary>Does one thing and says what came of it.</summary>
    /// <param name="command">
    /// <c>open</c>: answers <c>opened SIZE ROOT</c>. <c>append</c>: adds a batch and answers
    /// <c>added FIRST COUNT ROOT</c>. <c>large</c>: the same, with a value above 4 KiB. <c>run</c>: appends until somebody ends it. <c>close</c>: answers <c>closed</c>. <c>nothing</c>: answers that.
    /// Where it does not succeed, the answer is <c>failed EXCEPTION MESSAGE</c>.
    /// </param>
    /// <param name="answers">Where the line goes; it is flushed.</param>
    public void Do(string command, TextWriter answers)
    {
        do
        {
            answers.WriteLine(Answer(command));
            answers.Flush();
        } while (command == "run");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Close();
        _key.Dispose();
    }

    // Whatever goes wrong is what the tests are about: it is said, and the next command is taken.
    private string Answer(string command)
    {
        try
        {
            return command switch
            {
                "open" => Open(),
                "append" or "run" => Append(large: false),
                "large" => Append(large: true),
                "close" => Close(),
                "nothing" => "nothing",
                _ => throw new ArgumentException($"\"{command}\" is no command.", nameof(command)),
            };
        }
        catch (Exception failed) when (failed is not ArgumentException)
        {
            return $"failed {failed.GetType().Name} {failed.Message.ReplaceLineEndings(" ")}";
        }
    }

    private string Open()
    {
        _store ??= SqliteLogStore.Open(_paths);
        _checkpoints ??= SqliteCheckpointStore.Open(_paths.CheckpointDb);
        _log ??= RecordLog.OpenAsync(_store, _checkpoints, _key, CancellationToken.None).GetAwaiter().GetResult();
        return $"opened {_log.Last} {Root(_log)}";
    }

    private string Append(bool large)
    {
        if (_log is null)
            Open();
        // The next numbers are known only to the log; what an entry says follows from seed and chance, not from its number.
        var batch = SampleBatch.Of(seed, _random, begins: _log!.Authors.Standing.IsEmpty, large);
        var first = _log.AppendAsync(batch, CancellationToken.None).GetAwaiter().GetResult();
        return string.Create(CultureInfo.InvariantCulture, $"added {first} {batch.Length} {Root(_log)}");
    }

    private string Close()
    {
        _log?.Dispose();
        _store?.Dispose();
        _checkpoints?.Dispose();
        (_log, _store, _checkpoints) = (null, null, null);
        return "closed";
    }

    private static string Root(RecordLog log) => Convert.ToHexStringLower(log.Checkpoint.Root.AsSpan());
}
