using System.Collections.Immutable;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Attributions;

/// <summary>What named bodies have decided of one incident. The program decides none of it.</summary>
/// <param name="Decided">The attribution that stands: the last one known; null: none, it is open.</param>
/// <param name="Verified">True: verified; false: refuted; null: open.</param>
public sealed record Attributed(RegisteredAct.Attribution? Decided, bool? Verified)
{
    /// <summary>Nothing was decided.</summary>
    public static readonly Attributed Open = new(null, null);

    /// <summary>Was it that party's act, as far as was decided with this standard?</summary>
    /// <remarks>No attribution, a lower standard and "not attributable" all leave it open: it may have been either.</remarks>
    public Answer WasBy(PartyId party, Standard needed) =>
        Decided?.Party is not { } by ? Answer.Unclear
        : by != party ? Answer.No
        : Decided.Standard >= needed ? Answer.Yes
        : Answer.Unclear;
}

/// <summary>The decisions on all incidents.</summary>
public static class AttributionFold
{
    /// <summary>What was decided of each incident: acts name an observation by <c>source:reference</c>, and so the incident that holds it.</summary>
    public static ImmutableDictionary<IncidentId, Attributed> Of(
        IEnumerable<Incident> incidents,
        IReadOnlyDictionary<ObservationId, Observation> observations,
        IEnumerable<RegisteredAct> acts
    )
    {
        var incidentOf = new Dictionary<string, IncidentId>(StringComparer.Ordinal);
        foreach (var incident in incidents)
        foreach (var member in incident.Members)
            if (observations[member] is { Reference: { } reference, Source: var source })
                incidentOf[$"{source}:{reference}"] = incident.Id;

        var decided = new Dictionary<IncidentId, Attributed>();
        foreach (var act in acts.OrderBy(a => a.Known).ThenBy(a => a.Id, StringComparer.Ordinal))
        {
            var about = act switch
            {
                RegisteredAct.Attribution a => a.About,
                RegisteredAct.Verification v => v.About,
                _ => null,
            };
            if (about is null || !incidentOf.TryGetValue(about, out var id))
                continue;
            var was = decided.GetValueOrDefault(id) ?? Attributed.Open;
            decided[id] = act is RegisteredAct.Attribution attribution
                ? was with
                {
                    Decided = attribution,
                }
                : was with
                {
                    Verified = ((RegisteredAct.Verification)act).Holds,
                };
        }
        return decided.ToImmutableDictionary();
    }
}
