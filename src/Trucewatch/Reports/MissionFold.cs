using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Rulebook;
using Trucewatch.Sources;

namespace Trucewatch.Reports;

/// <summary>Folds the entries of a record, in their order, into what is known.</summary>
/// <remarks>Pure but for its own memory: the same entries give the same result, whenever and wherever they are folded.</remarks>
public sealed class MissionFold
{
    private readonly SortedDictionary<SourceId, Source> sources = [];
    private readonly List<Zone> zones = [];
    private readonly List<TruceClaim> claims = [];
    private readonly SortedDictionary<string, FactKind> kinds = new(StringComparer.Ordinal);
    private readonly ClauseVersions clauses = new();
    private readonly List<RegisteredAct> acts = [];
    private readonly SortedDictionary<ObservationId, Observation> observations = [];
    private readonly Dictionary<ObservationId, EntryNumber> entryOf = [];
    private readonly List<AllegedCount> counts = [];
    private readonly List<Looked> looked = [];
    private readonly List<Rejection> rejections = [];
    private readonly List<Issued> issues = [];
    private Charter? charter;
    private Rules? rules;
    private EntryNumber last;
    private Instant at;

    /// <summary>Folds one more entry. Kinds of a later release are passed over, and entries of which values were erased.</summary>
    /// <exception cref="System.Text.Json.JsonException">A value is missing or malformed: it cannot be folded as far as opened.</exception>
    public void Add(EntryNumber number, OpenEntry open)
    {
        var fields = open.Fields;
        switch (fields.Length < open.Entry.Digests.Length ? "" : open.Entry.Kind)
        {
            case "mission":
                charter = EntryValues.Read<Charter>(fields);
                break;
            case "rulebook":
                rules = EntryValues.Read<Rules>(fields);
                break;
            case "source":
                var source = EntryValues.Read<Source>(fields);
                sources[source.Id] = source;
                break;
            case "zone":
                zones.Add(EntryValues.Read<Zone>(fields));
                break;
            case "claim":
                claims.Add(EntryValues.Read<TruceClaim>(fields));
                break;
            case "provision":
                clauses.Adopt(EntryValues.Read<Provision>(fields), number);
                break;
            case "amendment":
                clauses.Amend(EntryValues.Read<Amendment>(fields), number);
                break;
            case "term":
                var kind = EntryValues.Read<FactKind>(fields);
                kinds[kind.Noun] = kind;
                break;
            case "act":
                acts.Add(EntryValues.Read<RegisteredAct>(fields));
                break;
            case "observation":
                Add(EntryValues.ReadObservation(fields), number);
                break;
            case "batch":
                foreach (var reading in EntryValues.Read<SensorBatch>(fields).Readings)
                    Add(reading, number);
                break;
            case "count":
                counts.Add(EntryValues.Read<AllegedCount>(fields));
                break;
            case "looked":
                looked.Add(EntryValues.Read<Looked>(fields));
                break;
            case "rejection":
                rejections.Add(EntryValues.Read<Rejection>(fields));
                break;
            case "issue":
                issues.Add(EntryValues.Read<Issued>(fields));
                break;
        }
        last = number;
        at = Instant.Max(at, Instant.FromUnixTimeSeconds(open.Entry.At));
    }

    /// <summary>When the last entry was logged: the latest time of all.</summary>
    public Instant At => at;

    /// <summary>Why an entry cannot be folded; null: it can.</summary>
    public static string? Fault(OpenEntry open)
    {
        try
        {
            new MissionFold().Add(new(1), open);
            return null;
        }
        catch (System.Text.Json.JsonException wrong)
        {
            return $"its values are none of the kind {open.Entry.Kind}: {wrong.Message}";
        }
    }

    /// <summary>What is known now; null: the record has no mission or no rulebook yet.</summary>
    public Known? Now() =>
        charter is null || rules is null
            ? null
            : new(
                last,
                at,
                charter,
                rules,
                sources.ToImmutableSortedDictionary(),
                [.. zones],
                [.. claims],
                clauses.Now(),
                [.. kinds.Values],
                [.. acts],
                observations.ToImmutableSortedDictionary(),
                entryOf.ToImmutableDictionary(),
                [.. counts],
                [.. looked],
                [.. rejections],
                [.. issues]
            );

    private void Add(Observation observation, EntryNumber number)
    {
        if (observations.TryAdd(observation.Id, observation))
            entryOf[observation.Id] = number;
    }
}
