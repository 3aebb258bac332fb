using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Time;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>The rows of acts that are filed under a noun of the terms, taken back, or use a power.</summary>
internal sealed partial class ActsCsv
{
    private static readonly Dictionary<string, Power> Powers = new()
    {
        ["waive"] = Power.Waive,
        ["extend"] = Power.Extend,
        ["suspend"] = Power.Suspend,
        ["refer"] = Power.Refer,
        ["declare"] = Power.Declare,
    };

    private static RegisteredAct.Filed? Filed(MissionRow row, string id, Instant? known, string source)
    {
        var (noun, by, text) = (row.Must("noun"), row.Must("by"), row.Must("text"));
        var fields = Fields(row);
        return known is { } k && fields is not null && Happened(row, k) is { } happened
            ? new(id, k, source, noun, by, Maybe(row["to"]), Maybe(row["about"]), fields, happened, text)
            : null;
    }

    private static RegisteredAct.Withdrawal? Withdrawal(MissionRow row, string id, Instant? known, string source)
    {
        var (by, of, text) = (row.Must("by"), row.Must("of"), row.Must("text"));
        return known is { } k ? new(id, k, source, by, of, text) : null;
    }

    /// <summary>What stands in the place of the act is a filed act, or, where no noun is given, an attribution.</summary>
    private RegisteredAct.Correction? Correction(MissionRow row, string id, Instant? known, string source)
    {
        var (by, of) = (row.Must("by"), row.Must("of"));
        RegisteredAct? instead =
            row["noun"].Length > 0 ? Filed(row, id, known, source) : Attribution(row, id, known, source);
        return instead is not null && known is { } k ? new(id, k, source, by, of, instead, row.Must("text")) : null;
    }

    private RegisteredAct.Exercise? Exercise(MissionRow row, string id, Instant? known, string source)
    {
        var power = row.Word("power", Powers);
        var (by, over, text) = (Body(row), row.Must("over"), row.Must("text"));
        var bearer = row["party"].Length > 0 ? row["party"] : null;
        var amount = power == Power.Extend ? Amount(row) : null;
        var start = row.MaybeMoment("from") ?? known;
        var end = row.MaybeMoment("until");
        if (known is not { } k || power is not { } p || start is not { } from || (p == Power.Extend && amount is null))
            return null;
        if (end is { } until && until <= from)
        {
            row.Wrong("until", Rule.EndsFirst, "an end after its start", "Change \"from\" and \"until\".");
            return null;
        }
        return new(id, k, source, by, p, over, bearer, Maybe(row["about"]), amount, new(from, end), text);
    }

    private RegisteredAct.Acceptance? Acceptance(MissionRow row, string id, Instant? known, string source)
    {
        var (by, claim, text) = (Party(row, "by"), row.Must("of"), row.Must("text"));
        return known is { } k && by is { } b ? new(id, k, source, b, claim, row.MaybeMoment("from") ?? k, text) : null;
    }

    private RegisteredAct.Plea? Plea(MissionRow row, string id, Instant? known, string source)
    {
        var (by, about, text) = (Party(row, "by"), About(row), row.Must("text"));
        return known is { } k && by is { } b ? new(id, k, source, b, about, text) : null;
    }

    private RegisteredAct.Examination? Examination(MissionRow row, string id, Instant? known, string source)
    {
        var (by, about, text) = (Body(row, "examine"), About(row), row.Must("text"));
        return Holds(row, text, "upheld:", "failed:") is { } holds && known is { } k
            ? new(id, k, source, by, about, holds, Behind(text))
            : null;
    }

    // Which powers a body has the agreement says, not the mission.
    private string Body(MissionRow row)
    {
        var by = row.Must("by");
        var bodies = charter.Bodies.Select(b => b.Id).ToArray();
        if (by.Length > 0)
            row.Known("by", by, bodies, "a body of mission.yaml");
        return by;
    }

    /// <summary>The further fields, written <c>weapon=mortar; file=F-7</c>; the sector has a column of its own.</summary>
    private static ImmutableSortedDictionary<string, string>? Fields(MissionRow row)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (row["sector"].Length > 0)
            fields["sector"] = row["sector"];
        foreach (
            var part in row["fields"].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } value])
            {
                row.Wrong("fields", Rule.UnknownWord, "field=value, parted by semicolons", "Write it like file=F-7.");
                return null;
            }
            fields[name] = value;
        }
        return fields.ToImmutable();
    }

    // One microsecond where no end is given.
    private static Interval? Happened(MissionRow row, Instant known)
    {
        var start = row.MaybeMoment("from") ?? known;
        var end = row["until"].Length > 0 ? row.MaybeMoment("until") : Micros.Floor(start) + Micros.One;
        if (end is null)
            return null;
        if (end > start)
            return new(start, end);
        row.Wrong("until", Rule.EndsFirst, "an end after its start", "Change \"from\" and \"until\".");
        return null;
    }

    private static Length? Amount(MissionRow row)
    {
        var text = row.Must("amount");
        var length = Lengths.Read(text);
        if (length is null && text.Length > 0)
            row.Wrong(
                "amount",
                Rule.UnknownWord,
                "a length of time",
                "Write it like 48 h, 3 calendar days or 1 month rounded down."
            );
        return length;
    }

    private static string? Maybe(string text) => text.Length > 0 ? text : null;
}
