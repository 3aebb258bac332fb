using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Sources;

namespace Trucewatch.Observations;

/// <summary>The readings of one sensor or one pass that come together: one entry, with the Merkle root of its readings.</summary>
/// <param name="Source">The source.</param>
/// <param name="Reference">The batch's own reference, such as the snapshot's time: reading it twice adds nothing.</param>
/// <param name="Received">When it became known.</param>
/// <param name="Readings">The observations derived from the readings, sorted by id.</param>
public sealed record SensorBatch(
    SourceId Source,
    string Reference,
    Instant Received,
    ImmutableArray<Observation> Readings
);

/// <summary>One thing that reading a source gives: what was accepted, or what was rejected with all its reasons.</summary>
public abstract record Intake
{
    private Intake() { }

    /// <summary>When it became known: the order of a replay.</summary>
    public abstract Instant Known { get; }

    /// <summary>An observation.</summary>
    public sealed record Accepted(Observation Observation) : Intake
    {
        /// <inheritdoc />
        public override Instant Known => Observation.Received;
    }

    /// <summary>A sensor's batch of observations.</summary>
    public sealed record Batched(SensorBatch Batch) : Intake
    {
        /// <inheritdoc />
        public override Instant Known => Batch.Received;
    }

    /// <summary>A party's own count.</summary>
    public sealed record Counted(AllegedCount Count) : Intake
    {
        /// <inheritdoc />
        public override Instant Known => Count.Received;
    }

    /// <summary>A day on which the source looked, or did not.</summary>
    public sealed record DayLooked(Looked Looked) : Intake
    {
        /// <inheritdoc />
        public override Instant Known => Looked.Received;
    }

    /// <summary>A zone drawn by somebody.</summary>
    public sealed record Drawn(Zone Zone, SourceId Source, Instant At) : Intake
    {
        /// <inheritdoc />
        public override Instant Known => At;
    }

    /// <summary>A claim about a truce.</summary>
    public sealed record Claimed(TruceClaim Claim, SourceId Source) : Intake
    {
        /// <inheritdoc />
        public override Instant Known => Claim.Known;
    }

    /// <summary>A row, or a whole file, that could not be read.</summary>
    public sealed record Rejected(Rejection Rejection) : Intake
    {
        /// <inheritdoc />
        public override Instant Known => Rejection.Received;
    }
}
