using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Incidents;

/// <summary>Observations taken together: sums only, so that merging costs the same however many they are.</summary>
/// <remarks>
/// Places as information sums Σ P⁻¹ and Σ P⁻¹x on a plane [km]; times as the span that all allow; kinds as the mean per
/// group, since copies of one story count once. Sources of the formulas: fusion design, section 3 (weight of evidence).
/// </remarks>
internal sealed class Cluster
{
    private readonly SortedDictionary<string, (double[] Sum, int Count)> byGroup;
    private readonly double[] nats;

    private Cluster(
        ImmutableArray<Observation> members,
        GeoPoint origin,
        (double Xx, double Xy, double Yy) information,
        (double X, double Y) weighted,
        Interval span,
        SortedDictionary<string, (double[], int)> byGroup
    )
    {
        (Members, Origin, Information, Weighted, Span, this.byGroup) = (
            members,
            origin,
            information,
            weighted,
            span,
            byGroup
        );
        nats = Sum(byGroup);
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
        var own = new SortedDictionary<string, (double[], int)>(StringComparer.Ordinal)
        {
            [observation.Group] = (codes.Row(observation.Type), 1),
        };
        return new([observation], origin, p, weighted, new(observation.Occurred.Start, observation.Occurred.End), own);
    }

    /// <summary>Both together. Their times must overlap.</summary>
    public Cluster With(Cluster other)
    {
        var groups = new SortedDictionary<string, (double[] Sum, int Count)>(byGroup, StringComparer.Ordinal);
        foreach (var (group, (sum, count)) in other.byGroup)
            groups[group] = groups.TryGetValue(group, out var mine)
                ? ([.. mine.Sum.Zip(sum, (a, b) => a + b)], mine.Count + count)
                : (sum, count);
        return new(
            [.. Members.Concat(other.Members).Order(Canonical.Order)],
            Origin,
            (
                Information.Xx + other.Information.Xx,
                Information.Xy + other.Information.Xy,
                Information.Yy + other.Information.Yy
            ),
            (Weighted.X + other.Weighted.X, Weighted.Y + other.Weighted.Y),
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

    private static double[] Sum(SortedDictionary<string, (double[] Sum, int Count)> byGroup)
    {
        double[]? total = null;
        foreach (var (sum, count) in byGroup.Values)
        {
            total ??= new double[sum.Length];
            for (var k = 0; k < sum.Length; k++)
                total[k] += sum[k] / count;
        }
        return total ?? [];
    }

    private static (double Xx, double Xy, double Yy) Inverse((double Xx, double Xy, double Yy) m)
    {
        var determinant = (m.Xx * m.Yy) - (m.Xy * m.Xy);
        return (m.Yy / determinant, -m.Xy / determinant, m.Xx / determinant);
    }
}
