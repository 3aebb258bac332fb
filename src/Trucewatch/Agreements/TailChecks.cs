namespace Trucewatch.Agreements;

/// <summary>Whether tails fit what stands before them. What has no exact meaning is refused with a cure.</summary>
internal sealed class TailChecks(Cursor at)
{
    /// <summary>True if the tails fit the fact; otherwise a problem was reported.</summary>
    public bool Fit(FactSaid fact, Tails tails) =>
        Turned(fact, tails)
        && Fields(fact, tails)
        && Windows(tails)
        && (
            fact.AtLeast is not null ? Many(tails)
            : fact.No ? None(tails)
            : One(tails)
        );

    /// <summary>True if the tails fit a phrase that means more than one fact.</summary>
    public bool Fit(Condition condition, Tails tails)
    {
        if (tails.Turn != Turn.Holds)
            return Unfit(
                "only a defined term, \"no …\" or \"3 or more …\" begins and ends",
                "Define the phrase as a term: \"…\" means …"
            );
        if (tails.SameParty || tails.SameSector || !tails.Where.IsEmpty)
            return Unfit(
                "a place, a same party or a same sector belongs to one fact, and this phrase means more",
                "Put it into the phrase's condition in terms."
            );
        var isState = condition is not Condition.Fact { Of: { No: false, AtLeast: null }, Tails.HasTime: false };
        return Windows(tails) && (isState ? None(tails) : One(tails));
    }

    private bool Turned(FactSaid fact, Tails tails) =>
        tails.Turn != Turn.Ends
        || fact.No
        || fact.AtLeast is not null
        || Unfit(
            "a fact happens and has no end of its own",
            $"Declare the end in terms as a noun, such as \"end of {fact.Kind.Noun}\"."
        );

    private bool Fields(FactSaid fact, Tails tails)
    {
        var kind = fact.Kind;
        if (tails.SameSector && !kind.HasField("sector"))
            return NoField(kind, "sector");
        if (!tails.Where.IsEmpty && !kind.HasField("place"))
            return NoField(kind, "place");
        if (tails.SameSector && fact.Fields.Any(f => f.Field == "sector"))
            return Twice("the sector", "Take \"in the same sector\" or \"with sector …\" out.");
        if (
            !tails.Where.IsEmpty
            && fact.Fields.Any(f => f is { Field: "place", Value: not ValueSaid.Same and not ValueSaid.Any })
        )
            return Twice("the place", "Take the place or \"with place …\" out.");
        if (tails.SameParty && fact.By is not null)
            return Twice("whose it is", "Take \"by the same party\" or \"by …\" out.");
        return !tails.SameParty
            || kind.Attributes.Any(a => a is KindAttribute.By { Who: "party" })
            || NoField(kind, "by party");
    }

    private bool Windows(Tails tails)
    {
        if (tails.Behind is { To: { } to, From: var from } && from > to)
            return Wrong(Ag.Empty, "the time behind is empty", "Write the shorter length behind \"at least\".");
        if (tails.Since is not null && tails.Until is not null)
            return Unfit("\"since\" and \"until\" cannot both be meant", "Take one of the two out.");
        if (tails.Next is not null && (tails.IsBehind || tails.For is not null || tails.Since is not null))
            return Unfit("a time ahead and a time behind cannot both be meant", "Join two conditions with \"and\".");
        if (tails.For is not null && (tails.IsBehind || tails.Since is not null || tails.Until is not null))
            return Unfit("\"for\" names the whole time already", "Join two conditions with \"and\".");
        if (tails.Until is not null && tails.IsBehind)
            return Unfit("\"until\" looks ahead and needs a time ahead", "Write \"in the next …\".");
        return tails.Until is null
            || tails.Next is not null
            || Wrong(
                Ag.Endless,
                "\"until\" needs an end of the time ahead",
                "Write \"in the next …\" before \"until\", such as \"in the next 24 h until …\"."
            );
    }

    private bool One(Tails tails) =>
        tails.For is not null
            ? Unfit(
                "a fact happens at one instant and lasts for no time",
                "Write \"no … for …\", or \"in the last …\"."
            )
            : !tails.Watched || Unfit("\"watched\" is said of the absence of facts", "Write \"no … for … watched\".");

    private bool None(Tails tails) =>
        !tails.Watched
        || (tails.For ?? (tails is { AtLeastBefore: null, AtMostBefore: null, Since: null } ? tails.Last : null))
            is not null
        || Unfit("\"watched\" needs how long", "Write \"for 7 days watched\".");

    private bool Many(Tails tails) =>
        tails.Watched ? Unfit("\"watched\" is said of the absence of facts", "Write \"no … for … watched\".")
        : tails.Next is not null || tails.Until is not null
            ? Unfit("facts are counted looking back", "Write \"in the last …\".")
        : tails.Since is null && tails.For is null
            || Unfit("facts are counted over a time that is fixed", "Write \"in the last …\".");

    private bool NoField(FactKind kind, string field) =>
        Wrong(
            Ag.UnknownField,
            $"\"{kind.Noun}\" has no {field} (terms, line {kind.Text.Line})",
            $"Add \"{(field == "by party" ? field : $"with {field}")}\" to the noun in terms, or take it out."
        );

    private bool Twice(string what, string cure) => Wrong(Ag.SecondOption, $"{what} was said already", cure);

    private bool Unfit(string expected, string cure) => Wrong(Ag.TailUnfit, expected, cure);

    private bool Wrong(string code, string expected, string cure)
    {
        var token = at.Last;
        at.Wrong(token, code, token.Text, expected, cure);
        return false;
    }
}
