using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Incidents;
using Trucewatch.Labels;
using Trucewatch.Reports;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions;

/// <summary>What one viewer looks at: the picture as known at one entry, with the numbers issued for it.</summary>
/// <remarks>Made once per entry and audience, and kept: a cache of a fold, never a truth of its own.</remarks>
public sealed class View(WrittenReport written, Viewer viewer, long entries, string root)
{
    private readonly Lazy<ImmutableArray<Incident>> incidents = new(() =>
        Release.Shown(viewer, written.Picture.Incidents, written.Picture.Known)
    );
    private readonly Lazy<ILookup<IncidentId, BoardCell>> cells = new(() =>
        written.Picture.Board.Cells.SelectMany(c => c.RestsOn.Select(i => (i, c))).ToLookup(p => p.i, p => p.c)
    );

    private ImmutableDictionary<IncidentId, ImmutableArray<string>>? sectors;

    /// <summary>Who looks.</summary>
    public Viewer Viewer => viewer;

    /// <summary>The report of this picture.</summary>
    public WrittenReport Written => written;

    /// <summary>The picture.</summary>
    public Picture Picture => written.Picture;

    /// <summary>The incidents as the one who looks may know them, by start and id.</summary>
    public ImmutableArray<Incident> Incidents => incidents.Value;

    /// <summary>What is known.</summary>
    public Known Known => written.Picture.Known;

    /// <summary>Issued numbers.</summary>
    public ImmutableDictionary<IncidentId, int> Numbers => written.Numbers;

    /// <summary>How many entries the record has now.</summary>
    public long Entries => entries;

    /// <summary>The record's root, hexadecimal.</summary>
    public string Root => root;

    /// <summary>The sectors in which an incident surely or possibly lies.</summary>
    public ImmutableArray<string> SectorsOf(Incident incident) =>
        LazyInitializer
            .EnsureInitialized(ref sectors, () => Sectors(Incidents, Picture))
            .GetValueOrDefault(incident.Id, []);

    /// <summary>The cells whose verdict rests on an incident.</summary>
    public IEnumerable<BoardCell> CellsOf(Incident incident) => cells.Value[incident.Id];

    /// <summary>The party that an incident is attributed to, or that an allegation accuses; null: neither.</summary>
    public string? PartyOf(Incident incident) =>
        Picture.Attributed.GetValueOrDefault(incident.Id)?.Decided?.Party?.Code
        ?? (Picture.Facts.Accused.TryGetValue(incident.Id, out var accused) ? accused.Code : null);

    private static ImmutableDictionary<IncidentId, ImmutableArray<string>> Sectors(
        ImmutableArray<Incident> incidents,
        Picture picture
    )
    {
        var ids = picture
            .Known.Zones.Where(z => z.Kind == ZoneKind.Sector)
            .Select(z => z.Id)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var placing = new Placing(picture.Facts);
        return incidents.ToImmutableDictionary(
            i => i.Id,
            i =>
                i.Place is Space.Place.Unknown
                    ? ImmutableArray<string>.Empty
                    : [.. ids.Where(s => placing.InSector(i, s) != Answer.No)]
        );
    }
}
