using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Acts;

/// <summary>An act of a named body or party that the mechanism itself keeps on file.</summary>
/// <param name="Id">Its id in the mission.</param>
/// <param name="Known">When it became known.</param>
/// <param name="Source">Where it can be read.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RegisteredAct.Attribution), "attribution")]
[JsonDerivedType(typeof(RegisteredAct.Verification), "verification")]
[JsonDerivedType(typeof(RegisteredAct.StatementOfPause), "pause")]
[JsonDerivedType(typeof(RegisteredAct.Notice), "notice")]
[JsonDerivedType(typeof(RegisteredAct.Filed), "filed")]
[JsonDerivedType(typeof(RegisteredAct.Withdrawal), "withdrawal")]
[JsonDerivedType(typeof(RegisteredAct.Correction), "correction")]
[JsonDerivedType(typeof(RegisteredAct.Exercise), "exercise")]
[JsonDerivedType(typeof(RegisteredAct.Acceptance), "acceptance")]
[JsonDerivedType(typeof(RegisteredAct.Plea), "plea")]
[JsonDerivedType(typeof(RegisteredAct.Examination), "examination")]
public abstract partial record RegisteredAct(string Id, Instant Known, string Source)
{
    /// <summary>A body decides whose act an incident was. Only people may.</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="DecidedBy">The body that decided.</param>
    /// <param name="About">The observation it names, <c>source:reference</c>: the incident that holds it.</param>
    /// <param name="Party">Whose act; null: not attributable.</param>
    /// <param name="Standard">The standard of proof reached.</param>
    /// <param name="Reasons">Why.</param>
    public sealed record Attribution(
        string Id,
        Instant Known,
        string Source,
        string DecidedBy,
        string About,
        PartyId? Party,
        Standard Standard,
        string Reasons
    ) : RegisteredAct(Id, Known, Source);

    /// <summary>A body finds that an incident happened as reported, or that it did not.</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="DecidedBy">The body that decided.</param>
    /// <param name="About">The observation it names, <c>source:reference</c>.</param>
    /// <param name="Holds">True: verified; false: refuted.</param>
    /// <param name="Reasons">Why.</param>
    public sealed record Verification(
        string Id,
        Instant Known,
        string Source,
        string DecidedBy,
        string About,
        bool Holds,
        string Reasons
    ) : RegisteredAct(Id, Known, Source);

    /// <summary>Somebody says that a party paused a kind of act: a statement, no proof.</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="By">Who says it.</param>
    /// <param name="About">Whose acts paused.</param>
    /// <param name="Codes">Which acts.</param>
    /// <param name="During">When.</param>
    /// <param name="Text">The words.</param>
    public sealed record StatementOfPause(
        string Id,
        Instant Known,
        string Source,
        PartyId By,
        PartyId About,
        CodeSet Codes,
        Interval During,
        string Text
    ) : RegisteredAct(Id, Known, Source);

    /// <summary>A party announces something beforehand, such as a demining blast.</summary>
    /// <param name="Id">Its id in the mission.</param>
    /// <param name="Known">When it became known.</param>
    /// <param name="Source">Where it can be read.</param>
    /// <param name="By">Who announces.</param>
    /// <param name="Codes">What may be seen of it.</param>
    /// <param name="During">When.</param>
    /// <param name="Sector">Where: a sector's id.</param>
    /// <param name="Text">The words.</param>
    public sealed record Notice(
        string Id,
        Instant Known,
        string Source,
        PartyId By,
        CodeSet Codes,
        Interval During,
        string Sector,
        string Text
    ) : RegisteredAct(Id, Known, Source);
}
