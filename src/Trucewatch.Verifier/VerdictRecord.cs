using System.Collections.Concurrent;
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

    /// <summary>The clause that an entry adopted, and when it is valid as known at another; null: it adopted none that stands.</summary>
    internal (Provision Provision, ProofSpan Valid)? Clause(long entry, long until)
    {
        var amended = Of<Amendment>(entry);
        if ((Of<Provision>(entry) ?? amended?.Provision) is not { } provision || entry > until)
            return null;
        var from = amended is null ? ProofSpan.Ever : Micros(amended.WithEffectFrom);
        var later = All<Amendment>(until)
            .Where(a => a.Entry > entry && a.Value.Clause == provision.Clause)
            .Select(a => Micros(a.Value.WithEffectFrom))
            .Append(ProofSpan.Forever)
            .Min();
        return later > from ? (provision, new(from, later)) : null;
    }

    /// <summary>Whether some fields of an entry are closed, though its value can be read without them.</summary>
    internal bool IsPartlyClosed(long entry) => _partly.Contains(entry);

    /// <summary>The nouns of the terms as adopted up to an entry.</summary>
    /// <remarks>Records of earlier releases hold no terms: then each noun of what is forbidden is one for incidents.</remarks>
    internal ImmutableArray<FactKind> Kinds(long until) =>
        Once(
            "kinds",
            until,
            () =>
            {
                var kinds = All<FactKind>(until).Select(k => k.Value).ToImmutableArray();
                return kinds.IsEmpty ? Nouns(until) : kinds;
            }
        );

    private ImmutableArray<FactKind> Nouns(long until) =>
        [
            .. All<Provision>(until)
                .Select(p => p.Value.Norm)
                .OfType<Norm.Forbid>()
                .SelectMany(f => StepCheck.Facts(f.Act))
                .Select(f => f.Kind)
                .Distinct(StringComparer.Ordinal)
                .Select(n => new FactKind(n, true, CodeSet.All, [], Register.Observed, new("", 1, 1))),
        ];

    /// <summary>What follows from the entries up to one, computed once for all proofs.</summary>
    /// <param name="what">What it is, and of what.</param>
    /// <param name="until">The last entry that it rests on.</param>
    /// <param name="compute">Computes it from the entries alone.</param>
    internal T Once<T>(string what, long until, Func<T> compute) =>
        (T)_once.GetOrAdd((what, until), static (_, c) => c()!, compute)!;

    private readonly ConcurrentDictionary<(string What, long Until), object?> _once = new();

    /// <summary>Whether the mechanism keeps that register itself.</summary>
    internal bool IsRegistered(string noun, long until) =>
        Kinds(until).FirstOrDefault(k => k.Noun == noun) is { Register: Register.Registered };

    /// <summary>The acts that stand at an entry: not withdrawn, and with what corrections put in their place.</summary>
    internal IReadOnlyList<(long Entry, RegisteredAct Act)> StandingActs(long until) =>
        Once("acts", until, () => Standing(until));

    private List<(long Entry, RegisteredAct Act)> Standing(long until)
    {
        var stand = new List<(long Entry, RegisteredAct Act)>();
        var charter = Last<Charter>(until)?.Value;
        foreach (var (entry, act) in All<RegisteredAct>(until))
        {
            var (of, by, instead) = act switch
            {
                RegisteredAct.Withdrawal w => (w.Of, w.By, null),
                RegisteredAct.Correction c => (c.Of, c.By, c.Instead),
                _ => ((string?)null, "", act),
            };
            var taken = of is null ? -1 : stand.FindIndex(a => a.Act.Id == of && MayTakeBack(by, a.Act, charter));
            if (taken >= 0)
                stand.RemoveAt(taken);
            if (instead is not null && (of is null || taken >= 0))
                stand.Add((entry, instead));
        }
        return stand;
    }

    /// <summary>The acts filed under a noun that stand at an entry.</summary>
    internal IEnumerable<(long Entry, RegisteredAct.Filed Act)> Filed(string noun, long until) =>
        from act in StandingActs(until)
        where act.Act is RegisteredAct.Filed filed && filed.Noun == noun
        select (act.Entry, (RegisteredAct.Filed)act.Act);

    /// <summary>The entry of an observation by <c>source:reference</c>; null: none has it.</summary>
    internal CitedEntry? Reference(string name, long until) =>
        _references.TryGetValue(name, out var cited) && cited.Entry <= until ? cited : null;

    private static bool MayTakeBack(string by, RegisteredAct act, Charter? charter) =>
        by == act.Maker || (charter?.Bodies.Any(b => b.Id == by && b.May.Contains(ActRegister.MayCorrect)) ?? false);

    private readonly HashSet<long> _partly = [];
    private readonly Dictionary<string, CitedEntry> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, System.Collections.IList> _byType = [];

    private List<(long Entry, T Value)> ByType<T>()
        where T : class
    {
        if (!_byType.TryGetValue(typeof(T), out var known))
            _byType[typeof(T)] = known =
                (List<(long, T)>)
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
            var key = open.Fields.Any(f => f.Name == EntryValues.KeyField) ? 0 : 1; // what makes it one of its kind is closed to most
            if (open.Fields.Length + key < open.Entry.Digests.Length)
                _partly.Add(number);
            if (value is Observation observation)
                Add(observation, new(CitedRole.Member, number, null));
            foreach (var reading in (value as SensorBatch)?.Readings ?? [])
                Add(reading, new(CitedRole.Member, number, reading.Id.Text));
        }
        catch (JsonException)
        {
            _closed.Add((number, open.Entry.Kind));
        }
    }

    private void Add(Observation observation, CitedEntry cited)
    {
        _observations.Add((observation, cited.Entry));
        if (observation.Reference is { } reference)
            _references.TryAdd($"{observation.Source}:{reference}", cited);
    }

    // By start; and up to each the latest end, so that looking back ends where nothing reaches.
    private void Order()
    {
        _observations.Sort((a, b) => a.Observation.Occurred.Start.CompareTo(b.Observation.Occurred.Start));
        _reach = new long[_observations.Count];
        for (var i = 0; i < _reach.Length; i++)
            _reach[i] = Math.Max(
                i == 0 ? long.MinValue : _reach[i - 1],
                Micros(_observations[i].Observation.Occurred.End)
            );
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
            "term" => EntryValues.Read<FactKind>(open.Fields),
            "amendment" => EntryValues.Read<Amendment>(open.Fields),
            "claim" => EntryValues.Read<TruceClaim>(open.Fields),
            "provision" => EntryValues.Read<Provision>(open.Fields),
            "act" => EntryValues.Read<RegisteredAct>(open.Fields),
            "observation" => EntryValues.ReadObservation(open.Fields),
            "batch" => EntryValues.Read<SensorBatch>(open.Fields),
            "looked" => EntryValues.Read<Looked>(open.Fields),
            _ => null,
        };
}
