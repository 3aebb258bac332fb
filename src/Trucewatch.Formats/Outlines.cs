using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;
using NodaTime;

namespace Trucewatch.Formats;

/// <summary>What the readers of maps share.</summary>
internal static class Outlines
{
    /// <summary>For ever: from 1900 on, without an end.</summary>
    public static readonly Interval Always = new(Instant.FromUtc(1900, 1, 1, 0, 0), null);

    /// <summary>The outline with fewer corners, none moved by more than the tolerance; as it was where that would break it.</summary>
    /// <param name="shape">The outline.</param>
    /// <param name="degrees">The tolerance, degrees; 0: leave it.</param>
    public static Geometry Simplify(Geometry shape, double degrees)
    {
        if (degrees == 0)
            return shape;
        var simple = TopologyPreservingSimplifier.Simplify(shape, degrees);
        return simple.IsEmpty || !simple.IsValid ? shape : simple;
    }
}
