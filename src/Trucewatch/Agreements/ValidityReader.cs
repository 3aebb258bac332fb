namespace Trucewatch.Agreements;

/// <summary>Reads when a provision runs: <c>from</c>, <c>after</c>, <c>until</c>, <c>on</c>.</summary>
internal sealed class ValidityReader(Cursor at, AgreementContext context, Options options)
{
    /// <summary>Reads the moment behind the word; false: a problem was reported.</summary>
    public bool Read(string edge, Token option, Func<Cursor, string, Token, bool> once)
    {
        if (!once(at, edge is "after" or "on" ? "from" : edge, option))
            return false;
        if (edge == "on" && !once(at, "until", option))
            return false;
        options.Seen[edge] = option;
        options.Seen[$"{edge} at"] = at.Next;
        if (new MomentReader(at, context).Read(nextDay: edge == "on") is not { } moment)
            return false;
        Set(edge, moment);
        return true;
    }

    private void Set(string edge, Moment moment)
    {
        if (edge == "until")
            options.Until = new(moment, false);
        else if (edge == "on")
            (options.On, options.From, options.Until) = (moment, new(moment, false), new(DayOf(moment), true));
        else if (!MomentReader.IsStart(moment))
            options.From = new(moment, edge == "after");
    }

    /// <summary>The day on which a moment lies, without its time.</summary>
    public static Moment DayOf(Moment moment) =>
        moment.Of == MomentOf.EntryIntoForce
            ? new(MomentOf.Day, 0, null, null, moment.Zone, null)
            : moment with
            {
                At = null,
            };
}
