using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Incidents;

/// <summary>Observations taken together: sums only, so that merging costs the same however many they are.</summary>
/// <remarks>
/// Places as information sums Σ P⁻¹ and Σ P⁻¹x on a plane [km], kinds as sums of nats, both as the mean within a group and
/// summed over groups: copies of one story count once. Times as the span that all allow. Sources of the formulas: fusion
/// design, section 3 (weight of evidence).
/// </remarks>
internal sealed class Cluster
{
    /// <summary>What one group's members say together: sums and how many they are.</summary>
    private sealed record Share(
        double[] Nats,
        (double Xx, double Xy, double Yy) Information,
        (double X, double Y) Weighted,
        int Count
    )
    {
        public Share With(Share other) =>
            new(
                [.. Nats.Zip(other.Nats, (a, b) => a + b)],
                (
                    Information.Xx + other.Information.Xx,
                    Information.Xy + other.Information.Xy,
                    Information.Yy + other.Information.Yy
                ),
                (Weighted.X + other.Weighted.X, Weighted.Y + other.Weighted.Y),
                Count + other.Count
            );
    }

    private readonly SortedDictionary<string, Share> byGroup;
    private readonly double[] nats;

    private Cluster(
        ImmutableArray<Observation> members,
        GeoPoint origin,
        Interval span,
        SortedDictionary<string, Share> byGroup
    )
    {
        (Members, Origin, Span, this.byGroup) = (members, origin, span, byGroup);
        nats = new double[byGroup.Values.First().Nats.Length];
        var (xx, xy, yy, x, y) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var share in byGroup.Values)
        {
            for (var k = 0; k < nats.Length; k++)
                nats[k] += share.Nats[k] / share.Count;
            xx += share.Information.Xx / share.Count;
            xy += share.Information.Xy / share.Count;
            yy += share.Information.Yy / share.Count;
            x += share.Weighted.X / share.Count;
            y += share.Weighted.Y / share.Count;
        }
        (Information, Weighted) = ((xx, xy, yy), (x, y));
    }

    /// <summary>In canonical order.</summary>
    public ImmutableArray<Observation> Members { get; }

    public GeoPoint Origin { get; }

    public Interval Span { get; }

    private (double Xx, double Xy, double Yy) Information { get; }

    private (double X, double Y) Weighted { get; }

    /// <summary>The mean place, east and north of the origin, km.</summary>
    public (double X, double Y) Mean
    {
        get
        {
            var (xx, xy, yy) = Covariance;
            return ((xx * Weighted.X) + (xy * Weighted.Y), (xy * Weighted.X) + (yy * Weighted.Y));
        }
    }

    /// <summary>The error of the mean place, km².</summary>
    public (double Xx, double Xy, double Yy) Covariance => Inverse(Information);

    /// <summary>One observation that has a place; null: it has none that fusion can use.</summary>
    public static Cluster? Of(Observation observation, GeoPoint origin, CodeTable codes)
    {
        if (Spread.Of(observation.Place, origin) is not { } spread)
            return null;
        var p = Inverse(spread.Covariance);
        var weighted = ((p.Xx * spread.X) + (p.Xy * spread.Y), (p.Xy * spread.X) + (p.Yy * spread.Y));
        var own = new SortedDictionary<string, Share>(StringComparer.Ordinal)
        {
            [observation.Group] = new(codes.Row(observation.Type), p, weighted, 1),
        };
        return new([observation], origin, new(observation.Occurred.Start, observation.Occurred.End), own);
    }

    /// <summary>Both together. Their times must overlap.</summary>
    public Cluster With(Cluster other)
    {
        var groups = new SortedDictionary<string, Share>(byGroup, StringComparer.Ordinal);
        foreach (var (group, share) in other.byGroup)
            groups[group] = groups.TryGetValue(group, out var mine) ? mine.With(share) : share;
        return new(
            [.. Members.Concat(other.Members).Order(Canonical.Order)],
            Origin,
            Span.Overlap(other.Span) ?? Span,
            groups
        );
    }

    /// <summary>The weight for one incident rather than two; null: their times exclude each other.</summary>
    public static Weight? Weigh(Cluster a, Cluster b, FusionRules rules, CodeTable codes)
    {
        if (a.Span.Overlap(b.Span) is not { } overlap)
            return null;
        var (ma, mb, ca, cb) = (a.Mean, b.Mean, a.Covariance, b.Covariance);
        var (xx, xy, yy) = (ca.Xx + cb.Xx, ca.Xy + cb.Xy, ca.Yy + cb.Yy);
        var (dx, dy) = (ma.X - mb.X, ma.Y - mb.Y);
        var determinant = (xx * yy) - (xy * xy);
        var square = ((dx * dx * yy) - (2 * dx * dy * xy) + (dy * dy * xx)) / determinant;
        var place = (-0.5 * ((2 * Ln2Pi) + Arithmetic.Ln(determinant) + square)) - rules.LnDensity;
        var time = Arithmetic.Ln(overlap.Hours()) - Arithmetic.Ln(a.Span.Hours()) - Arithmetic.Ln(b.Span.Hours());
        return new Weight(place, time, codes.Weigh(a.nats, b.nats));
    }

    /// <summary>How far apart the means are, km.</summary>
    public static double Kilometers(Cluster a, Cluster b)
    {
        var (dx, dy) = (a.Mean.X - b.Mean.X, a.Mean.Y - b.Mean.Y);
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    /// <summary>The chance of each code, given all members, from 0.001 up.</summary>
    public ImmutableSortedDictionary<Code, double> Likely(CodeTable codes) => codes.Posterior(nats);

    private const double Ln2Pi = 1.8378770664093453;

    private static (double Xx, double Xy, double Yy) Inverse((double Xx, double Xy, double Yy) m)
    {
        var determinant = (m.Xx * m.Yy) - (m.Xy * m.Xy);
        return (m.Yy / determinant, -m.Xy / determinant, m.Xx / determinant);
    }
}
