using System.Collections.Immutable;
using NodaTime.Text;
using Trucewatch.Agreements;
using Trucewatch.Formats.Texts;
using Trucewatch.Labels;
using Trucewatch.Values;

namespace Trucewatch.Missions.Charters;

/// <summary>A span as two instants.</summary>
public sealed record SpanReply(string From, string Until);

/// <summary>A party as shown.</summary>
public sealed record PartyReply(string Id, string Side, ImmutableSortedDictionary<string, string> Name);

/// <summary>A provision beside its text.</summary>
public sealed record ProvisionReply(
    string Clause,
    string Title,
    string Prose,
    string Source,
    string Codes,
    ImmutableSortedDictionary<string, string> ReadBack
);

/// <summary>A sector's id and name.</summary>
public sealed record SectorReply(string Id, ImmutableSortedDictionary<string, string> Name);

/// <summary>A class of codes.</summary>
public sealed record ClassReply(string Id, ImmutableArray<string> Codes);

/// <summary>A source as shown.</summary>
public sealed record SourceReply(
    string Id,
    ImmutableSortedDictionary<string, string> Name,
    string Kind,
    string? Owner,
    string Grade,
    string Attribution,
    int Observations,
    int Rejected,
    bool OwnMeans
);

/// <summary>The mission as the one who looks may see it.</summary>
public sealed record MissionReply(
    string Id,
    ImmutableSortedDictionary<string, string> Name,
    string Mark,
    string Origin,
    string Zone,
    SpanReply Window,
    ImmutableArray<string> Days,
    string FirstDay,
    string LastDay,
    string CutOff,
    ImmutableArray<PartyReply> Parties,
    ImmutableArray<ProvisionReply> Provisions,
    ImmutableArray<SectorReply> Sectors,
    ImmutableArray<ClassReply> Classes,
    ImmutableArray<SourceReply> Sources,
    string Audience,
    ImmutableArray<string> Audiences,
    bool MayAskAsOf,
    long Entries,
    string? Root,
    ImmutableArray<double> Bounds
)
{
    /// <summary>The mission of a view.</summary>
    /// <param name="view">Who looks at what.</param>
    /// <param name="most">The widest audience that the host lets anybody look as.</param>
    public static MissionReply Of(View view, Audience most)
    {
        var known = view.Known;
        var charter = known.Charter;
        var bySource = known.Observations.Values.CountBy(o => o.Source).ToDictionary(c => c.Key, c => c.Value);
        var rejected = known.Rejections.CountBy(r => r.Source).ToDictionary(c => c.Key, c => c.Value);
        return new(
            charter.Id,
            charter.Name,
            charter.Mark.ToString().ToUpperInvariant(),
            charter.MarkedOrigin,
            charter.Zone,
            new(
                InstantPattern.ExtendedIso.Format(charter.Window.Start),
                InstantPattern.ExtendedIso.Format(charter.Window.End)
            ),
            [.. charter.Days.Select(LocalDatePattern.Iso.Format)],
            LocalDatePattern.Iso.Format(charter.FirstDay),
            LocalDatePattern.Iso.Format(charter.LastDay),
            LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(charter.CutOff),
            [.. charter.Parties.OrderBy(p => p.Id).Select(p => new PartyReply(p.Id.Code, p.Side.ToString(), p.Name))],
            [.. known.Provisions.Select(Provision)],
            [
                .. known
                    .Zones.Where(z => z.Kind == ZoneKind.Sector)
                    .DistinctBy(z => z.Id)
                    .OrderBy(z => z.Id, StringComparer.Ordinal)
                    .Select(z => new SectorReply(z.Id, z.Name)),
            ],
            [.. known.Rules.Classes.Select(c => new ClassReply(c.Id, [.. c.Codes.Select(k => k.Text)]))],
            [
                .. known.Sources.Values.Select(s => new SourceReply(
                    s.Id.Code,
                    s.Name,
                    ValueCodec.Word(s.Kind),
                    s.Owner?.Code,
                    s.Grade,
                    s.Attribution,
                    bySource.GetValueOrDefault(s.Id),
                    rejected.GetValueOrDefault(s.Id),
                    s.IsOwnMeans
                )),
            ],
            view.Viewer.Audience.ToString().ToUpperInvariant(),
            [
                .. (most == Labels.Audience.Mission ? Enum.GetValues<Audience>() : [most]).Select(a =>
                    a.ToString().ToUpperInvariant()
                ),
            ],
            view.Viewer.MayAskAsOf,
            view.Entries,
            view.Root,
            BoundsOf(known.Zones)
        );
    }

    private static ProvisionReply Provision(Provision provision) =>
        new(
            provision.Clause,
            provision.Title,
            provision.Prose,
            provision.Source,
            provision.Breach.Codes.ToString(),
            Words.Languages.ToImmutableSortedDictionary(
                l => l,
                l => ReadBack.Say(provision, l, key => Words.Shipped.Find(l, key))
            )
        );

    private static ImmutableArray<double> BoundsOf(ImmutableArray<Zone> zones)
    {
        var box = new NetTopologySuite.Geometries.Envelope();
        foreach (var zone in zones.Where(z => z.Kind is ZoneKind.Sector or ZoneKind.Region))
            box.ExpandToInclude(zone.Shape.EnvelopeInternal);
        return box.IsNull ? [-180, -85, 180, 85] : [box.MinX, box.MinY, box.MaxX, box.MaxY];
    }
}
