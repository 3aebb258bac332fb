using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Who is bound.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Bearer.EachParty), "each_party")]
[JsonDerivedType(typeof(Bearer.Named), "named")]
[JsonDerivedType(typeof(Bearer.EachGuarantor), "each_guarantor")]
[JsonDerivedType(typeof(Bearer.TheBody), "body")]
public abstract record Bearer
{
    private Bearer() { }

    /// <summary>Each party for itself; the variable is <c>party</c>.</summary>
    public sealed record EachParty : Bearer;

    /// <summary>One party by its code; the variable is <c>party</c>.</summary>
    public sealed record Named(PartyId Party) : Bearer;

    /// <summary>Each guarantor for itself; the variable is <c>guarantor</c>.</summary>
    public sealed record EachGuarantor : Bearer;

    /// <summary>A body of the mechanism by its id; the variable is <c>body</c>.</summary>
    public sealed record TheBody([property: JsonPropertyName("id")] string Body) : Bearer;
}

/// <summary>What a provision asks.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Norm.Forbid), "forbid")]
[JsonDerivedType(typeof(Norm.Require), "require")]
[JsonDerivedType(typeof(Norm.Keep), "keep")]
[JsonDerivedType(typeof(Norm.Permit), "permit")]
[JsonDerivedType(typeof(Norm.Empower), "empower")]
[JsonDerivedType(typeof(Norm.Means), "means")]
[JsonDerivedType(typeof(Norm.InForce), "in_force")]
public abstract record Norm
{
    private Norm() { }

    /// <summary>Breached at each such act. A <c>when</c> stands in the act, as one more of its conditions.</summary>
    public sealed record Forbid(Bearer By, Formula Act) : Norm;

    /// <summary>Each trigger makes one obligation; it is discharged by the act within the limit.</summary>
    /// <param name="By">Who owes it.</param>
    /// <param name="OwedTo">To whom, by name or role; null: not said.</param>
    /// <param name="Trigger">A fact: each one triggers. A state: each begin of it. Always: entry into force, once.</param>
    /// <param name="Limit">Until when.</param>
    /// <param name="Act">What discharges it; its variables are those of the trigger where the names are the same.</param>
    /// <param name="IfBreached">The norm that an overdue obligation starts: its trigger is the breach; null: none.</param>
    public sealed record Require(Bearer By, string? OwedTo, Formula Trigger, Limit Limit, Formula Act, Norm? IfBreached)
        : Norm;

    /// <summary>Breached while the state does not hold.</summary>
    public sealed record Keep(Bearer By, Formula State) : Norm;

    /// <summary>Only ever an exception to others.</summary>
    /// <param name="By">Who may.</param>
    /// <param name="Act">What, with its <c>when</c> as one more condition.</param>
    /// <param name="From">The clauses it derogates from.</param>
    public sealed record Permit(Bearer By, Formula Act, ImmutableArray<string> From) : Norm;

    /// <summary>A body may waive, extend, suspend, refer or declare.</summary>
    /// <param name="By">The body's id.</param>
    /// <param name="Power">What it may do.</param>
    /// <param name="Over">The clauses it has the power over.</param>
    /// <param name="Of">What it may refer or declare, by its noun or term; null: the power is over clauses.</param>
    /// <param name="Bounds">How often and how much.</param>
    public sealed record Empower(string By, Power Power, ImmutableArray<string> Over, string? Of, Bounds Bounds) : Norm;

    /// <summary>A defined term: its name, without quotation marks, and what it means.</summary>
    public sealed record Means(string Term, Formula Is) : Norm;

    /// <summary>The agreement enters into force, or ends.</summary>
    /// <param name="Begins">True: enters into force.</param>
    /// <param name="For">Each party or guarantor for itself; null: for all at once.</param>
    /// <param name="When">The condition; it counts from its first begin.</param>
    /// <param name="At">The moment, counted from the condition (<c>the next day 06:00</c>); null: at once.</param>
    public sealed record InForce(bool Begins, Bearer? For, Formula When, Moment? At) : Norm;
}

/// <summary>What a body may do.</summary>
public enum Power
{
    /// <summary>Let an obligation off.</summary>
    Waive = 1,

    /// <summary>Move a limit.</summary>
    Extend = 2,

    /// <summary>Stop a provision for a time.</summary>
    Suspend = 3,

    /// <summary>Hand a matter on.</summary>
    Refer = 4,

    /// <summary>Say that something is so.</summary>
    Declare = 5,
}

/// <summary>How often and how much a power may be used.</summary>
/// <param name="Times">How often; null: as often as needed.</param>
/// <param name="AtMost">By how much at most; null: no bound.</param>
public sealed record Bounds(int? Times, Length? AtMost);

