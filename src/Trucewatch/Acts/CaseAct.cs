using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Acts;

/// <summary>What a commission can make of an adjudicated case.</summary>
public enum CaseOutcome
{
    /// <summary>A clause was breached.</summary>
    Breach = 1,

    /// <summary>No clause was breached.</summary>
    NoBreach = 2,

    /// <summary>It would be a breach, and an exception excuses it.</summary>
    Excused = 3,
}

/// <summary>How far a remedy was found to be done.</summary>
public enum RemedyFound
{
    /// <summary>Done.</summary>
    Corrected = 1,

    /// <summary>Done in part.</summary>
    Partly = 2,

    /// <summary>Not done.</summary>
    NotCorrected = 3,
}

/// <summary>Why a case is set aside before it is adjudicated.</summary>
public enum SetAsideAs
{
    /// <summary>It did not happen as reported.</summary>
    Refuted = 1,

    /// <summary>Nobody can find out.</summary>
    Unverifiable = 2,

    /// <summary>The agreement does not speak of it.</summary>
    OutOfScope = 3,

    /// <summary>Another case has it.</summary>
    Duplicate = 4,

    /// <summary>Who reported it takes it back.</summary>
    Withdrawn = 5,
}

/// <summary>An act in a breach case.</summary>
public abstract record CaseAct
{
    private CaseAct() { }

    /// <summary>Two independent sources, graded.</summary>
    public sealed record Corroborate(string By) : CaseAct;

    /// <summary>It happened as reported.</summary>
    public sealed record Verify(DecidedBy By) : CaseAct;

    /// <summary>Its code and its clause are fixed, or fixed anew.</summary>
    public sealed record Classify(Code Code, string Clause, DecidedBy By) : CaseAct;

    /// <summary>Whose act it was; null: not attributable. Also anew, where it was decided otherwise before.</summary>
    public sealed record Attribute(PartyId? Party, Standard Standard, DecidedBy By) : CaseAct;

    /// <summary>A party pleads self-defence (N-7).</summary>
    public sealed record Plead(PartyId By) : CaseAct;

    /// <summary>A body examined the plea.</summary>
    public sealed record Examine(bool Holds, DecidedBy By) : CaseAct;

    /// <summary>Breach, no breach, or excused.</summary>
    public sealed record Adjudicate(CaseOutcome Outcome, DecidedBy By) : CaseAct;

    /// <summary>What has to be done, measurable.</summary>
    public sealed record SetRemedy(string Remedy, DecidedBy By) : CaseAct;

    /// <summary>How far it was done.</summary>
    public sealed record VerifyRemedy(RemedyFound Found, DecidedBy By) : CaseAct;

    /// <summary>The case is closed.</summary>
    public sealed record Close(DecidedBy By) : CaseAct;

    /// <summary>The file goes to the capitals.</summary>
    public sealed record Refer(DecidedBy By) : CaseAct;

    /// <summary>The case is set aside, with its reason.</summary>
    public sealed record SetAside(SetAsideAs As, string Reason) : CaseAct;

    /// <summary>The case goes on where it stood, with its reason.</summary>
    public sealed record Reopen(string Reason) : CaseAct;
}
