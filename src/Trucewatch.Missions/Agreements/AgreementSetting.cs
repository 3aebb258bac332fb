using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Coverage;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Labels;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;

namespace Trucewatch.Missions.Agreements;

/// <summary>What a mission brings to the reading, checking and testing of its agreement.</summary>
/// <param name="Reading">For reading.</param>
/// <param name="Checking">For the checks.</param>
/// <param name="Rules">The counting rules.</param>
public sealed record AgreementSetting(AgreementContext Reading, CheckContext Checking, Rules Rules)
{
    /// <summary>From a mission's folder: the zones are those that its own files draw.</summary>
    public static AgreementSetting Of(OpenedMission mission) =>
        Of(mission.Charter, mission.Zones, mission.Claims, mission.Sources, mission.Rules);

    /// <summary>From what is known of a mission, for the one who looks: below the mechanism nobody learns what is watched.</summary>
    public static AgreementSetting Of(View view)
    {
        var known = view.Known;
        var setting = Of(known.Charter, known.Zones, known.Claims, known.Sources.Values, known.Rules);
        return view.Viewer.Audience == Audience.Mission
            ? setting
            : setting with
            {
                Checking = setting.Checking with { PlannedShare = null },
            };
    }

    private static AgreementSetting Of(
        Charter charter,
        ImmutableArray<Zone> zones,
        ImmutableArray<TruceClaim> claims,
        IEnumerable<Source> sources,
        Rules rules
    )
    {
        var reading = AgreementContext.For(charter, zones, rules);
        var parties = charter.Parties.Select(p => p.Id).Order().ToImmutableArray();
        var bind = claims.Where(c => c.Act is ClaimAct.Declares or ClaimAct.Accepts).ToList();
        return new(
            reading,
            new(
                zones,
                [.. parties.Select(p => p.Code)],
                [.. reading.Bodies.Select(b => b.Id)],
                [.. reading.Guarantors.Select(g => g.Id)],
                [.. rules.Codes.Keys],
                charter.TimeZone,
                bind.Count > 0 ? bind.Min(c => c.Start) : charter.Window.Start,
                bind.Count > 0 && bind.All(c => c.End is not null) ? bind.Max(c => c.End) : null,
                [],
                rules.WatchedShare,
                PlannedCoverage.Of(sources, zones, parties, charter.Window, rules, charter.TimeZone)
            ),
            rules
        );
    }
}
