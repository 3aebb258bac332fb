using NodaTime;

namespace Trucewatch.Labels;

/// <summary>Who may see what: the one function that decides it.</summary>
public static class Seeing
{
    /// <summary>May this viewer see an item of monitoring with this label, at this moment?</summary>
    /// <remarks>
    /// Public and past its embargo: anyone. Mission: the mechanism, and the groups of <c>RelTo</c> past the embargo.
    /// Restricted: the mechanism only. Source: nobody without a grant, and there are no grants yet.
    /// The host state holds a party: an item of monitoring reaches Host, Party A and Party B only where it is released to
    /// both parties. Whatever is unknown denies.
    /// </remarks>
    public static bool May(this Viewer viewer, Label label, Instant now)
    {
        var inside = viewer.Audience == Audience.Mission;
        var open = label.EmbargoUntil is not { } until || until <= now;
        return label.Marking switch
        {
            Marking.Public => open || inside,
            Marking.Mission => inside || (open && Released(viewer.Audience, label)),
            Marking.Restricted => inside,
            _ => false,
        };
    }

    /// <summary>The set of audiences that may see it, as bits by <see cref="Audience"/> number: what queries compare.</summary>
    public static long AudienceBits(Label label, Instant now)
    {
        var bits = 0L;
        foreach (var audience in Enum.GetValues<Audience>())
            if (new Viewer(audience).May(label, now))
                bits |= 1L << (int)audience;
        return bits;
    }

    private static bool Released(Audience audience, Label label) =>
        audience switch
        {
            Audience.Lead => label.RelTo.Contains(Group.Lead),
            Audience.Coal => label.RelTo.Contains(Group.Coal),
            Audience.Obs => label.RelTo.Contains(Group.Obs),
            Audience.Host => label.RelTo.Contains(Group.Host) && BothParties(label),
            Audience.Pta or Audience.Ptb => BothParties(label),
            _ => false,
        };

    private static bool BothParties(Label label) => label.RelTo.Contains(Group.Pta) && label.RelTo.Contains(Group.Ptb);
}
