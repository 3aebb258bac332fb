using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>One step of a proof: one rule of a small proof system.</summary>
/// <remarks>
/// Which condition a step is about follows from its place: the check walks the provision and the steps together. So a step
/// holds only what the provision does not say. Lengths in metres, times in UTC.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(ProofStep.Fact), "fact")]
[JsonDerivedType(typeof(ProofStep.Compare), "compare")]
[JsonDerivedType(typeof(ProofStep.Near), "near")]
[JsonDerivedType(typeof(ProofStep.All), "all")]
[JsonDerivedType(typeof(ProofStep.One), "one")]
[JsonDerivedType(typeof(ProofStep.Term), "term")]
[JsonDerivedType(typeof(ProofStep.Found), "found")]
[JsonDerivedType(typeof(ProofStep.None), "none")]
[JsonDerivedType(typeof(ProofStep.Differs), "differs")]
[JsonDerivedType(typeof(ProofStep.Throughout), "throughout")]
[JsonDerivedType(typeof(ProofStep.Since), "since")]
[JsonDerivedType(typeof(ProofStep.Broken), "broken")]
[JsonDerivedType(typeof(ProofStep.Edge), "edge")]
[JsonDerivedType(typeof(ProofStep.Tally), "tally")]
[JsonDerivedType(typeof(ProofStep.Version), "version")]
[JsonDerivedType(typeof(ProofStep.InForce), "in_force")]
[JsonDerivedType(typeof(ProofStep.Limit), "limit")]
[JsonDerivedType(typeof(ProofStep.Exception), "exception")]
[JsonDerivedType(typeof(ProofStep.Plea), "plea")]
[JsonDerivedType(typeof(ProofStep.Watched), "watched")]
[JsonDerivedType(typeof(ProofStep.Doubt), "doubt")]
[JsonDerivedType(typeof(ProofStep.Closed), "closed")]
public abstract record ProofStep
{
    private ProofStep() { }

    /// <summary>This fact is one.</summary>
    /// <param name="Premise">Its label.</param>
    public sealed record Fact(string Premise) : ProofStep;

    /// <summary>Two values compared, as they are known: one, several, or none – it may be anything.</summary>
    public sealed record Compare(Field Left, Comparison Op, Field Right) : ProofStep;

    /// <summary>A place against a zone, with its error and each drawer's outline.</summary>
    /// <param name="Premise">Whose place.</param>
    /// <param name="Zone">The zone's id.</param>
    /// <param name="Bound">How far from it still counts, metres.</param>
    /// <param name="Error">The radius that holds the place with 95 %, metres; null: the place has none (areas by name, or unknown).</param>
    /// <param name="By">The distance to each drawer's outline.</param>
    public sealed record Near(string Premise, string Zone, double Bound, double? Error, ImmutableArray<MeasuredZone> By)
        : ProofStep;

    /// <summary>All parts, in their order.</summary>
    public sealed record All(ImmutableArray<ProofStep> Of) : ProofStep;

    /// <summary>One part is enough.</summary>
    /// <param name="Part">Which, from 0.</param>
    /// <param name="Of">What shows it.</param>
    public sealed record One(int Part, ProofStep Of) : ProofStep;

    /// <summary>A defined term, by the provision that defines it.</summary>
    public sealed record Term(string Name, long Entry, ProofStep Of) : ProofStep;

    /// <summary>Found in the window.</summary>
    /// <param name="Window">The window that was looked in.</param>
    /// <param name="At">When.</param>
    /// <param name="Of">What was found.</param>
    public sealed record Found(ProofSpan Window, ProofSpan At, ProofStep Of) : ProofStep;

    /// <summary>None in the window: each fact that comes near, and what stands against it.</summary>
    /// <param name="Window">The window that was looked in.</param>
    /// <param name="Noun">What was looked for.</param>
    /// <param name="Registered">True: the mechanism keeps the register, so absence is absence.</param>
    /// <param name="Considered">Every fact of that noun which may lie in the window.</param>
    public sealed record None(ProofSpan Window, string Noun, bool Registered, ImmutableArray<Considered> Considered)
        : ProofStep;

    /// <summary>A fact is not what is asked for.</summary>
    /// <param name="Field">The field that differs; <c>codes</c>, <c>occurred</c> or <c>known</c> (it is not surely known).</param>
    /// <param name="Has">What it is; null for those three.</param>
    public sealed record Differs(string Field, Field? Has) : ProofStep;

    /// <summary>So throughout a span, piece by piece.</summary>
    public sealed record Throughout(ProofSpan Window, ImmutableArray<ProofPiece> Pieces) : ProofStep;

    /// <summary>It began (or will end) at an instant of the window, and held between.</summary>
    public sealed record Since(ProofSpan Window, ProofSpan At, ProofStep Start, ProofStep Keeping) : ProofStep;

