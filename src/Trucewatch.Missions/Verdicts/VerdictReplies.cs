using System.Collections.Immutable;
using Trucewatch.Incidents;
using Trucewatch.Labels;
using Trucewatch.Values;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Verdicts;

/// <summary>What set a verdict off, as shown.</summary>
/// <param name="Kind"><c>incident</c>, <c>act</c>, <c>obligation</c> or <c>state</c>.</param>
/// <param name="Incident">The incident's issued number.</param>
/// <param name="Act">The act's id.</param>
/// <param name="From">The first instant at which it may have been, or at which the state began, UTC.</param>
/// <param name="Until">The end of those, excluded; of a failing state: where it ends.</param>
public sealed record AnchorReply(string Kind, int? Incident, string? Act, string From, string Until);

/// <summary>One verdict as shown. Incidents by issued number.</summary>
/// <param name="Clause">The clause's address.</param>
/// <param name="Version">The digest of the clause's version.</param>
/// <param name="Bearer">Whose conduct, by id.</param>
/// <param name="Anchor">What set it off.</param>
/// <param name="Value"><c>breached</c>, <c>complied</c>, <c>disputed</c>, <c>not observed</c>; null: the time has not come, or it was let off.</param>
/// <param name="State">For a duty: where the obligation stands.</param>
/// <param name="OwedTo">To whom it is owed.</param>
/// <param name="Limit">The last instant at which it can be discharged in time.</param>
/// <param name="Discharged">When it surely was.</param>
/// <param name="Because">What lifted it: clauses, <c>unless</c>, <c>self-defence</c>.</param>
/// <param name="Incidents">The incidents it rests on.</param>
/// <param name="Acts">The acts it rests on.</param>
public sealed record VerdictReply(
    string Clause,
    string Version,
    string Bearer,
    AnchorReply Anchor,
    string? Value,
    string? State,
    string? OwedTo,
    string? Limit,
    string? Discharged,
    ImmutableArray<string> Because,
    ImmutableArray<int> Incidents,
    ImmutableArray<string> Acts
)
{
    /// <summary>A judgement with the numbers of a picture.</summary>
    public static VerdictReply Of(Judgement judgement, IReadOnlyDictionary<IncidentId, int> numbers)
    {
        var rests = judgement.Verdict?.RestsOn ?? [];
        var obligation = judgement.Obligation;
        return new(
            judgement.Key.Clause,
            judgement.Key.Version,
            judgement.Key.Bearer,
            AnchorOf(judgement.Anchor, numbers),
            judgement.Verdict is { } verdict ? Formats.Reports.BoardCsv.Word(verdict.Value) : null,
            obligation is null ? null : ValueCodec.Word(obligation.State),
            obligation?.OwedTo,
            obligation?.Limit is { } limit ? Instants.Text(limit) : null,
            obligation?.Discharged is { } at ? Instants.Text(at) : null,
            judgement.Because,
            [.. rests.Select(f => f.Incident).OfType<IncidentId>().Select(i => numbers[i]).Order()],
            [.. rests.Select(f => f.Act).OfType<string>().Order(StringComparer.Ordinal)]
        );
    }

    private static AnchorReply AnchorOf(Anchor anchor, IReadOnlyDictionary<IncidentId, int> numbers)
    {
        var (from, until) = (Instants.Text(anchor.Start), Instants.Text(anchor.End));
        return anchor.Fact switch
        {
            { Incident: { } incident } => new("incident", numbers[incident], null, from, until),
            { Act: { } act } => new("act", null, act, from, until),
            null => new("state", null, null, from, until),
            _ => new("obligation", null, null, from, until),
        };
    }
}

/// <summary>Which verdicts are asked for; null: all.</summary>
/// <param name="Clause">Of one clause.</param>
/// <param name="Bearer">Of one party, guarantor or body.</param>
public sealed record VerdictQuery(string? Clause, string? Bearer);

/// <summary>The verdicts at their anchors, for the one who looks.</summary>
/// <param name="AsOf">The entry up to which they were known.</param>
/// <param name="Verdicts">By clause, bearer and anchor.</param>
public sealed record VerdictList(long AsOf, ImmutableArray<VerdictReply> Verdicts)
{
    /// <summary>The verdicts of a view.</summary>
    /// <remarks>
    /// To all but the mechanism: only those that rest on incidents which this audience may know of, and on acts. When a state
    /// began or ended would tell of incidents that are hidden; of those the board says the day.
    /// </remarks>
    public static VerdictList Of(VerdictQuery query, View view)
    {
        var showing = new Showing(view);
        return new(
            view.Known.AsOf.Value,
            [
                .. view
                    .Picture.Judgements.Where(j => query.Clause is null || j.Key.Clause == query.Clause)
                    .Where(j => query.Bearer is null || j.Key.Bearer == query.Bearer)
                    .Where(showing.Of)
                    .Select(j => VerdictReply.Of(showing.AsSeen(j), view.Numbers)),
            ]
        );
    }

    /// <summary>The obligations alone.</summary>
    public static VerdictList Obligations(VerdictQuery query, View view)
    {
        var all = Of(query, view);
        return all with { Verdicts = [.. all.Verdicts.Where(v => v.State is not null)] };
    }

    private sealed class Showing(View view)
    {
        private readonly Dictionary<IncidentId, Incident> shown = view.Incidents.ToDictionary(i => i.Id);

        /// <summary>With the time that this audience knows of the incident: what it may not see made it no more exact.</summary>
        public Judgement AsSeen(Judgement judgement) =>
            view.Viewer.Audience != Audience.Mission && judgement.Anchor.Fact?.Incident is { } incident
                ? judgement with
                {
                    Anchor = judgement.Anchor with
                    {
                        Start = shown[incident].Occurred.Start.ToMicros(),
                        End = shown[incident].Occurred.End.ToMicros(),
                    },
                }
                : judgement;

        public bool Of(Judgement judgement) =>
            view.Viewer.Audience == Audience.Mission
            || (
                judgement.Anchor.Fact is { } anchor
                && IsShown(anchor)
                && (judgement.Verdict?.RestsOn ?? []).All(IsShown)
                && (judgement.Obligation is null || anchor.Act is not null)
            );

        private bool IsShown(FactId fact) =>
            fact.Incident is { } incident ? shown.ContainsKey(incident) : fact.Act is not null;
    }
}
