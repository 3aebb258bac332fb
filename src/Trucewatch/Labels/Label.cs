using System.Collections.Immutable;
using NodaTime;

namespace Trucewatch.Labels;

/// <summary>How far something may go. The numbers are stored: never renumber.</summary>
public enum Marking
{
    /// <summary>Anyone, once its embargo is over.</summary>
    Public = 1,

    /// <summary>Inside the mechanism, and the groups it is released to.</summary>
    Mission = 2,

    /// <summary>Inside the mechanism only, in no output below it.</summary>
    Restricted = 3,

    /// <summary>A named grant for that case only.</summary>
    Source = 4,
}

/// <summary>Whom a label can release to. The numbers are bits of stored audience sets: never renumber.</summary>
public enum Group
{
    /// <summary>The state that leads the mechanism.</summary>
    Lead = 0,

    /// <summary>The states of the coalition.</summary>
    Coal = 1,

    /// <summary>The host state.</summary>
    Host = 2,

    /// <summary>Party A.</summary>
    Pta = 3,

    /// <summary>Party B.</summary>
    Ptb = 4,

    /// <summary>The observers.</summary>
    Obs = 5,
}

/// <summary>Who a product or a screen is for. The numbers are bits of stored audience sets: never renumber.</summary>
public enum Audience
{
    /// <summary>Everyone.</summary>
    Public = 0,

    /// <summary>The lead state.</summary>
    Lead = 1,

    /// <summary>The coalition's states.</summary>
    Coal = 2,

    /// <summary>The host state.</summary>
    Host = 3,

    /// <summary>Party A.</summary>
    Pta = 4,

    /// <summary>Party B.</summary>
    Ptb = 5,

    /// <summary>The observers.</summary>
    Obs = 6,

    /// <summary>Inside the mechanism.</summary>
    Mission = 7,
}

/// <summary>Names of audiences.</summary>
public static class Audiences
{
    /// <summary>The audience of that name, without regard to case; null: none has it. A number is no name.</summary>
    public static Audience? Read(string? name)
    {
        foreach (var known in Enum.GetValues<Audience>())
            if (string.Equals(known.ToString(), name, StringComparison.OrdinalIgnoreCase))
                return known;
        return null;
    }
}

/// <summary>Who asks.</summary>
/// <param name="Audience">For whom the answer is.</param>
public sealed record Viewer(Audience Audience)
{
    /// <summary>May this viewer ask "as known at entry N"? Only the mechanism: the difference of two entries would unmask a source.</summary>
    public bool MayAskAsOf => Audience == Audience.Mission;

    /// <summary>May this viewer see derived ids (they would confirm a guessed source)?</summary>
    public bool MaySeeDerivedIds => Audience == Audience.Mission;
}

/// <summary>Who may see something. One canonical text: <c>MISSION//REL TO COAL, OBS//ORCON</c>.</summary>
/// <param name="Originator">Who made it: a source, a party or a body.</param>
/// <param name="Marking">How far it may go.</param>
/// <param name="RelTo">The groups it is released to besides the mechanism.</param>
/// <param name="Orcon">Only the originator may release it further.</param>
/// <param name="EmbargoUntil">Nobody below the mechanism sees it before; null: no embargo.</param>
public sealed record Label(
    string Originator,
    Marking Marking,
    ImmutableSortedSet<Group> RelTo,
    bool Orcon,
    Instant? EmbargoUntil
)
{
    /// <summary>Open to everyone at once.</summary>
    public static Label OpenBy(string originator) =>
        new(originator, Marking.Public, [], Orcon: false, EmbargoUntil: null);

    /// <summary>With this marking, released to no group.</summary>
    public static Label Of(string originator, Marking marking) =>
        new(originator, marking, [], Orcon: false, EmbargoUntil: null);
}
