using System.Collections.Immutable;

namespace Trucewatch.Acts;

/// <summary>What a capital determines. Only people may; there is no default.</summary>
public enum Determination
{
    /// <summary>Nothing that the instrument speaks of.</summary>
    NoBreach = 1,

    /// <summary>A breach, and no armed attack.</summary>
    Breach = 2,

    /// <summary>An armed attack as the instrument has it.</summary>
    ArmedAttack = 3,

    /// <summary>The capital cannot tell, and says so.</summary>
    Undecided = 4,
}

/// <summary>A capital's answer to one of the instrument's own tests of an attack.</summary>
/// <param name="Test">The test's id in the instrument.</param>
/// <param name="Holds">Yes or no.</param>
/// <param name="Reasons">Why.</param>
public sealed record TestAnswer(string Test, bool Holds, string Reasons);

/// <summary>An act in the answer to an event, under one instrument and over one file.</summary>
public abstract record ResponseAct
{
    private ResponseAct() { }

    /// <summary>The watch officer opens the file.</summary>
    public sealed record Alert(string By) : ResponseAct;

    /// <summary>The beneficiary or a guarantor asks for consultation; for an attack on the force a sending state.</summary>
    public sealed record RequestConsultation(string By) : ResponseAct;

    /// <summary>The coordination cell opens the consultation.</summary>
    public sealed record Consult(string By) : ResponseAct;

    /// <summary>A capital determines what it was.</summary>
    public sealed record Determine(
        string Guarantor,
        Determination Determination,
        ImmutableArray<TestAnswer> Tests,
        DecidedBy By
    ) : ResponseAct;

    /// <summary>A capital decides its answer.</summary>
    public sealed record DecideResponse(string Guarantor, string Answer, DecidedBy By) : ResponseAct;

    /// <summary>A capital's answer is under way.</summary>
    public sealed record Respond(string Guarantor) : ResponseAct;

    /// <summary>A capital looks at its answer again.</summary>
    public sealed record Review(string Guarantor) : ResponseAct;

    /// <summary>The commission finds that what was owed is restored.</summary>
    public sealed record Restore(DecidedBy By) : ResponseAct;

    /// <summary>The commission finds that it is not, and the answer goes on.</summary>
    public sealed record Prolong(DecidedBy By) : ResponseAct;
}
