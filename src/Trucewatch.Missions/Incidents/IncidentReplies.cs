using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Incidents;
using Trucewatch.Labels;
using Trucewatch.Missions.Verdicts;
using Trucewatch.Observations;
using Trucewatch.Reports;
using Trucewatch.Space;
using Trucewatch.Values;

namespace Trucewatch.Missions.Incidents;

/// <summary>A place as shown: longitude first, degrees; the radius of its 95 % circle in metres.</summary>
public sealed record PlaceReply(
    string Kind,
    double? Lon,
    double? Lat,
    double? RadiusMeters,
    string Name,
    ImmutableArray<string> Zones
);

/// <summary>An attribution as shown.</summary>
public sealed record AttributionReply(string? Party, string Standard, string By);

/// <summary>An incident as a row.</summary>
public sealed record IncidentRow(
    int Number,
    string Code,
    ImmutableArray<string> Codes,
    string? Class,
    string From,
    string Until,
    string Precision,
    PlaceReply Place,
    ImmutableArray<string> Sectors,
    string Standing,
    string Status,
    int Observations,
    int Groups,
    ImmutableArray<string> Sources,
    AttributionReply? Attribution,
    bool InWindow
)
{
    /// <summary>The row of one of the view's incidents: places as coarse as the one who looks may see them.</summary>
    public static IncidentRow Of(Incident incident, View view)
    {
        var decided = view.Picture.Attributed.GetValueOrDefault(incident.Id)?.Decided;
        return new(
            view.Numbers[incident.Id],
            incident.Code.Text,
            [.. incident.Likely.Where(l => l.Value >= 0.05).OrderByDescending(l => l.Value).Select(l => l.Key.Text)],
            view.Known.Rules.Classes.FirstOrDefault(c => c.Codes.Contains(incident.Code))?.Id,
            InstantPattern.ExtendedIso.Format(incident.Occurred.Start),
            InstantPattern.ExtendedIso.Format(incident.Occurred.End),
            ValueCodec.Word(incident.Occurred.Precision),
            PlaceOf(incident.Place, incident.PlaceName, view),
            view.SectorsOf(incident),
            ValueCodec.Word(incident.Standing),
            view.Picture.StatusOf(incident),
            incident.Members.Length,
            incident.Groups,
            [.. incident.Sources.Select(s => s.Code).Order(StringComparer.Ordinal)],
            decided is null ? null : new(decided.Party?.Code, ValueCodec.Word(decided.Standard), decided.DecidedBy),
            incident.Occurred.Overlaps(view.Known.Charter.Window)
        );
    }

    internal static PlaceReply PlaceOf(Place place, string name, View view) =>
        Release.Where(view.Viewer, place, view.Known.Rules) switch
        {
            Place.Point p => new(
                "point",
                Round(p.At.Longitude),
                Round(p.At.Latitude),
                Math.Ceiling(p.Uncertainty.Meters),
                name,
                []
            ),
            Place.Sector s when Middle(s) is var (at, radius) => new(
                "sector",
                Round(at.Longitude),
                Round(at.Latitude),
                radius,
                name,
                []
            ),
            Place.Areas a => new("areas", null, null, null, name, a.Zones),
            _ => new("unknown", null, null, null, name, []),
        };

    private static (GeoPoint At, double Radius) Middle(Place.Sector sector)
    {
        var half = (sector.Farthest.Meters - sector.Nearest.Meters) / 2;
        var middle = sector.Nearest.Meters + half;
        return (
            Geodesy.Ahead(sector.Observer, sector.Bearing, Distance.FromMeters(middle)),
            Math.Ceiling(Math.Max(half, middle * 2 * sector.BearingSigma * (Math.PI / 180)))
        );
    }

    private static double Round(double degrees) => Math.Round(degrees, 5);
}

/// <summary>One page of incidents.</summary>
public sealed record IncidentList(
    long AsOf,
    int? Total,
    string TotalText,
    int Page,
    int Size,
    ImmutableArray<IncidentRow> Items
)
{
    /// <summary>A page of what a query finds. Totals of 1 to 4 that include what is not public read "&lt; 5" below the mechanism.</summary>
    public static IncidentList Of(IncidentQuery query, View view)
    {
        var found = query.Answer(view);
        var (page, size) = (query.Page ?? 1, query.Size ?? 100);
        var hidden = found.Any(i => i.Members.Any(m => view.Known.Observations[m].Label.Marking != Marking.Public));
        var text = Release.Count(view.Viewer, found.Length, hidden);
        return new(
            view.Known.AsOf.Value,
            text.StartsWith('<') ? null : found.Length,
            text,
            page,
            size,
            [.. found.Skip((page - 1) * size).Take(size).Select(i => IncidentRow.Of(i, view))]
        );
    }
}

/// <summary>How sure a report is of a code, in nats relative to its best.</summary>
public sealed record CodeReply(string Code, double Nats);

/// <summary>A further field of an observation that the viewer may see.</summary>
public sealed record DetailReply(string Name, string Value, string Marking);

/// <summary>An observation as shown.</summary>
public sealed record ObservationReply(
    long? Entry,
    string Source,
    string Group,
    string From,
    string Until,
    string Precision,
    string? Declared,
    string Received,
    PlaceReply Place,
    string PlaceName,
    ImmutableArray<CodeReply> Codes,
    string Standing,
    double? Count,
    string? Unit,
    int Repeats,
    string? Accused,
    ImmutableArray<DetailReply> Details
);

