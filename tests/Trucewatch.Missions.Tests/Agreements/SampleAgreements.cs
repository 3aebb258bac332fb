using System.Collections.Concurrent;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Missions.Agreements;
using Trucewatch.Testing;

namespace Trucewatch.Missions.Tests.Agreements;

/// <summary>The agreements of the missions, read, checked and tested once for all tests.</summary>
internal static class SampleAgreements
{
    private static readonly ConcurrentDictionary<string, Lazy<CheckedAgreement>> known = new();

    /// <summary>The agreement of a mission in the repository.</summary>
    public static CheckedAgreement Of(string mission) =>
        known.GetOrAdd(mission, m => new(() => CheckedAgreement.Of(Opened(m)))).Value;

    /// <summary>A mission in the repository, opened.</summary>
    public static OpenedMission Opened(string mission)
    {
        var opening = MissionReader.Open(Path.Combine(Shared.Repository(), "missions", mission));
        if (opening is Opening.Refused refused)
            Assert.Fail(string.Join('\n', refused.Problems));
        return Assert.IsType<Opening.Opened>(opening).Mission;
    }
}
