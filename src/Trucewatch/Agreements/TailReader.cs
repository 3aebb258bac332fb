using System.Collections.Immutable;
using Trucewatch.Space;

namespace Trucewatch.Agreements;

/// <summary>Reads what stands behind a fact or a phrase: <c>in the last 24 h</c>, <c>for 7 days watched</c>, <c>since …</c>.</summary>
/// <param name="part">Reads the condition behind <c>since</c> and <c>until</c>.</param>
internal sealed class TailReader(Cursor at, Vocabulary words, Func<Condition?> part)
{
    /// <summary>All tails; null: a problem was reported.</summary>
    public Tails? Read()
    {
        Tails? tails = Tails.None;
        while (tails is not null && Begins(at.Has("and") ? 1 : 0))
        {
            at.TakeIf("and");
            tails = One(tails);
        }
        return tails;
    }

    private bool Begins(int by) =>
        at.HasAt(by, "in")
        || at.HasAt(by, "outside")
        || (at.HasAt(by, "within") && !Durations.Stands(at, by + 1))
        || at.HasAt(by, "at", "least")
        || at.HasAt(by, "at", "most")
        || at.HasAt(by, "since")
        || (at.HasAt(by, "until") && !MomentReader.Stands(at, by + 1))
        || at.HasAt(by, "for")
        || at.HasAt(by, "by", "the", "same")
        || at.HasAt(by, "watched")
        || at.HasAt(by, "begins")
        || at.HasAt(by, "ends");

    private Tails? One(Tails tails)
    {
        var first = at.Next;
        if (at.TakeIf("in", "the", "last"))
            return Length(first, tails.Last, d => tails with { Last = d });
        if (at.TakeIf("in", "the", "next"))
            return Length(first, tails.Next, d => tails with { Next = d });
        if (at.Has("in", "last") || at.Has("in", "next"))
            return Missing(
                $"\"in the {at.Ahead(1).Text}\" was expected",
                $"Write \"in the {at.Text(at.Position + 1, 3)}\"."
            );
        if (at.TakeIf("for"))
            return Length(first, tails.For, d => tails with { For = d });
        if (at.TakeIf("watched"))
            return Once(first, tails.Watched, tails with { Watched = true });
        if (at.TakeIf("begins"))
            return Once(first, tails.Turn != Turn.Holds, tails with { Turn = Turn.Begins });
        if (at.TakeIf("ends"))
            return Once(first, tails.Turn != Turn.Holds, tails with { Turn = Turn.Ends });
        if (at.TakeIf("in", "the", "same"))
            return Sector(first, tails);
        if (at.TakeIf("by", "the", "same"))
            return Party(first, tails);
        if (at.TakeIf("since"))
            return tails.Since is null ? Part(p => tails with { Since = p }) : Second(first);
        if (at.TakeIf("until"))
            return tails.Until is null ? Part(p => tails with { Until = p }) : Second(first);
        return at.Has("at") ? Bound(tails) : Where(tails);
    }

    private Tails? Part(Func<Condition, Tails> with) => part() is { } condition ? with(condition) : null;

    private Tails? Length(Token first, long? already, Func<long, Tails> with) =>
        already is not null ? Second(first)
        : Durations.ReadExact(at) is { } length ? with(length)
        : null;

    private Tails? Once(Token first, bool already, Tails with) => already ? Second(first) : with;

    private Tails? Second(Token first)
    {
        at.Wrong(first, Ag.SecondOption, first.Text, "this was said already", "Take one of the two out.");
        return null;
    }

    private Tails? Sector(Token first, Tails tails) =>
        at.TakeIf("sector")
            ? Once(first, tails.SameSector, tails with { SameSector = true })
            : Missing("\"in the same sector\" was expected", "Write \"in the same sector\".");

    private Tails? Party(Token first, Tails tails) =>
        at.TakeIf("party")
            ? Once(first, tails.SameParty, tails with { SameParty = true })
            : Missing("\"by the same party\" was expected", "Write \"by the same party\".");

    private Tails? Missing(string expected, string cure)
    {
        at.Wrong(Ag.Missing, expected, cure);
        return null;
    }

    // "at least 24 h before", or "at least 15 km from the line"
    private Tails? Bound(Tails tails)
    {
        var first = at.Next;
        if (!Durations.Stands(at, 2) && (at.HasAt(3, "m") || at.HasAt(3, "km") || at.HasAt(3, "nm")))
            return Where(tails);
        var least = at.Has("at", "least");
        at.Skip(2);
        if ((least ? tails.AtLeastBefore : tails.AtMostBefore) is not null || (!least && tails.Last is not null))
            return Second(first);
        if (Durations.ReadExact(at) is not { } length)
            return null;
        if (!at.TakeIf("before"))
            return Missing("\"before\" was expected", $"Write \"{at.Since(first)} before\".");
        return least ? tails with { AtLeastBefore = length } : tails with { AtMostBefore = length };
    }

    private Tails? Where(Tails tails) =>
        new WhereReader(at, words.Context).Read() is { } where ? tails with { Where = tails.Where.Add(where) } : null;
}

/// <summary>Reads a place: <c>in the buffer zone</c>, <c>within 15 km of the line</c>, <c>at least 2 km from the town</c>.</summary>
internal sealed class WhereReader(Cursor at, AgreementContext context)
{
    /// <summary>A place; null: a problem was reported.</summary>
    public WhereSaid? Read()
    {
        var first = at.Next;
        if (at.TakeIf("in"))
            return Zone(new(), false);
        if (at.TakeIf("outside"))
            return Zone(new(), true);
        var from = at.TakeIf("at", "least");
        if (!from)
            at.Take();
        var joint = from ? "from" : "of";
        if (new Amounts(at, context).Length(first) is not { } distance)
            return null;
        if (at.TakeIf(joint))
            return Zone(distance, from);
        at.Wrong(
            Ag.Missing,
            $"\"{joint}\" and a zone were expected",
            $"Write \"{(from ? "at least" : "within")} {Amounts.Say(distance)} {joint}\" and the zone's name."
        );
        return null;
    }

    private WhereSaid? Zone(Distance bound, bool outside)
    {
        var first = at.Next;
        if (at.AtEnd || Stops.Any(at, 0))
        {
            at.Wrong(
                Ag.Missing,
                "a zone was expected",
                $"Name one of: {string.Join(", ", context.Zones.Select(z => z.Id).Take(12))}."
            );
            return null;
        }
        if (new Amounts(at, context).Zone() is not { } zone)
            return null;
        if (zone != AgreementContext.Everywhere || !outside)
            return new(zone, bound, outside);
        at.Wrong(first, Ag.Empty, zone, "no place is left, so no fact can match", "Take one of the places out.");
        return null;
    }
}
