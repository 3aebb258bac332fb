using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Formats.Boundaries;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>The zone ids that a mission may name: those its files draw and those its reference sources will draw.</summary>
internal sealed class KnownZones
{
    private readonly ImmutableSortedSet<string> _ids;
    private readonly bool _openEnded;

    public KnownZones(IEnumerable<Zone> drawn, IEnumerable<SourcePlan> plans)
    {
        var ids = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        ids.UnionWith(drawn.Select(z => z.Id));
        foreach (var plan in plans)
        {
            if (plan.Format == SourceFormat.Boundaries)
            {
                ids.UnionWith(Oblasts.Ids);
                _openEnded = true; // files of other countries have ids of their own
            }
            else if (plan.Format == SourceFormat.EnergyFacilities)
                ids.UnionWith(EnergyFacilities.FacilitiesReader.IdsOf(plan));
            else if (plan.Format == SourceFormat.DeepState)
                ids.Add(DeepState.DeepStateReader.IdOf(plan));
        }
        _ids = ids.ToImmutable();
    }

    /// <summary>Notes a zone that nobody draws.</summary>
    public void Check(MissionRow row, string column, string id)
    {
        if (!IsKnown(id))
            row.Wrong(column, Rule.UnknownId, "a zone's id", Nearest.Cure(id, _ids));
    }

    /// <summary>Notes a zone that nobody draws.</summary>
    public void Check(YamlPart part, string id)
    {
        if (!IsKnown(id))
            part.Wrong(Rule.UnknownId, "a zone's id", Nearest.Cure(id, _ids));
    }

    // "all" stands for every zone.
    private bool IsKnown(string id) =>
        id == "all" || _ids.Contains(id) || (_openEnded && !id.StartsWith("UA-", StringComparison.Ordinal));
}
