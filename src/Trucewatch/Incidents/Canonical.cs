using Trucewatch.Observations;

namespace Trucewatch.Incidents;

/// <summary>The one order in which sums run, so that any order of reading gives the same bits: start, then id.</summary>
internal static class Canonical
{
    public static readonly IComparer<Observation> Order = Comparer<Observation>.Create(
        (a, b) =>
            a.Occurred.Start != b.Occurred.Start ? a.Occurred.Start.CompareTo(b.Occurred.Start) : a.Id.CompareTo(b.Id)
    );
}
