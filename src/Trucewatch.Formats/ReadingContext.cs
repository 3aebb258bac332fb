using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Formats;

/// <summary>What a reader must know of the mission: its charter, the zones drawn so far, its rules. And it counts what is not read.</summary>
/// <remarks>Zones come in twice: those of the mission's folder first, those of its reference sources by <see cref="Add"/>.</remarks>
public sealed class ReadingContext
{
    private readonly Dictionary<string, SortedSet<string>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Geometry> _areas = [];
    private readonly Envelope _bounds = new();

    /// <summary>A mission with the zones of its folder.</summary>
    public ReadingContext(Charter charter, IEnumerable<Zone> zones, Rules rules)
    {
        (Charter, Rules) = (charter, rules);
        TimeZone = charter.TimeZone;
        Begin = charter.SpanOf(charter.FirstDay).Start;
        foreach (var zone in zones)
            Add(zone);
    }

    /// <summary>The mission's charter.</summary>
    public Charter Charter { get; }

    /// <summary>The counting rules and thresholds.</summary>
    public Rules Rules { get; }

    /// <summary>The mission's time zone.</summary>
    public DateTimeZone TimeZone { get; }

    /// <summary>The start of the first day whose data are read: what was rejected before anything was read became known then.</summary>
    public Instant Begin { get; }

    /// <summary>How many rows were not read because they lie outside the days the mission looks at, or speak of another truce.</summary>
    public long Skipped { get; private set; }

    /// <summary>Counts a row that is not read.</summary>
    public void Skip() => Skipped++;

    /// <summary>True if data of that day, mission's zone, are read.</summary>
    public bool Reads(LocalDate day) => Charter.FirstDay <= day && day <= Charter.LastDay;

    /// <summary>True if data of that moment are read.</summary>
    public bool Reads(Instant moment) => Reads(moment.InZone(TimeZone).Date);

    /// <summary>Adds a zone that a reference source drew.</summary>
    public void Add(Zone zone)
    {
        Call(zone.Id, zone.Id);
        foreach (var alias in zone.Aliases)
            Call(alias, zone.Id);
        foreach (var name in zone.Name.Values)
            Call(name, zone.Id);
        if (zone.Kind is ZoneKind.Sector or ZoneKind.Region or ZoneKind.Area)
        {
            _areas.Add(zone.Shape);
            _bounds.ExpandToInclude(zone.Shape.EnvelopeInternal);
        }
    }

    /// <summary>The ids of the zones that somebody means by that name, sorted; empty: none.</summary>
    public ImmutableArray<string> ZonesCalled(string name) =>
        _byName.TryGetValue(name.Trim(), out var ids) ? [.. ids] : [];

    /// <summary>True if the place lies outside the mission's bounds and would lie in one of its zones with its axes changed over.</summary>
    /// <remarks>Always false where the mission has no zones.</remarks>
    internal bool AreSwapped(double longitude, double latitude) =>
        !_bounds.IsNull
        && !_bounds.Contains(longitude, latitude)
        && _bounds.Contains(latitude, longitude)
        && longitude is >= -90 and <= 90
        && IsInside(GeoPoint.FromLonLat(latitude, longitude));

    private bool IsInside(GeoPoint place) =>
        _areas.Exists(a => a.EnvelopeInternal.Contains(place.ToCoordinate()) && Geodesy.Contains(a, place));

    private void Call(string name, string id)
    {
        if (!_byName.TryGetValue(name, out var ids))
            _byName.Add(name, ids = new(StringComparer.Ordinal));
        ids.Add(id);
    }
}