    /// <summary>It did not hold since: it was broken at an instant, and did not begin after that.</summary>
    /// <param name="At">When it was broken; null: it never began in the window.</param>
    /// <param name="Break">What broke it.</param>
    /// <param name="NoStart">That it did not begin from then on.</param>
    public sealed record Broken(ProofSpan Window, ProofSpan? At, ProofStep? Break, ProofStep NoStart) : ProofStep;

    /// <summary>It begins or ends there: what holds at the instant, and what held the microsecond before.</summary>
    public sealed record Edge(ProofStep Now, ProofStep Before) : ProofStep;

    /// <summary>A number over facts in the window: a bound of it, from below or from above.</summary>
    /// <param name="Window">The window.</param>
    /// <param name="Value">The number of the members.</param>
    /// <param name="AtLeast">True: the number is that or more. False: that or less – all others of the window are among <paramref name="Considered"/>.</param>
    /// <param name="Members">The facts counted, and what shows that each counts; from above: that may count (and then nothing is shown).</param>
    /// <param name="Considered">Those in the window that do not count; empty from below.</param>
    public sealed record Tally(
        ProofSpan Window,
        double Value,
        bool AtLeast,
        ImmutableArray<Considered> Members,
        ImmutableArray<Considered> Considered
    ) : ProofStep;

    /// <summary>The version of the clause that was valid.</summary>
    /// <param name="Entry">The entry that adopted it.</param>
    /// <param name="Valid">From when to when it runs.</param>
    /// <param name="EntryIntoForce">From when the truce counts its days; null: nothing counts from it.</param>
    public sealed record Version(long Entry, ProofSpan Valid, NodaTime.Instant? EntryIntoForce) : ProofStep;

    /// <summary>Whether the truce binds the bearer, by the claims about it.</summary>
    /// <param name="Answer">Yes, no, or unclear: disputed.</param>
    /// <param name="Claims">The entries of the claims that it rests on.</param>
    public sealed record InForce(Answer Answer, ImmutableArray<long> Claims) : ProofStep;

    /// <summary>An obligation's trigger and limit.</summary>
    /// <param name="Trigger">What triggered it.</param>
    /// <param name="Last">The last instant at which it could be discharged in time.</param>
    /// <param name="Powers">The acts that moved or stopped the limit, by entry.</param>
    /// <param name="Act">That it was discharged in time, or not.</param>
    public sealed record Limit(ProofStep Trigger, NodaTime.Instant Last, ImmutableArray<long> Powers, ProofStep Act)
        : ProofStep;

    /// <summary>An exception was looked for: an <c>unless</c> of the provision, or a permit that derogates from it.</summary>
    /// <param name="Index">Which <c>unless</c> of the provision, from 0; null: a permit.</param>
    /// <param name="Clause">The clause that grants it; null: none is named.</param>
    /// <param name="Entry">The entry that adopted the permit; null: it is an <c>unless</c>.</param>
    /// <param name="Of">That it does not hold, or does.</param>
    public sealed record Exception(int? Index, string? Clause, long? Entry, ProofStep Of) : ProofStep;

    /// <summary>A plea of self-defence for the act.</summary>
    /// <param name="Examined">True: upheld; false: failed; null: nobody has examined it.</param>
    /// <param name="Entries">The entries of plea and examination.</param>
    public sealed record Plea(bool? Examined, ImmutableArray<long> Entries) : ProofStep;

    /// <summary>How much could have been seen.</summary>
    /// <param name="Hours">Hours in force.</param>
    /// <param name="Seen">Of them, hours watched.</param>
    /// <param name="Missed">The chance that one happened in a watched hour and was not seen.</param>
    /// <param name="Sources">The entries of the sources that could see, and of the days on which they did not look.</param>
    public sealed record Watched(double Hours, double Seen, double Missed, ImmutableArray<long> Sources) : ProofStep;

    /// <summary>Why it is not settled.</summary>
    /// <param name="What">Which part is in doubt.</param>
    /// <param name="Of">That it may fail (for an exception: that it may hold).</param>
    public sealed record Doubt(DoubtOf What, ProofStep Of) : ProofStep;

    /// <summary>A step that is closed to the viewer.</summary>
    public sealed record Closed : ProofStep;
}

/// <summary>Which part of a verdict is in doubt.</summary>
public enum DoubtOf
{
    /// <summary>Whether the truce binds.</summary>
    InForce = 1,

    /// <summary>Whether what the clause forbids happened, or what it asks did not.</summary>
    Norm = 2,

    /// <summary>Whether an exception holds.</summary>
    Exception = 3,

    /// <summary>Whether the act was self-defence, which nobody has examined.</summary>
    SelfDefence = 4,
}