/// <summary>Why an observation belongs: its weight against the rest, in nats.</summary>
public sealed record BecauseReply(int Observation, double Place, double Time, double Type, double Total);

/// <summary>A near neighbour kept apart; its number is null where the viewer may not know of it.</summary>
public sealed record AgainstReply(
    int? Incident,
    double Kilometers,
    double Hours,
    double Place,
    double Time,
    double Type,
    double Total,
    string Reason
);

/// <summary>An incident with all that it rests on and all that speaks against it.</summary>
public sealed record IncidentDetail(
    IncidentRow Incident,
    ImmutableArray<ObservationReply> Observations,
    ImmutableArray<BecauseReply> Because,
    ImmutableArray<AgainstReply> Against,
    ImmutableArray<BoardCellReply> Cells
)
{
    /// <summary>The incident of that number; null: there is none that the viewer may know of.</summary>
    public static IncidentDetail? Of(int number, View view)
    {
        var incident = view.Incidents.FirstOrDefault(i => view.Numbers[i.Id] == number);
        if (incident is null)
            return null;
        var members = Release.Members(view.Viewer, incident, view.Known);
        return new(
            IncidentRow.Of(incident, view),
            [.. members.Select(m => Observe(m, view))],
            [
                .. incident
                    .Because.Select(b => (Index: IndexOf(members, b.Member), b.Weight))
                    .Where(b => b.Index >= 0)
                    .Select(b => new BecauseReply(
                        b.Index,
                        Nats(b.Weight.Place),
                        Nats(b.Weight.Time),
                        Nats(b.Weight.Type),
                        Nats(b.Weight.Total)
                    )),
            ],
            [
                .. incident.Against.Select(a => new AgainstReply(
                    view.Numbers[a.Other],
                    Math.Round(a.Kilometers, 1),
                    Math.Round(a.Hours, 1),
                    Nats(a.Weight.Place),
                    Nats(a.Weight.Time),
                    Nats(a.Weight.Type),
                    Nats(a.Weight.Total),
                    a.Reason
                )),
            ],
            [.. view.CellsOf(incident).Select(c => BoardCellReply.Of(c, view))]
        );
    }

    private static int IndexOf(ImmutableArray<Observation> members, ObservationId id)
    {
        for (var i = 0; i < members.Length; i++)
            if (members[i].Id == id)
                return i;
        return -1;
    }

    private static double Nats(double value) => Math.Round(value, 2);

    private static ObservationReply Observe(Observation o, View view) =>
        new(
            view.Viewer.MaySeeDerivedIds ? view.Known.EntryOf[o.Id].Value : null,
            o.Source.Code,
            o.Group,
            InstantPattern.ExtendedIso.Format(o.Occurred.Start),
            InstantPattern.ExtendedIso.Format(o.Occurred.End),
            ValueCodec.Word(o.Occurred.Precision),
            o.Occurred.Declared is { } declared ? $"{declared.Text} {declared.Zone}" : null,
            InstantPattern.ExtendedIso.Format(o.Received),
            IncidentRow.PlaceOf(o.Place, o.PlaceName, view),
            o.PlaceName,
            [.. o.Type.Nats.Select(n => new CodeReply(n.Key.Text, n.Value))],
            ValueCodec.Word(o.Standing),
            o.Count,
            o.Unit,
            o.Repeats,
            o.Accused?.Code,
            [
                .. o
                    .Details.Where(d =>
                        view.Viewer.May(
                            o.Label with
                            {
                                Marking = d.Value.Marking > o.Label.Marking ? d.Value.Marking : o.Label.Marking,
                            },
                            view.Known.At
                        )
                    )
                    .Where(d => d.Value.Marking < Marking.Restricted)
                    .Select(d => new DetailReply(d.Key, d.Value.Value, ValueCodec.Word(d.Value.Marking))),
            ]
        );
}

/// <summary>Reports by day beside how much was watched.</summary>
public sealed record HistogramDay(string Day, int Seen, int Reported, int Alleged, double? WatchedShare, bool InWindow);

/// <summary>Incidents of a query by day of their start.</summary>
public sealed record Histogram(ImmutableArray<HistogramDay> Days)
{
    /// <summary>Every day from the first to the last that the mission reads; the watched share is null outside the window.</summary>
    public static Histogram Of(IncidentQuery query, View view)
    {
        var charter = view.Known.Charter;
        var zone = charter.TimeZone;
        var byDay = query.Answer(view).ToLookup(i => i.Occurred.Start.InZone(zone).Date);
        var watched = view
            .Picture.Board.Cells.GroupBy(c => c.Day)
            .ToDictionary(
                g => g.Key,
                g => g.Sum(c => c.Watching.Watched) / Math.Max(1e-9, g.Sum(c => c.Watching.Hours))
            );
        var days = ImmutableArray.CreateBuilder<HistogramDay>();
        for (var day = charter.FirstDay; day <= charter.LastDay; day = day.PlusDays(1))
        {
            var incidents = byDay[day].ToList();
            days.Add(
                new(
                    LocalDatePattern.Iso.Format(day),
                    incidents.Count(i => i.Standing == Standing.Seen),
                    incidents.Count(i => i.Standing == Standing.Reported),
                    incidents.Count(i => i.Standing == Standing.Alleged),
                    watched.TryGetValue(day, out var share) ? Math.Round(share, 4) : null,
                    charter.SpanOf(day).End > charter.Window.Start && charter.SpanOf(day).Start < charter.Window.End
                )
            );
        }
        return new(days.ToImmutable());
    }
}
