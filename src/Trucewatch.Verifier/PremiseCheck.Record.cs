using System.Collections.Immutable;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

internal sealed partial class PremiseCheck
{
    /// <summary>Compares a stated fact with the entries that it is made of.</summary>
    public void Check(Premise premise)
    {
        if (premise.Entries is not { } entries || premise.IsClosed("label") || premise.IsClosed("kind"))
        {
            found.Close($"what {premise.Label} is made of");
            return;
        }
        foreach (var cited in entries.Where(c => c.Entry < 1 || c.Entry > Entry))
            found.Fail(premise.Label, $"entry {cited.Entry} was not known at entry {Entry}");
        foreach (var cited in entries.Where(c => record.IsClosed(c.Entry)))
            found.Close($"entry {cited.Entry}, of which {premise.Label} is made");
        if (entries.Any(c => record.IsClosed(c.Entry) || c.Entry > Entry))
            return;
        if (entries is [{ Role: CitedRole.Act } act])
            IsAct(premise, act.Entry);
        else
            IsIncident(premise, entries);
    }

    private void IsAct(Premise premise, long entry)
    {
        var act = record.StandingActs(Entry).FirstOrDefault(a => a.Entry == entry).Act;
        if (act is not RegisteredAct.Filed filed)
            found.Fail(premise.Label, $"no act of entry {entry} stands on the register");
        else if (ProofActs.Of(filed, record.Kinds(Entry), About) is not var (kind, span, fields))
            found.Fail(premise.Label, $"the act of entry {entry} is filed under no noun of the terms");
        else
        {
            Same(premise, "label", FactId.OfAct(filed.Id).Text, premise.Label);
            Same(premise, "kind", kind, premise.Kind);
            Same(premise, "span", span, premise.Span);
            Same(premise, "proof", FactProof.Registered, premise.Proof);
            SameFields(premise, fields);
            if (premise.Likely is { IsEmpty: false } || premise.Place is not null)
                found.Fail(premise.Label, "an act has no code and no place");
        }
    }

    private void IsIncident(Premise premise, ImmutableArray<CitedEntry> entries)
    {
        var members = entries
            .Where(e => e.Role == CitedRole.Member)
            .Select(e => (e.Entry, Observation: record.Observation(e)))
            .ToList();
        if (
            members.Count == 0
            || members.Exists(m => m.Observation is null)
            || members.DistinctBy(m => m.Observation!.Id).Count() != members.Count
        )
        {
            found.Fail(premise.Label, "its members are no observations of those entries");
            return;
        }
        found.Take($"{premise.Label}: that its {members.Count} observations are one happening");
        var made = string.Join(' ', members.Select(m => $"{m.Entry}/{m.Observation!.Id.Text}"));
        var together = record.Once(
            $"together {made}",
            Entry,
            () => Fusion.Together([.. members.Select(m => m.Observation!)], rules)
        );
        Same(
            premise,
            "span",
            new ProofSpan(VerdictRecord.Micros(together.Occurred.Start), VerdictRecord.Micros(together.Occurred.End)),
            premise.Span
        );
        SameLikely(premise, together);
        SamePlace(premise, together.Place);
        if (premise.Label.StartsWith("act:", StringComparison.Ordinal) || together.Standing == Standing.Alleged)
            found.Fail(premise.Label, "allegations alone make no fact");
        if (!record.Kinds(Entry).Any(k => k.IsIncident && k.Noun == premise.Kind))
            found.Fail(premise.Label, $"{premise.Kind} is no noun for incidents");
        var decided = Decided(premise, entries, [.. members.Select(m => m.Observation!)]);
        Same(
            premise,
            "proof",
            new FactProof(false, together.Groups, decided.Verified, decided.By?.Standard),
            premise.Proof
        );
        SameFields(premise, ProofIncidents.Fields(premise.Kind, together, made, members, decided.By, record, Entry));
    }

