using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Cli.Commands;
using Trucewatch.Record;
using Trucewatch.Verifier;

namespace Trucewatch.Cli;

/// <summary>The verifier's answers as one plain sentence each, with their exit code.</summary>
internal static class RecordWords
{
    public const string NoKey = "whose record it is was not checked, for no key was given";

    /// <summary>Says what a check of a record came to.</summary>
    public static int Tell(RecordVerdict verdict) =>
        verdict.Match(
            holds =>
            {
                Console.WriteLine(Holds(holds) + ".");
                return Exit.Done;
            },
            Fails
        );

    public static string Holds(RecordVerdict.Holds holds) =>
        $"The record \"{holds.Origin}\" holds: {holds.Size} entries, none altered, root {Hex(holds.Root)};"
        + $" {holds.OpenedFields} values opened and right, {holds.ClosedDigests} closed to this reader; "
        + (
            holds.AuthorsChecked
                ? "every entry signed with its author's key; "
                : "authors not checked, for this address offers no values and so no keys; "
        )
        + Signed(holds.SignedBy);

    public static int Fails(RecordVerdict.Fails fails)
    {
        foreach (var fault in fails.Faults)
            Console.Error.WriteLine(FaultWords.Say(fault));
        Console.Error.WriteLine($"The record does not hold: {Shared.Counted(fails.Faults.Length, "fault")}.");
        return Exit.Rejected;
    }

    /// <summary>Who vouches for a checkpoint, and since when; null: no key was given.</summary>
    public static string Signed(ImmutableArray<NoteVerdict.Vouched>? signed)
    {
        if (signed is not { } by)
            return NoKey;
        var logs = by.Where(v => v.By.Type == KeyType.Ed25519).Select(v => v.By.Name).ToList();
        var witnesses = by.Where(v => v.By.Type != KeyType.Ed25519).ToList();
        return (logs.Count > 0 ? $"signed by {string.Join(", ", logs)}" : "the record's own key was not given")
            + (
                witnesses.Count > 0
                    ? $", cosigned by {string.Join(", ", witnesses.Select(w => $"{w.By.Name} ({Time(w.Time ?? 0)})"))}"
                    : ", no witness's signature was asked for"
            );
    }

    /// <summary>What recomputing came to, as a clause without a full stop, and its exit code.</summary>
    public static (string Words, int Exit) Say(Recomputed recomputed) =>
        recomputed switch
        {
            Recomputed.Same same => (
                $"The same: {Shared.Counted(same.Products, "product")} computed again from the entries 1 to {same.Entries}",
                Exit.Done
            ),
            Recomputed.OtherVersion other => (
                $"Other version: {other.Product} {other.Number} (entry {other.Issue}) was made by release {other.Release}, and another result is no difference; not the same are: {string.Join("; ", other.Changed)}; run that release",
                Exit.Rejected
            ),
            Recomputed.Closed { Erasure: { } erasure } erased => (
                $"Not recomputable since entry {erased.Since} (erasure): entry {erasure} says that its values were erased, which is no difference;{Before(erased)}",
                Exit.Rejected
            ),
            Recomputed.Closed closed => (
                $"Not recomputable since entry {closed.Since} ({closed.What.TrimEnd('.')}): its values are closed to this reader;{Before(closed)}",
                Exit.Rejected
            ),
            Recomputed.Differs differs => (
                $"Different: {differs.Product} {differs.Number} (entry {differs.Issue}) differs first in {differs.Where}; it was issued with {differs.Issued}, the entries give {(differs.Computed.Length > 0 ? differs.Computed : "nothing")}",
                Exit.Rejected
            ),
            _ => throw new InvalidOperationException("no words for that"),
        };

    public static string Time(long unixSeconds) => WitnessedTime.Text(Instant.FromUnixTimeSeconds(unixSeconds));

    public static string Hex(ImmutableArray<byte> hash) => Convert.ToHexStringLower(hash.AsSpan());

    private static string Before(Recomputed.Closed closed) =>
        closed.Before == 0
            ? " no product was issued before it"
            : $" {Shared.Counted(closed.Before, "product")} before it are the same";
}
