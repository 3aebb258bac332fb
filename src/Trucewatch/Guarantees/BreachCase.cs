using Trucewatch.Acts;
using Trucewatch.Parties;

namespace Trucewatch.Guarantees;

/// <summary>The states of a breach case (machine C): the only list of them.</summary>
public enum CaseState
{
    /// <summary>Somebody alleges it.</summary>
    Alleged = 1,

    /// <summary>Two independent sources.</summary>
    Corroborated = 2,

    /// <summary>It happened as reported.</summary>
    Verified = 3,

    /// <summary>Its code and its clause are fixed.</summary>
    Classified = 4,

    /// <summary>Whose act it was is decided.</summary>
    Attributed = 5,

    /// <summary>It is decided that nobody can tell whose act it was. A legitimate end.</summary>
    NotAttributable = 6,

    /// <summary>Breach, no breach or excused.</summary>
    Adjudicated = 7,

    /// <summary>What has to be done is set.</summary>
    RemedySet = 8,

    /// <summary>It was done.</summary>
    Corrected = 9,

    /// <summary>It was done in part.</summary>
    Partly = 10,

    /// <summary>It was not done.</summary>
    NotCorrected = 11,

    /// <summary>Closed.</summary>
    Closed = 12,

    /// <summary>The file went to the capitals.</summary>
    Referred = 13,

    /// <summary>Set aside: it did not happen as reported.</summary>
    Refuted = 14,

    /// <summary>Set aside: nobody can find out.</summary>
    Unverifiable = 15,

    /// <summary>Set aside: the agreement does not speak of it.</summary>
    OutOfScope = 16,

    /// <summary>Set aside: another case has it.</summary>
    Duplicate = 17,

    /// <summary>Set aside: who reported it took it back.</summary>
    Withdrawn = 18,
}

/// <summary>Where a plea of self-defence stands.</summary>
public enum PleaState
{
    /// <summary>Nobody pleads.</summary>
    None = 0,

    /// <summary>Pleaded and not examined: it blocks the attribution, and no alert.</summary>
    Open = 1,

    /// <summary>Examined: it was self-defence.</summary>
    Upheld = 2,

    /// <summary>Examined: it was not.</summary>
    Failed = 3,
}

/// <summary>A breach case as it stands. It knows nothing of the truce: a case on what happened inside one survives its end.</summary>
/// <param name="State">Its state.</param>
/// <param name="Whose">Whose act, as decided; null: not decided, or not attributable.</param>
/// <param name="Plea">Where a plea stands.</param>
/// <param name="Outcome">What was adjudicated; null: nothing yet, or no longer.</param>
/// <param name="Before">Where it stood when it was set aside, closed or referred; else null.</param>
public sealed record BreachCase(
    CaseState State,
    PartyId? Whose = null,
    PleaState Plea = PleaState.None,
    CaseOutcome? Outcome = null,
    CaseState? Before = null
)
{
    /// <summary>Somebody alleges something.</summary>
    public static readonly BreachCase Alleged = new(CaseState.Alleged);
}
