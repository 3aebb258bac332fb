using System.Collections.Immutable;
using Trucewatch.Evidence;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Sources;
using Trucewatch.Storage.Files;

namespace Trucewatch.Missions.Evidence;

/// <summary>Takes a file in: the original is stored, then receipt and digests are entered into the record.</summary>
public static class TakeEvidence
{
    /// <summary>Who takes what from whom.</summary>
    /// <param name="Name">What the sender calls the file.</param>
    /// <param name="Source">The source's code in the mission.</param>
    /// <param name="By">The person who takes it.</param>
    /// <param name="Holder">Who has it from then on.</param>
    public sealed record Command(string Name, string Source, string By, string Holder)
    {
        /// <summary>
        /// The upload that it came by: its acts take their ids from it, so what is entered again is entered once. Null: none.
        /// </summary>
        public string? Upload { get; init; }
    }

    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>The original and its entries are on disk.</summary>
        /// <param name="Item">The evidence.</param>
        /// <param name="Entry">The number of the last entry: the digests.</param>
        /// <param name="WasThere">True: the same bytes were stored before; receipt is entered again.</param>
        public sealed record Taken(EvidenceItem Item, long Entry, bool WasThere) : Reply;

        /// <summary>Nothing was stored.</summary>
        public sealed record Refused(Hindrance Why) : Reply;
    }

    /// <summary>Stores a file from a stream and enters it.</summary>
    /// <exception cref="InvalidDataException">It is longer than the limits; nothing was stored.</exception>
    public static async Task<Reply> RunAsync(
        Command command,
        Stream content,
        EvidenceDesk desk,
        CancellationToken cancellationToken
    ) =>
        Hinders(command, desk) is { } why
            ? new Reply.Refused(why)
            : await EnterAsync(command, desk.Folder.Store(content, cancellationToken), desk, cancellationToken);

    /// <summary>Enters an original that is stored already, such as a finished upload.</summary>
    public static async Task<Reply> EnterAsync(
        Command command,
        StoredOriginal stored,
        EvidenceDesk desk,
        CancellationToken cancellationToken
    )
    {
        if (Hinders(command, desk) is { } why)
            return new Reply.Refused(why);
        var source = desk.Known.Sources[new SourceId(command.Source)];
        var item = new EvidenceItem(
            new(stored.Sha256, stored.Sha512),
            stored.Length,
            MagicBytes.MediaOf(stored.Head.AsSpan()),
            source.Id,
            command.Name,
            source.Label
        );
        var now = desk.Now;
        ImmutableArray<CustodyAct> acts =
        [
            new CustodyAct.Received(IdOf("received"), item.Id, now, command.By, command.Source, command.Holder),
            new CustodyAct.Hashed(IdOf("hashed"), item.Id, now, command.By, item.Hash),
        ];
        var entry = await desk.AppendAsync(
            [EvidenceEntries.Of(item, now), .. acts.Select(EvidenceEntries.Of)],
            cancellationToken
        );
        return new Reply.Taken(item, entry.Value, stored.WasThere);

        string IdOf(string act) =>
            command.Upload is { } upload ? Ids.FromSource("upload", $"{upload}/{act}") : desk.NewId();
    }

    /// <summary>Why it cannot be entered; null: nothing hinders.</summary>
    public static Hindrance? Hinders(Command command, EvidenceDesk desk) =>
        desk.Known.Sources.ContainsKey(new SourceId(command.Source))
            ? null
            : new(
                $"source {command.Source}",
                "the mission has no source of that code",
                $"Give one of {string.Join(", ", desk.Known.Sources.Keys)}."
            );
}