/// <summary>A length of time as an agreement names it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Length.Exact), "exact")]
[JsonDerivedType(typeof(Length.CalendarDays), "calendar_days")]
[JsonDerivedType(typeof(Length.Months), "months")]
public abstract record Length
{
    private Length() { }

    /// <summary>So many microseconds; a day is 24 hours.</summary>
    public sealed record Exact(long Microseconds) : Length;

    /// <summary>So many calendar days of the agreement's time zone: the limit ends with that day.</summary>
    public sealed record CalendarDays(int Days) : Length;

    /// <summary>So many months; where the month has no such day, the last day of it (down) or the first of the next (up).</summary>
    public sealed record Months(int Number, bool Up) : Length;
}

/// <summary>Until when an obligation must be discharged.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Limit.Within), "within")]
[JsonDerivedType(typeof(Limit.Before), "before")]
[JsonDerivedType(typeof(Limit.By), "by")]
public abstract record Limit
{
    private Limit() { }

    /// <summary>Within a length of the trigger; or of the first or last fact of a noun that shares the trigger's file.</summary>
    /// <param name="Of">How long, the last instant included.</param>
    /// <param name="Noun">The noun it counts from; null: from the trigger. It never ends before the trigger.</param>
    /// <param name="Last">True: from the last fact of that noun; false: from the first.</param>
    public sealed record Within(Length Of, string? Noun, bool Last) : Limit;

    /// <summary>So long before the trigger: judged at the trigger, by looking back.</summary>
    /// <param name="AtLeast">At least so many microseconds before; null: 0.</param>
    /// <param name="AtMost">At most so many before; null: no bound.</param>
    public sealed record Before(long? AtLeast, long? AtMost) : Limit;

    /// <summary>By a moment.</summary>
    public sealed record By(Moment Moment) : Limit;
}

/// <summary>A moment as an agreement names it.</summary>
/// <param name="Of">From what it is counted.</param>
/// <param name="Day">For <see cref="MomentOf.Day"/>: day 0 is the local date of entry into force.</param>
/// <param name="Date">For <see cref="MomentOf.Date"/>.</param>
/// <param name="At">The local time; null: the start of the day (for entry into force: the instant itself).</param>
/// <param name="Zone">The IANA zone of the day and time; null: the agreement's.</param>
/// <param name="Plus">Added at the end; null: nothing.</param>
public sealed record Moment(MomentOf Of, int? Day, LocalDate? Date, LocalTime? At, string? Zone, Length? Plus);

/// <summary>From what a moment is counted.</summary>
public enum MomentOf
{
    /// <summary>Entry into force.</summary>
    EntryIntoForce = 1,

    /// <summary>A day counted from entry into force.</summary>
    Day = 2,

    /// <summary>A date of the calendar.</summary>
    Date = 3,

    /// <summary>The day after the trigger's or the condition's.</summary>
    NextDay = 4,
}

/// <summary>One end of a validity.</summary>
/// <param name="Moment">The moment.</param>
/// <param name="After">True: <c>after</c> – a day or date ends first, so it starts with the next day.</param>
public sealed record Edge(Moment Moment, bool After);

/// <summary>When a provision runs.</summary>
/// <param name="From">From that moment, included; null: from entry into force.</param>
/// <param name="Until">Until that moment, excluded; null: as long as the truce binds.</param>
public sealed record Validity(Edge? From, Edge? Until);

/// <summary>An exception that the provision itself names.</summary>
/// <param name="When">While this holds, the act or the missed limit is no breach.</param>
/// <param name="GrantedBy">The clause that grants it; null: none is named.</param>
public sealed record Unless(Formula When, string? GrantedBy);

/// <summary>How surely something must be known before it may be held against somebody. In rising order.</summary>
public enum Standard
{
    /// <summary>Enough to open a case.</summary>
    ReasonableSuspicion = 1,

    /// <summary>Enough for a public finding.</summary>
    ReasonableGrounds = 2,

    /// <summary>Enough for a light remedy.</summary>
    BalanceOfProbabilities = 3,

    /// <summary>Enough for a costly remedy.</summary>
    ClearAndConvincing = 4,
}

/// <summary>What a provision needs before a breach is sure.</summary>
/// <param name="Standard">The standard of proof of the attribution.</param>
/// <param name="IndependentSources">How many groups of sources that do not copy from one another.</param>
public sealed record ProofNeeded(Standard Standard, int IndependentSources);

/// <summary>As what a breach is counted.</summary>
/// <param name="Codes">The codes that name the breach; for an incident they also select the acts.</param>
/// <param name="Unit">In what it is counted; null: in incidents.</param>
/// <param name="AtLeast">The least severity, 0 to 4, that counts; null: any.</param>
public sealed record BreachRule(CodeSet Codes, string? Unit, int? AtLeast = null);
