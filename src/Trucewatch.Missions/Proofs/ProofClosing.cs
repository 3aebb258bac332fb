using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trucewatch.Labels;
using Trucewatch.Reports;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Proofs;

/// <summary>A proof for the one who looks: what he may not see stays closed, and the record keeps its digest.</summary>
/// <remarks>
/// Below the mechanism a place is never given as it is, so places and what was measured of them are closed to all others. Of
/// an incident of which he may not see every report, nothing is open but its number and whose act it was: what the board shows.
/// </remarks>
public static class ProofClosing
{
    /// <summary>The proof's JSON for a viewer.</summary>
    public static JsonObject Write(Proof proof, Viewer viewer, ProofDesk desk) =>
        Written(Close(proof, viewer, desk), IsHidden(proof.Verdict.Anchor, viewer, desk));

    /// <summary>The proof with what the viewer may not see left closed.</summary>
    public static Proof Close(Proof proof, Viewer viewer, ProofDesk desk)
    {
        if (viewer.Audience == Audience.Mission)
            return proof;
        var hidden = proof
            .Premises.Select(p => p.Label)
            .Where(l => IsHidden(l, viewer, desk))
            .ToImmutableHashSet(StringComparer.Ordinal);
        return proof with
        {
            Premises = [.. proof.Premises.Select(p => Close(p, hidden.Contains(p.Label)))],
            Steps = [.. proof.Steps.Select(s => Close(s, hidden))],
        };
    }

    // When it happened is told of nothing that is hidden.
    private static JsonObject Written(Proof proof, bool isHidden)
    {
        var json = ProofJson.Write(proof);
        if (isHidden)
            json["verdict"]!["at"] = ProofJson.Closed();
        return json;
    }

    /// <summary>Whether the viewer may not see all of what a fact rests on.</summary>
    public static bool IsHidden(string label, Viewer viewer, ProofDesk desk)
    {
        if (
            viewer.Audience == Audience.Mission
            || desk.Matter.Premises.GetValueOrDefault(label) is not { Proof.IsRegistered: false }
        )
            return false;
        var number = int.Parse(label[2..].Split('/')[0], System.Globalization.CultureInfo.InvariantCulture);
        var id = desk.Written.Numbers.First(n => n.Value == number).Key;
        var incident = desk.Written.Picture.Incidents.First(i => i.Id == id);
        return Release.Members(viewer, incident, desk.Written.Picture.Known).Length < incident.Members.Length;
    }

    private static Premise Close(Premise premise, bool isHidden)
    {
        if (premise.Proof is { IsRegistered: true })
            return premise;
        if (!isHidden)
            return premise with { Place = null, Closed = ["place"] };
        var fields = premise.Fields ?? ImmutableSortedDictionary<string, Field>.Empty;
        return premise with
        {
            Span = null,
            Likely = null,
            Place = null,
            Proof = null,
            Entries = null,
            Fields = fields.RemoveRange(fields.Keys.Where(k => k != "by")),
            Closed = ["span", "likely", "place", "proof", "entries", .. fields.Keys.Where(k => k != "by")],
        };
    }

    private static ProofStep Close(ProofStep step, ImmutableHashSet<string> hidden) =>
        step switch
        {
            ProofStep.Near => new ProofStep.Closed(),
            ProofStep.Compare or ProofStep.Found or ProofStep.Since or ProofStep.Broken when !hidden.IsEmpty =>
                new ProofStep.Closed(),
            ProofStep.None none when none.Considered.Any(c => hidden.Contains(c.Premise)) => new ProofStep.Closed(),
            ProofStep.Tally tally when tally.Members.Concat(tally.Considered).Any(c => hidden.Contains(c.Premise)) =>
                new ProofStep.Closed(),
            ProofStep.Differs { Has: not null } when !hidden.IsEmpty => new ProofStep.Closed(),
            ProofStep.None none => none with { Considered = Close(none.Considered, hidden) },
            ProofStep.Tally tally => tally with
            {
                Members = Close(tally.Members, hidden),
                Considered = Close(tally.Considered, hidden),
            },
            ProofStep.All all => new ProofStep.All([.. all.Of.Select(s => Close(s, hidden))]),
            ProofStep.One one => one with { Of = Close(one.Of, hidden) },
            ProofStep.Term term => term with { Of = Close(term.Of, hidden) },
            ProofStep.Found found => found with { Of = Close(found.Of, hidden) },
            ProofStep.Throughout pieces => pieces with
            {
                Pieces = [.. pieces.Pieces.Select(p => p with { Of = Close(p.Of, hidden) })],
            },
            ProofStep.Since since => since with
            {
                Start = Close(since.Start, hidden),
                Keeping = Close(since.Keeping, hidden),
            },
            ProofStep.Broken broken => broken with
            {
                Break = broken.Break is { } because ? Close(because, hidden) : null,
                NoStart = Close(broken.NoStart, hidden),
            },
            ProofStep.Edge edge => new ProofStep.Edge(Close(edge.Now, hidden), Close(edge.Before, hidden)),
            ProofStep.Limit limit => !hidden.IsEmpty
                ? new ProofStep.Closed()
                : limit with
                {
                    Trigger = Close(limit.Trigger, hidden),
                    Act = Close(limit.Act, hidden),
                },
            ProofStep.Exception exception => exception with { Of = Close(exception.Of, hidden) },
            ProofStep.Doubt doubt => doubt with { Of = Close(doubt.Of, hidden) },
            _ => step,
        };

    private static ImmutableArray<Considered> Close(ImmutableArray<Considered> all, ImmutableHashSet<string> hidden) =>
        [.. all.Select(c => c with { Because = Close(c.Because, hidden) })];
}
