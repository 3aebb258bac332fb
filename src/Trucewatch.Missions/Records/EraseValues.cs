using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trucewatch.Labels;
using Trucewatch.Record;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Records;

/// <summary>Erases values of an entry, such as a person's data: an entry that orders it, then the values go for ever.</summary>
public static class EraseValues
{
    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>Done, on disk.</summary>
        /// <param name="Order">The entry that orders it.</param>
        /// <param name="Fields">The fields that were erased.</param>
        public sealed record Erased(EntryNumber Order, ImmutableArray<string> Fields) : Reply;

        /// <summary>Not done, and why.</summary>
        public sealed record Refused(string Why) : Reply;
    }

    /// <summary>Erases fields of an entry of a mission's record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="erasure">
    /// Of which entry, which fields, on what ground, decided by whom. No fields: all but the key by which its source, when it
    /// is read again, adds nothing; so what was erased does not come back.
    /// </param>
    /// <param name="cancellationToken">Ends it before it is begun.</param>
    public static async Task<Reply> EraseAsync(
        MissionRecord record,
        Erasure erasure,
        CancellationToken cancellationToken
    )
    {
        if (record.Known is not { } known)
            return new Reply.Refused("The record has no mission yet.");
        var standing = await FieldsAsync(record, erasure.Of, cancellationToken);
        if (standing is not { } fields)
            return new Reply.Refused($"There is no entry {erasure.Of}: the record has {record.Checkpoint.Size}.");
        if (erasure.Names.Except(fields, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
            return new Reply.Refused(
                $"Entry {erasure.Of} has no field {string.Join(", ", unknown)}. It has: {string.Join(", ", fields)}."
            );
        var names = erasure.Names.IsEmpty ? [.. fields.Where(f => f != EntryValues.KeyField)] : erasure.Names;
        try
        {
            await record.AppendAsync(
                [Order(erasure with { Names = names }, known)],
                Sealing.Replay(known.Charter, record.Keys),
                progress: null,
                cancellationToken
            );
        }
        catch (RecordException refused) when (refused.Problem == RecordProblem.EntryRefused)
        {
            return new Reply.Refused(refused.Message);
        }
        return new Reply.Erased(new(record.Checkpoint.Size), names);
    }

    private static async Task<ImmutableArray<string>?> FieldsAsync(
        MissionRecord record,
        EntryNumber number,
        CancellationToken cancellationToken
    )
    {
        await foreach (var stored in record.Log.ReadAsync(number, number, cancellationToken))
            return [.. stored.Open.Fields.Select(f => f.Name)];
        return null;
    }

    private static Draft Order(Erasure erasure, Known known)
    {
        var (everybody, mission) = (Label.Of("record", Marking.Public), Label.Of("record", Marking.Mission));
        return new(
            Erasure.Kind,
            $"{erasure.Of}|{string.Join('|', erasure.Names)}",
            known.At,
            [
                new("by", List(erasure.By), mission),
                new("entry", erasure.Of.Value, everybody),
                new("fields", List(erasure.Names), everybody),
                new("ground", erasure.Ground, everybody),
            ]
        );
    }

    private static JsonArray List(ImmutableArray<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
