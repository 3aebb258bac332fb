using System.Collections.Immutable;

namespace Trucewatch.Formats.Monitoring;

/// <summary>Which leading positions of a log can no longer change, whatever comes after it.</summary>
/// <param name="positions">The log.</param>
/// <param name="hasEnded">True: no time is left behind the last position, so windows ahead are complete there.</param>
internal sealed class CaseDecided(ImmutableArray<CasePosition> positions, bool hasEnded)
{
    /// <summary>How many leading positions are decided.</summary>
    public int Of(Mfotl formula) =>
        formula switch
        {
            Mfotl.Not not => Of(not.Of),
            Mfotl.And and => and.Of.Select(Of).DefaultIfEmpty(positions.Length).Min(),
            Mfotl.Or or => or.Of.Select(Of).DefaultIfEmpty(positions.Length).Min(),
            Mfotl.Exists exists => Of(exists.Of),
            Mfotl.Step { Ahead: true } step => Math.Max(0, Math.Min(Of(step.Of), positions.Length) - 1),
            Mfotl.Step step => Math.Min(positions.Length, Of(step.Of) + 1),
            Mfotl.Reach { Ahead: true } reach => Ahead(reach.Within, Of(reach.Of)),
            Mfotl.Reach reach => Of(reach.Of),
            Mfotl.Kept { Ahead: true } kept => Ahead(kept.Within, Math.Min(Of(kept.Keeping), Of(kept.End))),
            Mfotl.Kept kept => Math.Min(Of(kept.Keeping), Of(kept.End)),
            Mfotl.Aggregate aggregate => Of(aggregate.Over),
            _ => positions.Length,
        };

    // A position is decided once all within its window are, and one beyond the window has come.
    private int Ahead(Span within, int inner)
    {
        var decided = 0;
        while (
            decided < positions.Length && IsComplete(positions[decided].Time + (within.To ?? long.MaxValue / 2), inner)
        )
            decided++;
        return decided;
    }

    private bool IsComplete(long end, int inner)
    {
        var beyond = positions.Count(p => p.Time <= end);
        return (beyond < positions.Length || hasEnded) && beyond <= inner;
    }
}
