using Trucewatch.Acts;
using Trucewatch.Agreements;

namespace Trucewatch.Guarantees;

/// <summary>What an instrument's step depends on beside itself.</summary>
/// <param name="Trigger">What of the ceasefire the instrument names.</param>
/// <param name="Ceasefire">The ceasefire that it names, as it stands at that moment.</param>
/// <param name="NeedsAuthorisation">Whether the guarantor's own law asks for more than a signature; not known counts as yes.</param>
/// <param name="EndsWithCeasefire">Whether it ends when the ceasefire's agreed time is over.</param>
public sealed record InstrumentGround(
    CeasefireNeeded Trigger,
    Ceasefire Ceasefire,
    bool NeedsAuthorisation,
    bool EndsWithCeasefire
);

/// <summary>Machine B: what a step makes of an instrument, for one guarantor.</summary>
/// <remarks>
/// Activation is a latch: it asks for the ceasefire at that one moment, and nothing that becomes of the ceasefire later
/// switches it off. Only an agreed expiry may end it, and only where the instrument says so. No step of another guarantor is
/// ever asked for.
/// </remarks>
public static class InstrumentMachine
{
    /// <summary>The next state, or why not.</summary>
    public static Move<InstrumentStanding> Step(InstrumentStanding now, InstrumentAct act, InstrumentGround ground) =>
        (act, now.State) switch
        {
            (InstrumentAct.AgreeText, InstrumentState.Draft) => To(InstrumentState.AgreedText),
            (InstrumentAct.Sign, InstrumentState.AgreedText) => To(InstrumentState.Signed),
            (InstrumentAct.Sign, _) => Not("GA202", "only fixed words are signed", "The text is agreed first."),
            (InstrumentAct.EnterParliament, InstrumentState.AgreedText or InstrumentState.Signed) =>
                new Move<InstrumentStanding>.Made(now),
            (InstrumentAct.Authorise, InstrumentState.Signed) => To(InstrumentState.Authorised),
            (InstrumentAct.Authorise, _) => Not(
                "GA203",
                "only what is signed is authorised",
                "The guarantor signs first."
            ),
            (InstrumentAct.Complete, InstrumentState.Authorised) => Complete(ground),
            (InstrumentAct.Complete, InstrumentState.Signed) when !ground.NeedsAuthorisation => Complete(ground),
            (InstrumentAct.Complete, _) => Not(
                "GA204",
                "the guarantor's own law is not satisfied",
                "Its own parliament or government authorises first; another's does not count."
            ),
            (InstrumentAct.Activate, InstrumentState.Dormant) => Activate(ground),
            (InstrumentAct.Activate, _) => Not(
                "GA205",
                "it is not complete",
                "The guarantor signs, its own law is satisfied, and the instrument is completed first."
            ),
            (InstrumentAct.Suspend, InstrumentState.Dormant or InstrumentState.InForce) => To(
                InstrumentState.Suspended,
                now.State
            ),
            (InstrumentAct.Resume, InstrumentState.Suspended) => To(now.Before!.Value),
            (InstrumentAct.Terminate, not (InstrumentState.Terminated or InstrumentState.Void)) => To(
                InstrumentState.Terminated
            ),
            (InstrumentAct.Annul, not (InstrumentState.Terminated or InstrumentState.Void)) => To(InstrumentState.Void),
            _ => Not("GA201", $"{act} does not follow {now.State}", "Compare the order of steps in docs/glossary.md."),
        };

    /// <summary>What follows without anybody's act: a complete instrument enters into force with its trigger, and nothing else does.</summary>
    public static InstrumentStanding Settle(InstrumentStanding now, InstrumentGround ground) =>
        now.State switch
        {
            InstrumentState.Dormant when Activate(ground) is Move<InstrumentStanding>.Made(var state) => state,
            InstrumentState.InForce
                when ground.EndsWithCeasefire
                    && ground.Trigger != CeasefireNeeded.None
                    && ground.Ceasefire.State == CeasefireState.Expired => new(InstrumentState.Terminated),
            _ => now,
        };

    private static Move<InstrumentStanding> Complete(InstrumentGround ground) =>
        Activate(ground) is Move<InstrumentStanding>.Made made ? made : To(InstrumentState.Dormant);

    private static Move<InstrumentStanding> Activate(InstrumentGround ground) =>
        ground.Ceasefire.Has(ground.Trigger)
            ? To(InstrumentState.InForce)
            : Not(
                "GA206",
                $"its trigger is not there: the ceasefire stands at {ground.Ceasefire.State}, and it asks for {ground.Trigger}",
                "It enters into force by itself at the moment at which the trigger is there."
            );

    private static Move<InstrumentStanding> To(InstrumentState state, InstrumentState? before = null) =>
        new Move<InstrumentStanding>.Made(new(state, before));

    private static Move<InstrumentStanding> Not(string rule, string why, string cure) =>
        new Move<InstrumentStanding>.Refused(rule, why, cure);
}
