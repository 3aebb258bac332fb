using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Time;

namespace Trucewatch.Guarantees;

/// <summary>Of what nature a commitment is. A text may be both.</summary>
[Flags]
public enum Nature
{
    /// <summary>The text leaves it open.</summary>
    Open = 0,

    /// <summary>Political: a government's word.</summary>
    Political = 1,

    /// <summary>Legal: binding in law.</summary>
    Legal = 2,
}

/// <summary>Whom an instrument protects.</summary>
public enum Protects
{
    /// <summary>The beneficiary that it names.</summary>
    Beneficiary = 1,

    /// <summary>The multinational force.</summary>
    Force = 2,

    /// <summary>Its own members, of whom the beneficiary is none: no guarantee here.</summary>
    Members = 3,
}

/// <summary>From when on what an instrument promises runs.</summary>
public enum RunsFrom
{
    /// <summary>From its entry into force.</summary>
    EntryIntoForce = 1,

    /// <summary>From the guarantor's signature.</summary>
    Signature = 2,
}

/// <summary>A test of an attack that the instrument itself names.</summary>
/// <param name="Id">Its id, such as <c>sustained</c>.</param>
/// <param name="Question">The question, to be answered yes or no with reasons, in the language of the file.</param>
public sealed record AttackTest(string Id, string Question);

/// <summary>A promise to consult.</summary>
/// <param name="Within">Within how long after the request; null: the text names no time.</param>
/// <param name="From">From when on the promise runs: it may run while the guarantee itself does not.</param>
/// <param name="OnRequest">True: the beneficiary asks; false: an attack alone is enough.</param>
/// <param name="Clause">The clause that promises it, by its number in the document; null: not said.</param>
public sealed record Consultation(Duration? Within, RunsFrom From, bool OnRequest, string? Clause = null);

/// <summary>An instrument: a document of its own, with its trigger, its tests and its text.</summary>
/// <param name="Id">The file's name without its ending.</param>
/// <param name="Name">Its name by language.</param>
/// <param name="Date">When its text was made, as reported.</param>
/// <param name="Nature">What the text says of its own nature.</param>
/// <param name="Protects">Whom it protects.</param>
/// <param name="Beneficiary">The party that may call on it; null: none of the mission's.</param>
/// <param name="Trigger">What of the ceasefire it names; none: it asks for no ceasefire.</param>
/// <param name="Truce">Which ceasefire it means, by the truce's id; null: it asks for none.</param>
/// <param name="Runs">From when on what it promises runs.</param>
/// <param name="Consultation">Its promise to consult; null: it has none.</param>
/// <param name="Tests">Its own tests of an armed attack; empty: it has none.</param>
/// <param name="EndsWithCeasefire">Whether it ends when the ceasefire's agreed time is over; null: an open point, and it does not.</param>
/// <param name="Source">Where it can be read.</param>
/// <param name="Document">Its text, split into clauses and blocks.</param>
public sealed record Instrument(
    string Id,
    ImmutableSortedDictionary<string, string> Name,
    Dated Date,
    Nature Nature,
    Protects Protects,
    PartyId? Beneficiary,
    CeasefireNeeded Trigger,
    string? Truce,
    RunsFrom Runs,
    Consultation? Consultation,
    ImmutableArray<AttackTest> Tests,
    bool? EndsWithCeasefire,
    string Source,
    AgreementDocument Document
);
