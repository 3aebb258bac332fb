using System.Collections.Immutable;
using System.Text.Json;
using Trucewatch.Labels;
using Trucewatch.Record;
using Trucewatch.Reports;

namespace Trucewatch.Verifier;

/// <summary>What came of computing the conclusions of a record again.</summary>
public abstract record Recomputed
{
    private Recomputed() { }

    /// <summary>Every product issued has the digest that the entries give.</summary>
    /// <param name="Products">How many products were issued.</param>
    /// <param name="Entries">How many entries were folded.</param>
    public sealed record Same(int Products, long Entries) : Recomputed;

    /// <summary>A product has another digest: its conclusions do not follow from the entries.</summary>
    public sealed record Differs(EntryNumber Issue, int Number, string Issued, string Computed) : Recomputed;

    /// <summary>A product was made by other folds: run the named release.</summary>
    public sealed record OtherVersion(EntryNumber Issue, int Number, string Release, int Fold) : Recomputed;

    /// <summary>Values are closed to the reader, or were erased: not recomputable since that entry, which is no difference.</summary>
    public sealed record Closed(EntryNumber Since, string What) : Recomputed;
}

/// <summary>Folds a whole record again and compares every product issued with what follows from the entries.</summary>
public static class Recompute
{
    /// <summary>The first product that differs, was made otherwise or cannot be computed; or that all are the same.</summary>
    public static async Task<Recomputed> RunAsync(
        IAsyncEnumerable<StoredEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var fold = new MissionFold();
        var pictures = new Dictionary<long, Known>();
        var products = 0;
        long folded = 0;
        await foreach (var stored in entries.WithCancellation(cancellationToken))
        {
            if (stored.Open.Fields.Length < stored.Open.Entry.Digests.Length)
                return new Recomputed.Closed(stored.Number, stored.Open.Entry.Kind);
            try
            {
                if (stored.Open.Entry.Kind == "issue")
                {
                    products++;
                    if (fold.Now() is { } known)
                        pictures.TryAdd(known.AsOf.Value, known);
                    var issued = EntryValues.Read<Issued>(stored.Open.Fields);
                    if (Check(issued, stored.Number, pictures) is { } wrong)
                        return wrong;
                }
                fold.Add(stored.Number, stored.Open);
            }
            catch (JsonException e)
            {
                return new Recomputed.Closed(stored.Number, e.Message);
            }
            folded = stored.Number.Value;
        }
        return new Recomputed.Same(products, folded);
    }

    private static Recomputed? Check(Issued issued, EntryNumber number, Dictionary<long, Known> pictures)
    {
        if (issued.Fold != Known.FoldVersion)
            return new Recomputed.OtherVersion(number, issued.Number, issued.Release, issued.Fold);
        if (
            !pictures.TryGetValue(issued.AsOf, out var known)
            || !Enum.TryParse<Audience>(issued.Audience, ignoreCase: true, out var audience)
        )
            return new Recomputed.Differs(number, issued.Number, issued.Digest, "");
        var written = WrittenReport.Of(known.Draw(), audience, issued.Number);
        var sameNumbers = issued.Incidents.SequenceEqual(written.Picture.InReportOrder.Select(i => i.Id.Text));
        return written.Digest == issued.Digest && sameNumbers
            ? null
            : new Recomputed.Differs(number, issued.Number, issued.Digest, written.Digest);
    }
}
