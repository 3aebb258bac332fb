using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>A clause as it was adopted at one entry, and when it is meant to hold.</summary>
/// <param name="Provision">What of it runs.</param>
/// <param name="Version">The digest of its content.</param>
/// <param name="Valid">In happened-time: a fact is judged by the version that was valid when it happened.</param>
/// <param name="Adopted">The record entry that adopted it.</param>
/// <param name="Then">What becomes of its obligations that still run at the end of its validity.</param>
public sealed record ClauseVersion(
    Provision Provision,
    string Version,
    Stretch Valid,
    long Adopted,
    Underway Then = Underway.Keep
);

/// <summary>All that a judgement is a function of, as known at one entry.</summary>
/// <param name="Clauses">The versions of all clauses, in the order of the text, older versions first.</param>
/// <param name="World">The facts, and what could be seen.</param>
/// <param name="Calendar">The time zone of the agreement, and its entry into force.</param>
/// <param name="Force">Whom it binds, where and when.</param>
/// <param name="Powers">The powers that bodies used.</param>
/// <param name="Pleas">Pleas of self-defence by the act pleaded for: null unexamined, true upheld, false failed.</param>
/// <param name="Parties">The parties.</param>
/// <param name="Guarantors">The guarantors, by id.</param>
/// <param name="Rules">The counting rules and thresholds.</param>
/// <param name="Until">Up to when limits have run, included, microseconds: nothing is judged that happened later.</param>
public sealed record Matter(
    ImmutableArray<ClauseVersion> Clauses,
    World World,
    Calendar Calendar,
    Force Force,
    Powers Powers,
    ImmutableDictionary<FactId, bool?> Pleas,
    ImmutableArray<PartyId> Parties,
    ImmutableArray<string> Guarantors,
    Rules Rules,
    long Until
);
