using System.Collections.Immutable;
using Trucewatch.Acts;

namespace Trucewatch.Guarantees;

/// <summary>The states of an answer to an event (machine D).</summary>
public enum ResponseState
{
    /// <summary>Nothing is asked.</summary>
    Quiet = 0,

    /// <summary>The watch officer opened the file.</summary>
    Alert = 1,

    /// <summary>Somebody who may asked for consultation.</summary>
    ConsultationRequested = 2,

    /// <summary>The capitals consult.</summary>
    Consulting = 3,

    /// <summary>A capital determined what it was.</summary>
    Determination = 4,

    /// <summary>A capital decided its answer.</summary>
    ResponseDecided = 5,

    /// <summary>Its answer is under way.</summary>
    Responding = 6,

    /// <summary>It looks at its answer again.</summary>
    Review = 7,

    /// <summary>The commission found that what was owed is restored.</summary>
    Restored = 8,

    /// <summary>The commission found that it is not.</summary>
    Prolonged = 9,
}

/// <summary>What a capital did. Each form holds the decision it rests on, so that none exists without one.</summary>
public abstract record CapitalAnswer
{
    private CapitalAnswer() { }

    /// <summary>What it determined.</summary>
    public sealed record Determined : CapitalAnswer
    {
        /// <summary>What a capital determined.</summary>
        public Determined(Determination determination, DecidedBy by)
        {
            ArgumentNullException.ThrowIfNull(by);
            (Determination, By) = (determination, by);
        }

        /// <summary>What it was.</summary>
        public Determination Determination { get; }

        /// <summary>Who determined it, why, over which file.</summary>
        public DecidedBy By { get; }
    }

    /// <summary>What it answers, from the decision on.</summary>
    public sealed record Decided : CapitalAnswer
    {
        /// <summary>What a capital decided.</summary>
        public Decided(ResponseState stage, Determined rests, DecidedBy by)
        {
            ArgumentNullException.ThrowIfNull(rests);
            ArgumentNullException.ThrowIfNull(by);
            (Stage, Rests, By) = (stage, rests, by);
        }

        /// <summary>Decided, under way, or under review.</summary>
        public ResponseState Stage { get; init; }

        /// <summary>The determination that it rests on.</summary>
        public Determined Rests { get; }

        /// <summary>Who decided it, why, over which file.</summary>
        public DecidedBy By { get; }
    }
}

/// <summary>The answer under one instrument over one file: what is common, and what each capital did by itself.</summary>
/// <param name="Common">Quiet, alert, consultation requested, consulting, restored or prolonged.</param>
/// <param name="Capitals">What the capitals did, by guarantor. They may disagree.</param>
public sealed record Response(ResponseState Common, ImmutableSortedDictionary<string, CapitalAnswer> Capitals)
{
    /// <summary>Nothing is asked.</summary>
    public static readonly Response Quiet = new(
        ResponseState.Quiet,
        ImmutableSortedDictionary<string, CapitalAnswer>.Empty.WithComparers(StringComparer.Ordinal)
    );

    /// <summary>Where it stands for one guarantor.</summary>
    public ResponseState Of(string guarantor) =>
        Common is ResponseState.Restored ? Common
        : Capitals.TryGetValue(guarantor, out var answer)
            ? answer is CapitalAnswer.Decided decided ? decided.Stage
                : ResponseState.Determination
        : Common;

    /// <inheritdoc />
    public bool Equals(Response? other) =>
        other is not null && Common == other.Common && Capitals.SequenceEqual(other.Capitals);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Common, Capitals.Count);
}
