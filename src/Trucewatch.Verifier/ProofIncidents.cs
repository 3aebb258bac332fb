using System.Collections.Immutable;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

/// <summary>The fields of an incident as a fact, read from the entries of its members and of the attribution.</summary>
internal static class ProofIncidents
{
    /// <summary>The sector of what surely lies in none of them.</summary>
    private const string Elsewhere = "elsewhere";

    /// <summary>The fields; one that is null cannot be told, for values are closed.</summary>
    /// <param name="noun">The noun of the terms.</param>
    /// <param name="together">What its members say together.</param>
    /// <param name="made">Of which members it is made, by entry: no two incidents have the same.</param>
    /// <param name="members">Its members.</param>
    /// <param name="by">Whose act it was, as decided; null: nobody decided.</param>
    /// <param name="record">The record.</param>
    /// <param name="entry">The entry up to which it is known.</param>
    public static ImmutableSortedDictionary<string, Field?> Fields(
        string noun,
        Incident together,
        string made,
        IReadOnlyList<(long Entry, Observation? Observation)> members,
        RegisteredAct.Attribution? by,
        VerdictRecord record,
        long entry
    )
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Field?>(StringComparer.Ordinal);
        if (by?.Party is { } party)
            fields["by"] = ProofActs.Name(party.Code);
        if (record.Once($"sector {made}", entry, () => Sector(together.Place, record, entry)) is { } sector)
            fields["sector"] = sector;
        var kind = record.Kinds(entry).FirstOrDefault(k => k.IsIncident && k.Noun == noun);
        foreach (
            var field in kind?.Attributes.OfType<KindAttribute.Field>().Where(f => !fields.ContainsKey(f.Name)) ?? []
        )
        {
            var values = members
                .Where(m => m.Observation!.Standing != Standing.Alleged)
                .Select(m => Detail(m.Observation!, field))
                .OfType<Value>()
                .Distinct()
                .OrderBy(v => v.ToString(), StringComparer.Ordinal)
                .ToImmutableArray();
            if (members.Any(m => record.IsPartlyClosed(m.Entry)))
                fields[field.Name] = null;
            else if (!values.IsEmpty)
                fields[field.Name] = new(values);
        }
        return fields.ToImmutable();
    }

    private static Value? Detail(Observation observation, KindAttribute.Field field) =>
        observation.Details.GetValueOrDefault(field.Name) is { } detail ? ProofActs.Read(detail.Value, field.Measure)
        : field.Measure is { } measure && observation.Details.GetValueOrDefault($"{field.Name}_{measure}") is { } number
            ? ProofActs.Read(number.Value, measure)
        : null;

    // Every sector in which it lies surely or possibly.
    private static Field? Sector(Place place, VerdictRecord record, long entry)
    {
        if (place is Place.Unknown)
            return null;
        var all = record
            .All<Zone>(entry)
            .Select(z => z.Value)
            .Where(z => z.Kind == ZoneKind.Sector)
            .ToLookup(z => z.Id, StringComparer.Ordinal);
        var lies = all.OrderBy(z => z.Key, StringComparer.Ordinal)
            .Select(z => (z.Key, Answer: In(place, z.Key, [.. z])))
            .Where(z => z.Answer != Answer.No)
            .ToList();
        var sure = lies.Where(l => l.Answer == Answer.Yes).Select(l => l.Key).ToList();
        var names = sure.Count > 0 ? sure : [.. lies.Select(l => l.Key), Elsewhere];
        return new([.. names.Select(n => new Value.Name(n))]);
    }

    private static Answer In(Place place, string sector, ImmutableArray<Zone> drawn)
    {
        if (place is Place.Areas areas)
            return !areas.Zones.Contains(sector) ? Answer.No
                : areas.Zones.Length == 1 ? Answer.Yes
                : Answer.Unclear;
        if (ProofPlaces.Circle(place) is not var (center, radius))
            return Answer.Unclear;
        var answers = drawn.Select(z => ProofPlaces.Within(Geodesy.SignedDistance(center, z.Shape), radius)).ToList();
        return answers.Min() == answers.Max() ? answers[0] : Answer.Unclear;
    }
}