    // The decisions that stand: the last that was known, of each kind, about any of the members.
    private (RegisteredAct.Attribution? By, bool? Verified) Decided(
        Premise premise,
        ImmutableArray<CitedEntry> entries,
        ImmutableArray<Observation> members
    )
    {
        var names = members
            .Where(m => m.Reference is not null)
            .Select(m => $"{m.Source}:{m.Reference}")
            .ToHashSet(StringComparer.Ordinal);
        var about = record
            .StandingActs(Entry)
            .Where(a => names.Contains(About(a.Act)))
            .OrderBy(a => a.Act.Known)
            .ThenBy(a => a.Act.Id, StringComparer.Ordinal)
            .ToList();
        var (attribution, verification) = (
            about.LastOrDefault(a => a.Act is RegisteredAct.Attribution),
            about.LastOrDefault(a => a.Act is RegisteredAct.Verification)
        );
        foreach (
            var (role, entry) in new[]
            {
                (CitedRole.Attribution, attribution.Entry),
                (CitedRole.Verification, verification.Entry),
            }
        )
            if (entries.Where(e => e.Role == role).Select(e => e.Entry).SingleOrDefault() != entry)
                found.Fail(
                    premise.Label,
                    entry == 0
                        ? $"nobody decided that {role.ToString().ToLowerInvariant()}"
                        : $"entry {entry} decided its {role.ToString().ToLowerInvariant()}"
                );
        foreach (var entry in record.Closed("act", Entry))
            found.Close($"entry {entry}, an act that may be about {premise.Label}");
        return (attribution.Act as RegisteredAct.Attribution, (verification.Act as RegisteredAct.Verification)?.Holds);
    }

    /// <summary>The pleas of self-defence for a fact, and what was decided of them, by entry.</summary>
    public IReadOnlyList<(long Entry, RegisteredAct Act)> Pleas(string label)
    {
        if (Anchor(label)?.Entries is not { } entries)
            return [];
        var members = entries.Select(record.Observation).OfType<Observation>().Where(o => o.Reference is not null);
        var names = members.Select(m => $"{m.Source}:{m.Reference}").ToHashSet(StringComparer.Ordinal);
        return
        [
            .. record
                .StandingActs(Entry)
                .Where(a =>
                    a.Act is RegisteredAct.Plea p && names.Contains(p.About)
                    || a.Act is RegisteredAct.Examination x && names.Contains(x.About)
                ),
        ];
    }

    /// <summary>Whether a step tells of the pleas as they stand.</summary>
    public bool IsPlea(string label, ProofStep.Plea step)
    {
        if (Anchor(label)?.Entries is null)
        {
            found.Close("the plea");
            return true;
        }
        var pleas = Pleas(label);
        var examined = pleas
            .OrderBy(p => p.Act.Known)
            .ThenBy(p => p.Act.Id, StringComparer.Ordinal)
            .Select(p => p.Act)
            .OfType<RegisteredAct.Examination>()
            .LastOrDefault();
        return pleas.Any(p => p.Act is RegisteredAct.Plea)
            && examined?.Holds == step.Examined
            && pleas.Select(p => p.Entry).Order().SequenceEqual(step.Entries.Order());
    }

    private static string About(RegisteredAct act) =>
        act switch
        {
            RegisteredAct.Attribution a => a.About,
            RegisteredAct.Verification v => v.About,
            _ => "",
        };

    // An act about an observation is about the incident that holds it, which a proof calls by its label.
    private string? About(string about) =>
        record.Reference(about, Entry) is not { } cited ? FactId.OfAct(about).Text
        : proof.Premises.FirstOrDefault(p => p.Entries is { } e && e.Contains(cited)) is { } premise ? premise.Label
        : null;

    private void Same<T>(Premise premise, string member, T computed, object? said)
    {
        if (said is null && premise.IsClosed(member))
            found.Close($"{member} of {premise.Label}");
        else if (!Equals(computed, said))
            found.Fail(premise.Label, $"its {member} is not what the entries say");
    }

    private void SameFields(Premise premise, ImmutableSortedDictionary<string, Field?> computed)
    {
        if (premise.Fields is not { } said)
            found.Close($"fields of {premise.Label}");
        else
            foreach (var name in said.Keys.Union(computed.Keys, StringComparer.Ordinal))
                if (premise.IsClosed(name) || (computed.TryGetValue(name, out var own) && own is null))
                    found.Close($"{name} of {premise.Label}");
                else if (!Equals(own, said.GetValueOrDefault(name)))
                    found.Fail(premise.Label, $"its {name} is not what the entries say");
    }

    private void SameLikely(Premise premise, Incident together)
    {
        if (premise.Likely is not { } said)
            found.Close($"codes of {premise.Label}");
        else if (
            !said.Keys.SequenceEqual(together.Likely.Keys)
            || said.Any(c => !ProofPlaces.IsChance(c.Value, together.Likely[c.Key]))
        )
            found.Fail(premise.Label, "its codes are not what its members say together");
    }

    private void SamePlace(Premise premise, Place together)
    {
        if (premise.IsClosed("place"))
            found.Close($"place of {premise.Label}");
        else if (!ProofPlaces.IsSame(premise.Place ?? new Place.Unknown(), together))
            found.Fail(premise.Label, "its place is not what its members say together");
    }
}
