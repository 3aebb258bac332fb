using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Formats.Files;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.PartyClaims;

/// <summary>Reads starts and ends of truces as claims: who declared, who accepted or denied.</summary>
internal sealed class TruceWindowsReader(SourcePlan plan, ReadingContext context)
{
    private static readonly CsvForm Form = new([
        "truce",
        "declared_by",
        "accepted_by",
        "start_utc",
        "end_utc",
        "scope",
        "note",
    ]);

    private static readonly CodeSet Energy = CodeSet.Read("I-1 to I-3")!;

    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream file, string name)
    {
        var claims = new List<TruceClaim>();
        var reader = new TruceWindowsReader(plan, context);
        // One row makes several claims: the table gives what was rejected, the list what was read.
        foreach (var rejected in Table.Read(plan.Source.Id, context, file, name, Form, row => reader.Read(row, claims)))
            yield return rejected;
        foreach (var claim in claims)
            yield return new Intake.Claimed(claim, plan.Source.Id);
    }

    private Intake? Read(Row row, List<TruceClaim> claims)
    {
        if (row["truce"] != context.Charter.Truce)
        {
            context.Skip();
            row.Ignore();
            return null;
        }
        var (start, end) = (Moment(row, "start_utc", needed: true), Moment(row, "end_utc", needed: false));
        if (end <= start)
            row.Wrong("end_utc", Problem.EndsBeforeStart, $"{row["start_utc"]} to {row["end_utc"]}");
        var by = row.Required("declared_by");
        if (row.IsGood && start is { } from)
            claims.AddRange(Claims(row, by, from, end));
        return null;
    }

    private IEnumerable<TruceClaim> Claims(Row row, string by, Instant start, Instant? end)
    {
        var both = context.Charter.Parties.Select(p => p.Id).ToImmutableArray();
        var declarer = Named(by) is [var only] ? only : (PartyId?)null;
        var kind = declarer is null ? TruceKind.Mediated : TruceKind.Unilateral;
        yield return Make(
            row,
            declarer?.Code ?? by,
            ClaimAct.Declares,
            kind,
            declarer is { } d ? [d] : both,
            start,
            end
        );

        var words = row["accepted_by"];
        var denied = words.Contains("not accepted", StringComparison.OrdinalIgnoreCase);
        var answering = string.Equals(words, "both", StringComparison.OrdinalIgnoreCase) ? both : Named(words);
        foreach (var party in answering)
        {
            yield return Make(
                row,
                party.Code,
                denied ? ClaimAct.Denies : ClaimAct.Accepts,
                declarer is null ? TruceKind.Mediated : TruceKind.Reciprocal,
                [party],
                start,
                end
            );
        }
    }

    private TruceClaim Make(
        Row row,
        string claimant,
        ClaimAct act,
        TruceKind kind,
        ImmutableArray<PartyId> binds,
        Instant start,
        Instant? end
    ) =>
        new(
            $"{plan.Source.Id}.{row["truce"]}.{act.ToString().ToLowerInvariant()}.{claimant}",
            row["truce"],
            claimant,
            act,
            kind,
            binds,
            start,
            end,
            "all",
            row["scope"].Contains("energy", StringComparison.OrdinalIgnoreCase) ? Energy : CodeSet.All,
            row["note"].Length > 0 ? row["note"] : row["scope"],
            "UTC",
            plan.Options.TryGetValue("known", out var known) ? Moments.Read(known) ?? start : start,
            plan.Source.Id.Code
        );

    private static Instant? Moment(Row row, string column, bool needed)
    {
        var text = needed ? row.Required(column) : row[column];
        if (text.Length == 0)
            return null;
        var moment = Moments.Read(text);
        if (moment is null)
            row.Wrong(column, Problem.Malformed, text);
        return moment;
    }

    // The parties whose id, alias or name stands in the words.
    private ImmutableArray<PartyId> Named(string words) =>
        [
            .. context
                .Charter.Parties.Where(p =>
                    p.Aliases.Append(p.Id.Code).Concat(p.Name.Values).Any(n => HasWord(words, n))
                )
                .Select(p => p.Id),
        ];

    private static bool HasWord(string words, string name)
    {
        for (var at = 0; (at = words.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var before = at == 0 || !char.IsLetterOrDigit(words[at - 1]);
            var end = at + name.Length;
            if (before && (end == words.Length || !char.IsLetterOrDigit(words[end])))
                return true;
        }
        return false;
    }
}
