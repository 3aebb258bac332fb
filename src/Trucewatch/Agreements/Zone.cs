using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NodaTime;

namespace Trucewatch.Agreements;

/// <summary>What a zone is for.</summary>
public enum ZoneKind
{
    /// <summary>A part of the board: verdicts are given per sector.</summary>
    Sector = 1,

    /// <summary>An area that a clause names.</summary>
    Area = 2,

    /// <summary>A line that a clause or a map names.</summary>
    Line = 3,

    /// <summary>A protected site, or a list of them.</summary>
    Facility = 4,

    /// <summary>A district or oblast, for reports that name no better place.</summary>
    Region = 5,
}

/// <summary>One drawer's claim of a line, an area, a sector or a facility: one side's map is that side's claim.</summary>
/// <param name="Id">Its id in the mission; several drawers may draw the same id.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">Its name by language.</param>
/// <param name="Drawer">Who drew it: a party, a body or a source. Never empty.</param>
/// <param name="Valid">From when to when it is meant to hold.</param>
/// <param name="Clause">The clause that creates it; null: none.</param>
/// <param name="Aliases">Other names by which sources call it. Compared without regard to case.</param>
/// <param name="Shape">Its outline: WGS 84, longitude first, degrees.</param>
public sealed record Zone(
    string Id,
    ZoneKind Kind,
    ImmutableSortedDictionary<string, string> Name,
    string Drawer,
    Interval Valid,
    string? Clause,
    ImmutableArray<string> Aliases,
    Geometry Shape
);
