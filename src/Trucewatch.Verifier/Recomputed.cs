using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>What came of computing the conclusions of a record again.</summary>
public abstract record Recomputed
{
    private Recomputed() { }

    /// <summary>Every product issued has the digests that the entries give.</summary>
    /// <param name="Products">How many products were issued.</param>
    /// <param name="Entries">How many entries were folded.</param>
    public sealed record Same(int Products, long Entries) : Recomputed;

    /// <summary>A product is another: its conclusions do not follow from the entries.</summary>
    /// <param name="Issue">The entry that issued it.</param>
    /// <param name="Product">What it is, such as <c>report</c>.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Issued">The digest it was issued with.</param>
    /// <param name="Computed">The digest that follows from the entries; empty: nothing follows.</param>
    /// <param name="Where">The first place that differs, in words, as far as the issue names it.</param>
    public sealed record Differs(
        EntryNumber Issue,
        string Product,
        int Number,
        string Issued,
        string Computed,
        string Where
    ) : Recomputed;

    /// <summary>A product was made by another release, with another result: run the named one.</summary>
    /// <param name="Issue">The entry that issued it.</param>
    /// <param name="Product">What it is.</param>
    /// <param name="Number">Its number.</param>
    /// <param name="Release">The release that made it.</param>
    /// <param name="Changed">What is not the same now, each in words.</param>
    public sealed record OtherVersion(
        EntryNumber Issue,
        string Product,
        int Number,
        string Release,
        ImmutableArray<string> Changed
    ) : Recomputed;

    /// <summary>Values are closed to the reader, or were erased: not recomputable since that entry, which is no difference.</summary>
    /// <param name="Since">The first entry whose values are not there.</param>
    /// <param name="What">Its kind, or what could not be read in it.</param>
    /// <param name="Erasure">The entry that says its values were erased; null: they are closed.</param>
    /// <param name="Before">How many products were issued before it, and are the same.</param>
    public sealed record Closed(EntryNumber Since, string What, EntryNumber? Erasure, int Before) : Recomputed;
}
