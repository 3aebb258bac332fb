using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Space;

namespace Trucewatch.Rulebook;

/// <summary>A violation code of the taxonomy, such as <c>K-4</c>: family, hyphen, number.</summary>
public readonly record struct Code(string Text) : IComparable<Code>
{
    /// <summary>The family's letter: K, M, W, A, S, I, C, X, E, D, P or N (no violation).</summary>
    public char Family => Text[0];

    /// <summary>The number behind the hyphen.</summary>
    public int Number => int.Parse(Text.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>By family, then by number.</summary>
    public int CompareTo(Code other) =>
        Family != other.Family ? Family.CompareTo(other.Family) : Number.CompareTo(other.Number);

    /// <inheritdoc />
    public override string ToString() => Text;

    /// <summary>Reads a code; null if it is not one by form.</summary>
    public static Code? Read(string text) =>
        text.Length is 3 or 4
        && text[0] is >= 'A' and <= 'Z'
        && text[1] == '-'
        && text.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0
            ? new Code(text)
            : null;
}

/// <summary>What one code of the taxonomy means.</summary>
/// <param name="Code">The code.</param>
/// <param name="Unit">In what it is counted: discharge, round, missile …</param>
/// <param name="Prior">How common it is among all codes before anything is known, above 0.</param>
public sealed record CodeRule(Code Code, string Unit, double Prior);

/// <summary>A group of codes that the report speaks of together, such as "long-range strikes".</summary>
/// <param name="Id">Its short name; the words stand in <c>texts/</c> under <c>class.{id}</c>.</param>
/// <param name="Codes">Its codes.</param>
public sealed record WeaponClass(string Id, ImmutableSortedSet<Code> Codes);

/// <summary>The counting rules and thresholds, one version of them.</summary>
/// <param name="Version">Named by every product.</param>
/// <param name="Codes">All codes, by code.</param>
/// <param name="Classes">The groups of codes that reports speak of.</param>
/// <param name="WatchedAt">A cell-hour is watched if the chance of seeing is at least this for every code named.</param>
/// <param name="WatchedShare">Complied needs at least this share of the cell-hours watched.</param>
/// <param name="SureAt">A kind of act is sure if the chance that it was one of the codes is at least this.</param>
/// <param name="DoubtAt">It counts as possible if that chance is at least this; below, it speaks for no breach.</param>
/// <param name="Fusion">The constants of fusion.</param>
/// <param name="PublicDelay">The public sees nothing younger than this after the report's cut-off.</param>
/// <param name="PublicGrid">The public place of an event where no settlement of 1,000 people is near: squares of this size.</param>
public sealed record Rules(
    string Version,
    ImmutableSortedDictionary<Code, CodeRule> Codes,
    ImmutableArray<WeaponClass> Classes,
    double WatchedAt,
    double WatchedShare,
    double SureAt,
    double DoubtAt,
    FusionRules Fusion,
    Duration PublicDelay,
    Distance PublicGrid
);

/// <summary>The constants of fusion (weights of evidence in nats).</summary>
/// <param name="LnDensity">ln of the density of other incidents there and then, per km² and hour.</param>
/// <param name="KeepAgainst">A rejected neighbour with a weight above this is kept with its reason.</param>
/// <param name="MostInComponent">A component above this is dense fire: marked, and cut again.</param>
public sealed record FusionRules(double LnDensity, double KeepAgainst, int MostInComponent);
