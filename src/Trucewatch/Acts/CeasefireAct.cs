using NodaTime;
using Trucewatch.Parties;

namespace Trucewatch.Acts;

/// <summary>What can become of a ceasefire, before anybody asks whether it may.</summary>
public abstract record CeasefireAct
{
    private CeasefireAct() { }

    /// <summary>Somebody says that there is one: a party alone, or a third.</summary>
    public sealed record Declare(string By) : CeasefireAct;

    /// <summary>A party's own word that it agrees; it takes every party's.</summary>
    public sealed record Agree(PartyId By) : CeasefireAct;

    /// <summary>Its start is fixed, or slides.</summary>
    public sealed record Schedule(Instant Start) : CeasefireAct;

    /// <summary>It enters into force then.</summary>
    public sealed record Enter(Instant At) : CeasefireAct;

    /// <summary>A body finds that the cessation of hostilities is credible.</summary>
    public sealed record FindCredible(string By) : CeasefireAct;

    /// <summary>Its agreed time is over.</summary>
    public sealed record Expire : CeasefireAct;

    /// <summary>A body suspends it.</summary>
    public sealed record Suspend(string By) : CeasefireAct;

    /// <summary>A body ends the suspension.</summary>
    public sealed record Resume(string By) : CeasefireAct;

    /// <summary>A body finds that it holds no longer.</summary>
    public sealed record Collapse(string By) : CeasefireAct;

    /// <summary>Another agreement takes its place.</summary>
    public sealed record Supersede(string By) : CeasefireAct;
}
