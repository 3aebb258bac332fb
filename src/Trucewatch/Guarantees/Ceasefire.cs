using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;

namespace Trucewatch.Guarantees;

/// <summary>What of a ceasefire an instrument names as its trigger: three predicates, each with evidence of its own.</summary>
public enum CeasefireNeeded
{
    /// <summary>None: the instrument does not ask for a ceasefire.</summary>
    None = 0,

    /// <summary>The parties agreed.</summary>
    Agreed = 1,

    /// <summary>It is in force.</summary>
    InForce = 2,

    /// <summary>The cessation of hostilities was found credible.</summary>
    Credible = 3,

    /// <summary>The text leaves its trigger open: nothing can be said to fulfil it.</summary>
    Open = 4,
}

/// <summary>A ceasefire as it stands.</summary>
/// <param name="State">Its state.</param>
/// <param name="AgreedBy">The parties that agreed so far, by id; no longer asked for once all have.</param>
/// <param name="Start">When it starts; null: not fixed.</param>
public sealed record Ceasefire(CeasefireState State, ImmutableArray<PartyId> AgreedBy, Instant? Start)
{
    /// <summary>Before anybody said a word.</summary>
    public static readonly Ceasefire None = new(CeasefireState.None, [], null);

    /// <summary>True if it now has what an instrument asks for. What is suspended or over has nothing.</summary>
    public bool Has(CeasefireNeeded needed) =>
        needed switch
        {
            CeasefireNeeded.None => true,
            CeasefireNeeded.Agreed => State
                is CeasefireState.Agreed
                    or CeasefireState.Scheduled
                    or CeasefireState.InForce
                    or CeasefireState.Credible,
            CeasefireNeeded.InForce => State is CeasefireState.InForce or CeasefireState.Credible,
            CeasefireNeeded.Credible => State is CeasefireState.Credible,
            CeasefireNeeded.Open => false,
            _ => throw new ArgumentOutOfRangeException(nameof(needed)),
        };

    /// <inheritdoc />
    public bool Equals(Ceasefire? other) =>
        other is not null && State == other.State && Start == other.Start && AgreedBy.SequenceEqual(other.AgreedBy);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(State, Start, AgreedBy.Length);
}
