using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Time;

namespace Trucewatch.Guarantees;

/// <summary>What a guarantor's own law asks for beside a signature.</summary>
public enum Authorisation
{
    /// <summary>Not known: counts as more than a signature.</summary>
    Unknown = 0,

    /// <summary>Nothing.</summary>
    None = 1,

    /// <summary>Its government decides.</summary>
    Government = 2,

    /// <summary>Its parliament decides.</summary>
    Parliament = 3,
}

/// <summary>One guarantor's part in one instrument: a cell of the matrix.</summary>
/// <param name="Instrument">The instrument's id.</param>
/// <param name="Guarantor">The guarantor's id.</param>
/// <param name="Nature">Of what nature this guarantor's commitment is.</param>
/// <param name="Authorisation">What its own law asks for.</param>
/// <param name="From">From when it is valid; null: not said.</param>
/// <param name="Until">Until when; null: not said.</param>
/// <param name="Limits">Its limits in words; empty: none known.</param>
/// <param name="Source">Where it can be read.</param>
public sealed record Commitment(
    string Instrument,
    string Guarantor,
    Nature Nature,
    Authorisation Authorisation,
    Dated? From,
    Dated? Until,
    string Limits,
    string Source
);

/// <summary>A legal step of one guarantor, done or planned.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Instrument">The instrument's id.</param>
/// <param name="Guarantor">The guarantor's id.</param>
/// <param name="Act">Which step.</param>
/// <param name="When">When, as reported. It counts once its date has surely come.</param>
/// <param name="IsPlanned">True: somebody means to take it. A plan binds nobody.</param>
/// <param name="By">Who took it or means to: a parliament, a government.</param>
/// <param name="Text">What is reported, in own words.</param>
/// <param name="Known">When it became known.</param>
/// <param name="Source">Where it can be read.</param>
public sealed record LegalStep(
    string Id,
    string Instrument,
    string Guarantor,
    InstrumentAct Act,
    Dated When,
    bool IsPlanned,
    string By,
    string Text,
    Instant Known,
    string Source
);

/// <summary>A guarantor's caveat.</summary>
/// <param name="Guarantor">Whose.</param>
/// <param name="Instrument">Under which instrument, by id; null: whatever it does.</param>
/// <param name="Kind">Place, task, law, parliament, dependency or time.</param>
/// <param name="IsBlocking">True: without it nothing is done.</param>
/// <param name="Text">The words.</param>
/// <param name="When">When it was said.</param>
/// <param name="Source">Where it can be read.</param>
public sealed record Caveat(
    string Guarantor,
    string? Instrument,
    CaveatKind Kind,
    bool IsBlocking,
    string Text,
    Dated When,
    string Source
);

/// <summary>What a caveat is about.</summary>
public enum CaveatKind
{
    /// <summary>Where.</summary>
    Place = 1,

    /// <summary>What is done.</summary>
    Task = 2,

    /// <summary>What law asks.</summary>
    Law = 3,

    /// <summary>What a parliament decides.</summary>
    Parliament = 4,

    /// <summary>What another does first.</summary>
    Dependency = 5,

    /// <summary>From when, until when.</summary>
    Time = 6,
}

/// <summary>What a body found or said of a ceasefire or of the deployment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What was found or said.</param>
/// <param name="About">The truce's id, or the guarantor's for a national authorisation.</param>
/// <param name="By">Which body, party or guarantor.</param>
/// <param name="When">When.</param>
/// <param name="Known">When it became known.</param>
/// <param name="Text">The words, reasons included.</param>
/// <param name="Source">Where it can be read.</param>
public sealed record GroundFinding(
    string Id,
    FindingKind Kind,
    string About,
    string By,
    Dated When,
    Instant Known,
    string Text,
    string Source
);

/// <summary>What can be found of a ceasefire or said of a deployment.</summary>
public enum FindingKind
{
    /// <summary>The cessation of hostilities is credible.</summary>
    CredibleCessation = 1,

    /// <summary>The ceasefire is suspended.</summary>
    Suspended = 2,

    /// <summary>The suspension ends.</summary>
    Resumed = 3,

    /// <summary>The ceasefire holds no longer.</summary>
    Collapsed = 4,

    /// <summary>Another agreement takes its place.</summary>
    Superseded = 5,

    /// <summary>The host asks for the force.</summary>
    HostRequest = 6,

    /// <summary>A sending state's own authorisation.</summary>
    NationalAuthorisation = 7,
}

/// <summary>What the text or the law leaves open: shown, and never filled in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Instrument">The instrument that leaves it open; null: all.</param>
/// <param name="Text">What is open.</param>
/// <param name="Source">Where it can be read.</param>
public sealed record OpenPoint(string Id, string? Instrument, string Text, string Source);

/// <summary>All that a mission holds on guarantees.</summary>
/// <param name="Zone">The mission's time zone: days are its days.</param>
/// <param name="Parties">The parties of the agreement, by id.</param>
/// <param name="Guarantors">The guarantors by id, with their names by language.</param>
/// <param name="Instruments">The instruments, by id.</param>
/// <param name="Commitments">The cells of the matrix.</param>
/// <param name="Steps">Legal steps.</param>
/// <param name="Caveats">Caveats.</param>
/// <param name="Claims">What is claimed of truces.</param>
/// <param name="Findings">What bodies found or said.</param>
/// <param name="Open">Open points.</param>
/// <param name="Positions">Public positions.</param>
/// <param name="Totals">Totals that somebody declared.</param>
public sealed record GuaranteeRegister(
    DateTimeZone Zone,
    ImmutableArray<PartyId> Parties,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Guarantors,
    ImmutableArray<Instrument> Instruments,
    ImmutableArray<Commitment> Commitments,
    ImmutableArray<LegalStep> Steps,
    ImmutableArray<Caveat> Caveats,
    ImmutableArray<TruceClaim> Claims,
    ImmutableArray<GroundFinding> Findings,
    ImmutableArray<OpenPoint> Open,
    ImmutableArray<Position> Positions,
    ImmutableArray<ClaimedTotal> Totals
);
