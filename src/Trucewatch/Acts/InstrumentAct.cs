namespace Trucewatch.Acts;

/// <summary>A step of an instrument on one guarantor's way. Each guarantor walks alone.</summary>
public enum InstrumentAct
{
    /// <summary>The words are fixed; nobody is bound.</summary>
    AgreeText = 1,

    /// <summary>The guarantor signs.</summary>
    Sign = 2,

    /// <summary>It lies before the guarantor's parliament; nothing else changes.</summary>
    EnterParliament = 3,

    /// <summary>The guarantor's own law is satisfied: ratified, approved, or decided by its government.</summary>
    Authorise = 4,

    /// <summary>All that the law asks is done, such as the deposit: it waits for its trigger.</summary>
    Complete = 5,

    /// <summary>It enters into force.</summary>
    Activate = 6,

    /// <summary>The guarantor suspends it.</summary>
    Suspend = 7,

    /// <summary>The suspension ends.</summary>
    Resume = 8,

    /// <summary>It is ended, by notice or because its time is over.</summary>
    Terminate = 9,

    /// <summary>It is void, as a named body found.</summary>
    Annul = 10,
}
