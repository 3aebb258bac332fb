using System.Collections.Immutable;
using System.Text.Json;
using Trucewatch.Labels;
using Trucewatch.Record;
using Trucewatch.Reports;

namespace Trucewatch.Verifier;

/// <summary>Folds a whole record again and compares every product issued with what follows from the entries.</summary>
/// <param name="making">This program.</param>
public sealed class Recompute(Making making)
{
    private const string IssueKind = "issue";

    private readonly MissionFold _fold = new();
    private readonly Dictionary<long, Known> _pictures = [];
    private readonly Dictionary<long, WrittenReport> _written = [];
    private int _products;
    private WrittenReport? _last;

    /// <summary>The reports computed again, by the entry that issued them, so far.</summary>
    public IReadOnlyDictionary<long, WrittenReport> Written => _written;

    /// <summary>The first product that differs, was made otherwise or cannot be computed; or that all are the same.</summary>
    public static Task<Recomputed> RunAsync(
        IAsyncEnumerable<StoredEntry> entries,
        Making making,
        CancellationToken cancellationToken
    ) => new Recompute(making).FoldAsync(entries, cancellationToken);

    /// <summary>As the other one, by the verifier's own release; words are not compared.</summary>
    public static Task<Recomputed> RunAsync(
        IAsyncEnumerable<StoredEntry> entries,
        CancellationToken cancellationToken
    ) => RunAsync(entries, new(typeof(Recompute).Assembly.GetName().Version!.ToString(3), null), cancellationToken);

    /// <summary>Folds a whole record, once, and keeps its reports in <see cref="Written"/>.</summary>
    public async Task<Recomputed> FoldAsync(IAsyncEnumerable<StoredEntry> entries, CancellationToken cancellationToken)
    {
        long folded = 0;
        Recomputed.Closed? closed = null;
        await foreach (var stored in entries.WithCancellation(cancellationToken))
        {
            if (closed is null && Fold(stored) is { } ended)
            {
                if (ended is not Recomputed.Closed since)
                    return ended;
                closed = since;
            }
            // Only from there on an entry may say that those values were erased.
            if (closed is not null && Erasure.Read(stored.Open) is { } erasure && erasure.Of == closed.Since)
                return closed with { Erasure = stored.Number };
            folded = stored.Number.Value;
        }
        return closed ?? (Recomputed)new Recomputed.Same(_products, folded);
    }

    private Recomputed? Fold(StoredEntry stored)
    {
        var (number, open) = (stored.Number, stored.Open);
        var folded = open.Entry.Kind is not (AuthorKeys.Kind or Erasure.Kind); // of these no conclusion is made
        if (folded && open.Fields.Length < open.Entry.Digests.Length)
            return new Recomputed.Closed(number, open.Entry.Kind, null, _products);
        try
        {
            if (open.Entry.Kind == IssueKind)
            {
                if (_fold.Now() is { } known)
                    _pictures.TryAdd(known.AsOf.Value, known);
                if (Check(EntryValues.Read<Issued>(open.Fields), number) is { } wrong)
                    return wrong;
                _products++;
            }
            _fold.Add(number, open);
            return null;
        }
        catch (JsonException e)
        {
            return new Recomputed.Closed(number, e.Message, null, _products);
        }
    }

    private Recomputed? Check(Issued issued, EntryNumber number)
    {
        if (
            issued.Product is not (Issued.Report or Issued.Board)
            || issued.Fold != Known.FoldVersion
            || Audiences.Read(issued.Audience) is not { } audience
        )
            return Other(issued, number);
        if (!_pictures.TryGetValue(issued.AsOf, out var known))
            return Differs("it was computed as of an entry at which nothing was known");

        var written = _written[number.Value] = Write(known, audience, issued.Number);
        var isBoard = issued.Product == Issued.Board;
        var where = isBoard
            ? BoardDifference.First(issued, written, making)
            : ReportDifference.First(issued, written, making);
        return where is null ? null
            : issued.Release != making.Release ? Other(issued, number)
            : Differs(where, isBoard ? ProductDigest.OfBoard(written) : written.Digest);

        Recomputed Differs(string where, string computed = "") =>
            new Recomputed.Differs(number, issued.Product, issued.Number, issued.Digest, computed, where);
    }

    // A report and its board are issued one after the other, and come from one picture.
    private WrittenReport Write(Known known, Audience audience, int number)
    {
        if (_last?.Picture.Known != known || (_last.Report.Audience, _last.Report.Number) != (audience, number))
            _last = WrittenReport.Of(known.Draw(), audience, number);
        return _last;
    }

    private Recomputed.OtherVersion Other(Issued issued, EntryNumber number)
    {
        var changed = ImmutableArray.CreateBuilder<string>();
        if (issued.Release != making.Release)
            changed.Add($"release {issued.Release}, this is {making.Release}");
        if (issued.Fold != Known.FoldVersion)
            changed.Add($"fold version {issued.Fold}, here {Known.FoldVersion}");
        if (issued.Product is not (Issued.Report or Issued.Board))
            changed.Add($"the product \"{issued.Product}\", which this release does not make");
        if (Audiences.Read(issued.Audience) is null)
            changed.Add($"the audience {issued.Audience}, which this release does not know");
        if (_fold.Now() is { } known)
            changed.Add(
                $"rulebook {known.Rules.Version} and {known.Provisions.Length} provisions come from the record and are the same"
            );
        return new(number, issued.Product, issued.Number, issued.Release, changed.ToImmutable());
    }
}
