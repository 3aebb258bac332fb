using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using Trucewatch.Space;

namespace Trucewatch.Agreements;

/// <summary>Whether a place can lie in and out of several zones at once.</summary>
/// <remarks>
/// Where a zone has several drawers a place is possible if it is by one of them. Distances between outlines are those of their
/// corners, within the accuracy of <see cref="Geodesy"/>. A zone without an outline here excludes nothing.
/// </remarks>
internal sealed class Places(ImmutableArray<Zone> zones)
{
    private readonly ILookup<string, Geometry> shapes = zones.ToLookup(z => z.Id, z => z.Shape, StringComparer.Ordinal);
    private readonly Dictionary<(string, string), double> gaps = [];
    private readonly Dictionary<(string, string), double?> insets = [];

    /// <summary>Why no place can do all of that; null: none was found.</summary>
    public (Literal.Lies One, Literal.Lies? Other)? Against(ImmutableArray<Literal.Lies> all)
    {
        foreach (var lies in all)
            if (lies is { Outside: false, Meters: 0 } && HasNoArea(lies.Zone))
                return (lies, null);
        for (var i = 0; i < all.Length; i++)
        for (var j = i + 1; j < all.Length; j++)
            if (IsAgainst(all[i], all[j]))
                return (all[i], all[j]);
        return null;
    }

    /// <summary>A line or points: nothing lies in it.</summary>
    public bool HasNoArea(string zone) =>
        shapes.Contains(zone) && shapes[zone].All(s => s.IsEmpty || s.Dimension < Dimension.Surface);

    private bool IsAgainst(Literal.Lies one, Literal.Lies other) =>
        (one.Outside, other.Outside) switch
        {
            (true, true) => false,
            (false, false) => one.Zone != other.Zone && Gap(one.Zone, other.Zone) > one.Meters + other.Meters,
            (false, true) => IsWithin(one, other),
            (true, false) => IsWithin(other, one),
        };

    // All of what counts as inside the first counts as inside the second.
    private bool IsWithin(Literal.Lies inner, Literal.Lies outer) =>
        inner.Zone == outer.Zone
            ? inner.Meters <= outer.Meters
            : Inset(inner.Zone, outer.Zone) is { } inset && inner.Meters <= outer.Meters + inset;

    /// <summary>The least distance between two zones, by any of their drawers; 0: they meet.</summary>
    private double Gap(string one, string other)
    {
        if (!gaps.TryGetValue((one, other), out var gap))
            gaps[(one, other)] = gap =
                shapes.Contains(one) && shapes.Contains(other)
                    ? shapes[one].SelectMany(_ => shapes[other], Apart).Min()
                    : 0;
        return gap;
    }

    private static double Apart(Geometry one, Geometry other) => one.Intersects(other) ? 0 : Between(one, other);

    private static double Between(Geometry one, Geometry other) => Math.Min(Nearest(one, other), Nearest(other, one));

    private static double Nearest(Geometry from, Geometry to) =>
        from.Coordinates.Min(c => Math.Abs(Geodesy.SignedDistance(GeoPoint.FromLonLat(c.X, c.Y), to)));

    /// <summary>How far the inner zone stays from the outer one's edge by all drawers; null: it is not inside it by all.</summary>
    private double? Inset(string inner, string outer)
    {
        if (!insets.TryGetValue((inner, outer), out var inset))
            insets[(inner, outer)] = inset =
                shapes.Contains(inner)
                && shapes.Contains(outer)
                && shapes[inner].All(i => shapes[outer].All(o => o.Covers(i)))
                    ? shapes[inner].SelectMany(_ => shapes[outer], Between).Min()
                    : null;
        return inset;
    }
}
