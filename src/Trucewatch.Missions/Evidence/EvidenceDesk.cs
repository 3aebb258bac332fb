using System.Collections.Immutable;
using System.Security.Cryptography;
using NodaTime;
using Trucewatch.Evidence;
using Trucewatch.Missions.Records;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Storage;
using Trucewatch.Storage.Files;

namespace Trucewatch.Missions.Evidence;

/// <summary>A mission's record and its evidence on this machine: where the acts of custody are done.</summary>
public sealed class EvidenceDesk : IDisposable
{
    private readonly IClock _clock;
    private readonly bool _isOwner;

    private EvidenceDesk(MissionRecord record, EvidenceFolder folder, IClock clock, bool isOwner) =>
        (Record, Folder, _clock, _isOwner) = (record, folder, clock, isOwner);

    /// <summary>The mission's record.</summary>
    public MissionRecord Record { get; }

    /// <summary>What is known now.</summary>
    public Known Known => Record.Known ?? throw new InvalidOperationException("the record has no mission yet");

    /// <summary>The originals and derivatives.</summary>
    public EvidenceFolder Folder { get; }

    /// <summary>Now: in an exercise or replay the time of the record's last entry, for it has its own clock.</summary>
    public Instant Now =>
        Known.Charter.Mark == Mark.Live
            ? _clock.GetCurrentInstant()
            : Instant.FromUnixTimeSeconds(Known.At.ToUnixTimeSeconds());

    /// <summary>Opens the desk of the mission whose record lies in a state folder; null: no mission lies there.</summary>
    /// <exception cref="RecordException">The record is damaged, or somebody else adds to it.</exception>
    public static async Task<EvidenceDesk?> OpenAsync(
        string stateFolder,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        if (await MissionRecord.CharterAsync(stateFolder, cancellationToken) is not { } charter)
            return null;
        var record = await MissionRecord.OpenAsync(stateFolder, charter, cancellationToken);
        try
        {
            if (record.Known is not null)
                return new(record, OpenFolder(stateFolder), clock, isOwner: true);
        }
        catch
        {
            record.Dispose();
            throw;
        }
        record.Dispose();
        return null;
    }

    /// <summary>The desk over a record with a mission, and a folder, that are open already and stay the caller's.</summary>
    public static EvidenceDesk Over(MissionRecord record, EvidenceFolder folder, IClock clock) =>
        new(record, folder, clock, isOwner: false);

    /// <summary>The evidence folder of a mission, sealed under the key beside it, which is made where there is none.</summary>
    public static EvidenceFolder OpenFolder(string stateFolder)
    {
        var paths = new StoragePaths(stateFolder);
        return EvidenceFolder.Open(paths.EvidenceFolder, EvidenceLimits.Usual, AtRestKey.ReadOrMake(paths.EvidenceKey));
    }

    /// <summary>All evidence and its custody: a fold over the record.</summary>
    public async Task<CustodyState> CustodyAsync(CancellationToken cancellationToken)
    {
        var state = CustodyFold.Empty;
        await foreach (var stored in Record.Store.ReadAsync(new(1), new(Record.Checkpoint.Size), cancellationToken))
            state = EvidenceEntries.Apply(state, stored.Number, stored.Open);
        return state;
    }

    /// <summary>Appends drafts that are not there yet; when the task completes, they are on disk.</summary>
    /// <returns>The number of the entry that the last draft became, now or before.</returns>
    public async Task<EntryNumber> AppendAsync(ImmutableArray<Draft> drafts, CancellationToken cancellationToken)
    {
        await Record.AppendAsync(drafts, Sealing.Replay(Known.Charter, Record.Keys), progress: null, cancellationToken);
        return Record.NumberOf(drafts[^1]) ?? throw new InvalidOperationException("what was appended is not there");
    }

    /// <summary>The id of a new act, by the time at which it is done.</summary>
    public string NewId() =>
        Ids.ForAct(
            _clock.GetCurrentInstant().ToUnixTimeMilliseconds(),
            RandomNumberGenerator.GetBytes(Ids.RandomLength)
        );

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_isOwner)
            return;
        Folder.Dispose();
        Record.Dispose();
    }
}

/// <summary>Why something was not done: what was found and what to do.</summary>
/// <param name="Where">The file, option or evidence it is about.</param>
/// <param name="Found">What was found.</param>
/// <param name="Cure">What to do.</param>
public sealed record Hindrance(string Where, string Found, string Cure)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{Where}: {Found}. {Cure}";
}
