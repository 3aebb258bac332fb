namespace Trucewatch.Storage;

/// <summary>Where a record lies on this machine's disk, by convention.</summary>
/// <param name="Folder">The record's folder.</param>
/// <remarks>
/// Back up the values first, then <see cref="RecordDb"/>, then <see cref="CheckpointDb"/> never together with it from
/// another time: a checkpoint ahead of its entries is refused.
/// </remarks>
public sealed record StoragePaths(string Folder)
{
    /// <summary>The entries and the small values.</summary>
    public string RecordDb => Path.Combine(Folder, "record.db");

    /// <summary>Names the database in which the entries lie instead of <see cref="RecordDb"/> (<see cref="DatabaseAddress"/>).</summary>
    public string DatabaseFile => Path.Combine(Folder, "database");

    /// <summary>The newest checkpoint, in a file of its own; best on another disk.</summary>
    public string CheckpointDb => Path.Combine(Folder, "checkpoint.db");

    /// <summary>The large values, each as a file named by its SHA-256.</summary>
    public string ValuesFolder => Path.Combine(Folder, "values");

    /// <summary>The evidence: originals named by their SHA-256, and uploads under way.</summary>
    public string EvidenceFolder => Path.Combine(Folder, "evidence");

    /// <summary>The key under which the evidence lies; backed up apart from it.</summary>
    public string EvidenceKey => Path.Combine(Folder, "keys", "evidence.key");
}
