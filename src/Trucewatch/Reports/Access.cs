using System.Collections.Immutable;
using Trucewatch.Time;

namespace Trucewatch.Reports;

/// <summary>Section 7: what could not be looked at, what was down, what could not be read.</summary>
internal static class Access
{
    public static Section Write(Desk desk)
    {
        var sentences = ImmutableArray.CreateBuilder<Sentence>();
        sentences.AddRange(desk.NotObserved(desk.Known.Looked));
        foreach (var source in desk.Known.Sources.Values)
        foreach (var outage in source.Outages.Where(o => o.During.Overlap(desk.Charter.Window) is not null))
            sentences.Add(
                Say.Coverage(
                    "outage",
                    ("source", Say.Names(source.Name)),
                    ("from", Say.At(outage.During.Start)),
                    ("until", Say.At(outage.During.End)),
                    ("why", Say.T(outage.Why))
                )
            );
        if (desk.Known.Rejections.Length > 0)
            sentences.Add(Say.Caution("rejected", ("count", Say.N(desk.Known.Rejections.Length))));
        var repeats = desk.Known.Observations.Values.Sum(o => o.Repeats);
        if (repeats > 0)
            sentences.Add(Say.Caution("repeats", ("count", Say.N(repeats))));
        return new("access", sentences.Count == 0 ? [Say.Fact("no_losses")] : sentences.ToImmutable(), []);
    }
}
