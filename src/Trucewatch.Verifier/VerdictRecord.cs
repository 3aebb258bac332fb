using System.Collections.Immutable;
using System.Text.Json;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

/// <summary>A record's entries as a check of proofs looks them up: read once, as far as they are open.</summary>
/// <remarks>It keeps what stands in entries and folds nothing: which observations are one happening is not asked here.</remarks>
public sealed class VerdictRecord
{
    private readonly Dictionary<long, object> _values = [];
    private readonly List<(long Entry, string Kind)> _closed = [];
    private readonly List<(Observation Observation, long Entry)> _observations = [];
    private readonly List<long> _times = [0]; // the latest time up to each entry, UTC seconds
    private long[] _reach = [];

    private VerdictRecord() { }

    /// <summary>How many entries it has.</summary>
    public long Entries => _times.Count - 1;

    /// <summary>Reads a record, once, for any number of checks.</summary>
    public static async Task<VerdictRecord> ReadAsync(
        IAsyncEnumerable<StoredEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var record = new VerdictRecord();
        await foreach (var stored in entries.WithCancellation(cancellationToken))
            record.Add(stored);
        record.Order();
        return record;
    }

    internal long At(long entry) => _times[(int)entry];

    internal T? Of<T>(long entry)
        where T : class => _values.GetValueOrDefault(entry) as T;

    /// <summary>All values of a type up to an entry, in their order.</summary>
    internal IEnumerable<(long Entry, T Value)> All<T>(long until)
        where T : class => ByType<T>().Where(v => v.Entry <= until);

    /// <summary>The last value of a type up to an entry.</summary>
    internal (long Entry, T Value)? Last<T>(long until)
        where T : class => All<T>(until).Select(v => ((long, T)?)v).LastOrDefault();

    internal bool IsClosed(long entry) => _closed.Exists(c => c.Entry == entry);

    /// <summary>Entries of a kind whose values are not open, up to an entry.</summary>
    internal IEnumerable<long> Closed(string kind, long until) =>
        _closed.Where(c => c.Kind == kind && c.Entry <= until).Select(c => c.Entry);

    /// <summary>An observation of an entry, or the reading of a batch.</summary>
    internal Observation? Observation(CitedEntry cited) =>
        _values.GetValueOrDefault(cited.Entry) switch
        {
            Observation observation when cited.Reading is null => observation,
            SensorBatch batch => batch.Readings.FirstOrDefault(r => r.Id.Text == cited.Reading),
            _ => null,
        };

    /// <summary>The observations up to an entry that may have been in a span, by their start.</summary>
    internal IEnumerable<(Observation Observation, long Entry)> During(ProofSpan span, long until)
    {
        for (var i = Below(span.Until) - 1; i >= 0 && _reach[i] > span.From; i--)
            if (_observations[i].Entry <= until && Micros(_observations[i].Observation.Occurred.End) > span.From)
                yield return _observations[i];
    }

    /// <summary>What a defined term means by the provision of an entry; null: that entry says nothing of it.</summary>
    internal Formula? Term(string name, long entry, long until) =>
        entry <= until && Of<Provision>(entry)?.Norm is Norm.Means means && means.Term == name ? means.Is : null;

    internal static long Micros(NodaTime.Instant at) => (long)Math.Floor(at.ToUnixTimeTicks() / 10.0);

    private readonly Dictionary<Type, System.Collections.IList> _byType = [];

    private List<(long Entry, T Value)> ByType<T>()
        where T : class
    {
        if (!_byType.TryGetValue(typeof(T), out var known))
            _byType[typeof(T)] = known = (List<(long, T)>)
                [.. _values.Where(v => v.Value is T).OrderBy(v => v.Key).Select(v => (v.Key, (T)v.Value))];
        return (List<(long, T)>)known;
    }

    private void Add(StoredEntry stored)
    {
        var (number, open) = (stored.Number.Value, stored.Open);
        _times.Add(Math.Max(_times[^1], open.Entry.At));
        try
        {
            if (Read(open) is not { } value)
                return;
            _values[number] = value;
            if (value is Observation observation)
                _observations.Add((observation, number));
            else if (value is SensorBatch batch)
                _observations.AddRange(batch.Readings.Select(r => (r, number)));
        }
        catch (JsonException)
        {
            _closed.Add((number, open.Entry.Kind));
        }
    }

    // By start; and up to each the latest end, so that looking back ends where nothing reaches.
    private void Order()
    {
        _observations.Sort((a, b) => a.Observation.Occurred.Start.CompareTo(b.Observation.Occurred.Start));
        _reach = new long[_observations.Count];
        for (var i = 0; i < _reach.Length; i++)
            _reach[i] = Math.Max(i == 0 ? long.MinValue : _reach[i - 1], Micros(_observations[i].Observation.Occurred.End));
    }

    private int Below(long until)
    {
        var (low, high) = (0, _observations.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Micros(_observations[middle].Observation.Occurred.Start) < until)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    // A value with a closed field lacks a member and cannot be read; so it counts as closed.
    private static object? Read(OpenEntry open) =>
        open.Entry.Kind switch
        {
            "mission" => EntryValues.Read<Charter>(open.Fields),
            "rulebook" => EntryValues.Read<Rules>(open.Fields),
            "source" => EntryValues.Read<Source>(open.Fields),
            "zone" => EntryValues.Read<Zone>(open.Fields),
            "claim" => EntryValues.Read<TruceClaim>(open.Fields),
            "provision" => EntryValues.Read<Provision>(open.Fields),
            "act" => EntryValues.Read<RegisteredAct>(open.Fields),
            "observation" => EntryValues.ReadObservation(open.Fields),
            "batch" => EntryValues.Read<SensorBatch>(open.Fields),
            "looked" => EntryValues.Read<Looked>(open.Fields),
            _ => null,
        };
}
