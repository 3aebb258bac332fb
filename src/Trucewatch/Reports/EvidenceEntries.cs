using NodaTime;
using Trucewatch.Evidence;
using Trucewatch.Labels;
using Trucewatch.Record;

namespace Trucewatch.Reports;

/// <summary>Evidence and custody to and from the entries of the record.</summary>
/// <remarks>Kinds <c>evidence</c>, <c>derivative</c> and <c>custody</c>; all of their values stand under salted digests.</remarks>
public static class EvidenceEntries
{
    private const string ItemKind = "evidence";
    private const string DerivativeKind = "derivative";
    private const string ActKind = "custody";

    private static readonly Label Inside = Label.Of("mission", Marking.Mission);

    /// <summary>An act of custody; its id makes it one of its kind. Who did what stays inside the mechanism, whatever it was done with.</summary>
    public static Draft Of(CustodyAct act) => EntryValues.Make(ActKind, act.Id, act.At, act, Inside);

    /// <summary>An original, under its own label. The same bytes of the same source are one entry.</summary>
    public static Draft Of(EvidenceItem item, Instant at) =>
        EntryValues.Make(ItemKind, $"{item.Source}|{item.Id}", at, item, item.Label);

    /// <summary>A derivative, under its own label; what it was made of stays inside: it would confirm a guessed original.</summary>
    public static Draft Of(Derivative derivative, Instant at)
    {
        var draft = EntryValues.Make(
            DerivativeKind,
            $"{derivative.DerivedFrom}|{derivative.Id}",
            at,
            derivative,
            derivative.Label
        );
        return draft with
        {
            Fields = [.. draft.Fields.Select(f => f.Name == "derived_from" ? f with { Label = Inside } : f)],
        };
    }

    /// <summary>Folds one more entry; other kinds change nothing.</summary>
    /// <exception cref="System.Text.Json.JsonException">A value is missing or malformed: it cannot be folded as far as opened.</exception>
    public static CustodyState Apply(CustodyState state, EntryNumber number, OpenEntry open) =>
        open.Entry.Kind switch
        {
            ItemKind => CustodyFold.Apply(state, EntryValues.Read<EvidenceItem>(open.Fields)),
            DerivativeKind => CustodyFold.Apply(state, EntryValues.Read<Derivative>(open.Fields)),
            ActKind => CustodyFold.Apply(state, number.Value, EntryValues.Read<CustodyAct>(open.Fields)),
            _ => state,
        };
}
