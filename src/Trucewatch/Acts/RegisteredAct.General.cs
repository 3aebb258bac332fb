using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;

namespace Trucewatch.Acts;

public abstract partial record RegisteredAct
{
    /// <summary>An act filed under a noun of the agreement's terms: a notice, a request, a report, an order …</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="Noun">The noun of the terms, in the singular.</param>
    /// <param name="By">Whose act: a party, guarantor or body by id.</param>
    /// <param name="To">Towards whom, by id; null: not said.</param>
    /// <param name="About">The fact it is about: an act by its id, an observation as <c>source:reference</c>; null: none.</param>
    /// <param name="Fields">Its further fields as declared: <c>sector</c>, <c>place</c>, <c>weapon</c>, <c>file</c> …</param>
    /// <param name="Happened">When it happened; where the instant is known, one microsecond from it.</param>
    /// <param name="Text">The words.</param>
    public sealed record Filed(
        string Id,
        Instant Known,
        string Source,
        string Noun,
        string By,
        string? To,
        string? About,
        ImmutableSortedDictionary<string, string> Fields,
        Interval Happened,
        string Text
    ) : RegisteredAct(Id, Known, Source);

    /// <summary>An act on the register is taken back, as if it had never been filed.</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="By">Who takes it back: who filed it, or a body that may correct the register.</param>
    /// <param name="Of">The act's id.</param>
    /// <param name="Reasons">Why.</param>
    public sealed record Withdrawal(string Id, Instant Known, string Source, string By, string Of, string Reasons)
        : RegisteredAct(Id, Known, Source);

    /// <summary>An act is taken back and another put in its place, in one entry.</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="By">Who corrects: who filed it, or a body that may correct the register.</param>
    /// <param name="Of">The act's id.</param>
    /// <param name="Instead">What stands in its place.</param>
    /// <param name="Reasons">Why.</param>
    public sealed record Correction(
        string Id,
        Instant Known,
        string Source,
        string By,
        string Of,
        RegisteredAct Instead,
        string Reasons
    ) : RegisteredAct(Id, Known, Source);

    /// <summary>A body uses a power that the agreement gives it. Without that power it has no effect.</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="DecidedBy">The body.</param>
    /// <param name="Power">What it does.</param>
    /// <param name="Over">The clause, or the noun or term that is referred or declared.</param>
    /// <param name="Bearer">Whose obligation, by id; null: everybody's.</param>
    /// <param name="Trigger">The fact that triggered the obligation, by its id; null: every one.</param>
    /// <param name="By">For an extension: by how much; else null.</param>
    /// <param name="During">From when it has effect; for a suspension, until when. A waiver lets off what is due then.</param>
    /// <param name="Reasons">Why.</param>
    public sealed record Exercise(
        string Id,
        Instant Known,
        string Source,
        string DecidedBy,
        Power Power,
        string Over,
        string? Bearer,
        string? Trigger,
        Length? By,
        Interval During,
        string Reasons
    ) : RegisteredAct(Id, Known, Source);

    /// <summary>A party accepts a truce that another declared: it holds itself bound from then on.</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="By">Who accepts.</param>
    /// <param name="Claim">The claim's id.</param>
    /// <param name="From">From when it holds itself bound.</param>
    /// <param name="Text">The words.</param>
    public sealed record Acceptance(
        string Id,
        Instant Known,
        string Source,
        PartyId By,
        string Claim,
        Instant From,
        string Text
    ) : RegisteredAct(Id, Known, Source);

    /// <summary>A party says that an act of its own was self-defence (code N-7). Until a body has examined it, a breach by it stays open.</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="By">Who pleads.</param>
    /// <param name="About">The observation of the act, <c>source:reference</c>.</param>
    /// <param name="Text">The words.</param>
    public sealed record Plea(string Id, Instant Known, string Source, PartyId By, string About, string Text)
        : RegisteredAct(Id, Known, Source);

    /// <summary>A body has examined a plea of self-defence.</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="DecidedBy">The body that decided.</param>
    /// <param name="About">The observation of the act, <c>source:reference</c>.</param>
    /// <param name="Holds">True: it was self-defence, and no breach; false: the plea fails.</param>
    /// <param name="Reasons">Why.</param>
    public sealed record Examination(
        string Id,
        Instant Known,
        string Source,
        string DecidedBy,
        string About,
        bool Holds,
        string Reasons
    ) : RegisteredAct(Id, Known, Source);

    /// <summary>Who did it, by id: the body that decided, or the party that acted.</summary>
    public string Maker =>
        this switch
        {
            Attribution a => a.DecidedBy,
            Verification v => v.DecidedBy,
            StatementOfPause p => p.By.Code,
            Notice n => n.By.Code,
            Filed f => f.By,
            Withdrawal w => w.By,
            Correction c => c.By,
            Exercise e => e.DecidedBy,
            Acceptance a => a.By.Code,
            Plea p => p.By.Code,
            Examination x => x.DecidedBy,
            _ => throw new InvalidOperationException($"{GetType().Name} has no maker"),
        };
}
