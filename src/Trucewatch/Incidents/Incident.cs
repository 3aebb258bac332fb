using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Space;
using Trucewatch.Time;
using Trucewatch.Values;

namespace Trucewatch.Incidents;

/// <summary>An incident's id: derived from its anchor, so that any order of reading gives the same. It never leaves the mechanism.</summary>
[JsonConverter(typeof(AsText))]
public readonly record struct IncidentId(string Text) : IComparable<IncidentId>
{
    /// <inheritdoc />
    public int CompareTo(IncidentId other) => string.CompareOrdinal(Text, other.Text);

    /// <inheritdoc />
    public override string ToString() => Text;

    private sealed class AsText() : ValueCodec.Text<IncidentId>(i => i.Text, t => new IncidentId(t));
}

/// <summary>Weight of evidence in nats, split by what it comes from. Above zero: for one incident rather than two.</summary>
/// <param name="Place">ln of the density of the places, less ln of the density of other incidents there (km⁻² h⁻¹).</param>
/// <param name="Time">ln of the density of the times.</param>
/// <param name="Type">What the kinds of act say.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Weight(double Place, double Time, double Type)
{
    /// <summary>The sum.</summary>
    public double Total => Place + Time + Type;
}

/// <summary>Why a member belongs: its weight against all the others together.</summary>
public sealed record Because(ObservationId Member, Weight Weight);

/// <summary>A near neighbour that was kept apart, and why.</summary>
/// <param name="Other">The other incident.</param>
/// <param name="Kilometers">How far apart their places are.</param>
/// <param name="Hours">How far apart their times are: 0 where they overlap.</param>
/// <param name="Weight">The weight, below or at zero.</param>
/// <param name="Reason">What weighed most against: <c>place</c>, <c>time</c> or <c>type</c>.</param>
public sealed record Against(IncidentId Other, double Kilometers, double Hours, Weight Weight, string Reason);

/// <summary>One happening, resting on observations. It has a code and blames nobody.</summary>
/// <param name="Id">Derived from its anchor, the first of its members in canonical order.</param>
/// <param name="Members">Its observations in canonical order (start, id).</param>
/// <param name="Sources">The sources of its members.</param>
/// <param name="Groups">Groups that do not copy from one another; allegations are not counted.</param>
/// <param name="Standing">The weightiest standing of its members; alleged where allegations stand alone.</param>
/// <param name="Code">The likeliest code.</param>
/// <param name="Likely">The chance of each code, by code; chances below 0.001 are left out.</param>
/// <param name="Occurred">The span that all timed members allow.</param>
/// <param name="Place">Where, with the error of all members together.</param>
/// <param name="PlaceName">The place in the words of its anchor.</param>
/// <param name="Because">Why each member belongs; empty for a single one.</param>
/// <param name="Against">Near neighbours kept apart.</param>
/// <param name="IsDense">True where fire was too dense to part: its number is an intensity.</param>
public sealed record Incident(
    IncidentId Id,
    ImmutableArray<ObservationId> Members,
    ImmutableArray<SourceId> Sources,
    int Groups,
    Standing Standing,
    Code Code,
    ImmutableSortedDictionary<Code, double> Likely,
    Occurred Occurred,
    Place Place,
    string PlaceName,
    ImmutableArray<Because> Because,
    ImmutableArray<Against> Against,
    bool IsDense
)
{
    /// <summary>The chance that it was one of these codes.</summary>
    public double ChanceOf(CodeSet codes)
    {
        var sum = 0.0;
        foreach (var (code, chance) in Likely)
            if (codes.Has(code))
                sum += chance;
        return sum;
    }
}
