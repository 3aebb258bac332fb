using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Attributions;
using Trucewatch.Coverage;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What a verdict rests on, all of it as known at one entry.</summary>
/// <remarks><c>Until</c> is when that entry was logged: nothing is judged that had not happened by then.</remarks>
public sealed record Facts(
    Charter Charter,
    Rules Rules,
    ImmutableArray<Zone> Zones,
    ImmutableArray<TruceClaim> Claims,
    ImmutableArray<ClauseVersion> Clauses,
    ImmutableArray<Incident> Incidents,
    ImmutableDictionary<IncidentId, Attributed> Attributed,
    CoverageLedger Coverage,
    ImmutableDictionary<IncidentId, PartyId> Accused,
    Instant Until
)
{
    /// <summary>The nouns of the terms; none: those that the provisions name, as incidents.</summary>
    public ImmutableArray<FactKind> Kinds { get; init; } = [];

    /// <summary>The observations that the incidents rest on, by id.</summary>
    public IReadOnlyDictionary<ObservationId, Observation> Observations { get; init; } =
        ImmutableDictionary<ObservationId, Observation>.Empty;

    /// <summary>The acts that stand on the register.</summary>
    public ImmutableArray<RegisteredAct> Acts { get; init; } = [];

    /// <summary>The sectors by id, each with its outlines.</summary>
    public ImmutableArray<string> Sectors =>
        [
            .. Zones
                .Where(z => z.Kind == ZoneKind.Sector)
                .Select(z => z.Id)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
}
