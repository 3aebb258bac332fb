using System.Runtime.InteropServices;

namespace Trucewatch.Guarantees;

/// <summary>Where an instrument stands for one guarantor (machine B).</summary>
public enum InstrumentState
{
    /// <summary>A draft: its words are not fixed.</summary>
    Draft = 0,

    /// <summary>The words are fixed; nobody is bound.</summary>
    AgreedText = 1,

    /// <summary>The guarantor signed.</summary>
    Signed = 2,

    /// <summary>The guarantor's own law is satisfied.</summary>
    Authorised = 3,

    /// <summary>Complete, waiting for the trigger that the instrument names.</summary>
    Dormant = 4,

    /// <summary>In force: it binds.</summary>
    InForce = 5,

    /// <summary>Suspended.</summary>
    Suspended = 6,

    /// <summary>Ended.</summary>
    Terminated = 7,

    /// <summary>Void.</summary>
    Void = 8,
}

/// <summary>Where an instrument stands for one guarantor.</summary>
/// <param name="State">The state.</param>
/// <param name="Before">Where it stood when it was suspended; else null.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct InstrumentStanding(InstrumentState State, InstrumentState? Before = null)
{
    /// <summary>True while what is due from a signature on is due: from signing until it is suspended or over.</summary>
    public bool IsSigned =>
        State
            is InstrumentState.Signed
                or InstrumentState.Authorised
                or InstrumentState.Dormant
                or InstrumentState.InForce;
}
