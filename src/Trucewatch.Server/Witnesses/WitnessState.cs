using Trucewatch.Record;

namespace Trucewatch.Server.Witnesses;

/// <summary>What a witness knows: of each log the newest checkpoint that it cosigned, as a file of its own.</summary>
/// <remarks>
/// <c>FOLDER/hex(SHA-256(origin))/checkpoint</c>, the path at which it is also served. One process at a time: two that
/// know different things could cosign two histories.
/// </remarks>
public sealed class WitnessState : IDisposable
{
    private readonly string _folder;
    private readonly FileStream _alone;

    private WitnessState(string folder, FileStream alone) => (_folder, _alone) = (folder, alone);

    /// <summary>Opens the state in a folder, or begins one.</summary>
    /// <exception cref="IOException">Another process has it, or the disk failed.</exception>
    public static WitnessState Open(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            var alone = new FileStream(
                Path.Combine(folder, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            return new(Path.GetFullPath(folder), alone);
        }
        catch (IOException under)
        {
            throw new IOException(
                $"The witness's state in {folder} is in use by another process, or cannot be written: stop the other one.",
                under
            );
        }
    }

    /// <summary>The newest checkpoint of a log that was cosigned here; null: none was.</summary>
    /// <exception cref="IOException">It cannot be read, or is not in its form: a witness that forgot what it signed must not sign.</exception>
    public Checkpoint? Last(string origin)
    {
        if (Published(Witness.MonitoringPath(origin)) is not { } bytes)
            return null;
        try
        {
            var last = CheckpointForm.Read(SignedNote.Read(bytes).Text);
            return last.Origin == origin
                ? last
                : throw new FormatException($"It is a checkpoint of {last.Origin}, not of {origin}.");
        }
        catch (FormatException wrong)
        {
            throw new IOException(
                $"{Path.Combine(_folder, Witness.MonitoringPath(origin))} is damaged: {wrong.Message} Bring back its last good copy; a witness that forgot what it signed must not sign.",
                wrong
            );
        }
    }

    /// <summary>The newest cosigned checkpoint at a monitoring path; null: there is none.</summary>
    /// <param name="path"><c>hex(SHA-256(origin))/checkpoint</c>.</param>
    public byte[]? Published(string path)
    {
        var file = Path.Combine(_folder, path);
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    /// <summary>Keeps the newest checkpoint of a log. When it returns, it is on disk.</summary>
    /// <exception cref="IOException">The disk failed or is full.</exception>
    public void Store(string origin, SignedNote published)
    {
        var file = Path.Combine(_folder, Witness.MonitoringPath(origin));
        var folder = Path.GetDirectoryName(file)!;
        var begins = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        DurableFiles.Write(file, published.Bytes());
        DurableFiles.SyncFolder(folder);
        if (begins)
            DurableFiles.SyncFolder(_folder);
    }

    /// <inheritdoc />
    public void Dispose() => _alone.Dispose();
}
