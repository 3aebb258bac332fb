namespace Trucewatch.Evidence;

/// <summary>What an act must fit to, given the acts before it.</summary>
/// <remarks>The rules are ours; they follow what the Berkeley Protocol (2022) asks of a chain of custody: every hand, every time, unbroken.</remarks>
internal static class CustodyRules
{
    public static IEnumerable<CustodyFault> Faults(CustodyState state, Custody was, CustodyAct act)
    {
        if (was.Hash is null)
            yield return CustodyFault.NoSuchEvidence;
        if (was.Steps.IsEmpty && !Begins(state, act))
            yield return CustodyFault.NoBeginning;
        if (!was.Steps.IsEmpty && act.At < was.Steps[^1].Act.At)
            yield return CustodyFault.OutOfOrder;
        if (Leaves(act) && !was.IsHashed)
            yield return CustodyFault.NotHashed;
        if (act is CustodyAct.Hashed hashed && was.Hash is not null && hashed.Hash != was.Hash)
            yield return CustodyFault.HashDiffers;
        if (GivenBy(was, act) is { } giver && giver != was.Holder)
            yield return CustodyFault.NotTheHolder;
        if (was.Seal is not null && act is (CustodyAct.Copied or CustodyAct.Derived or CustodyAct.Released))
            yield return CustodyFault.UnderSeal;
        if (act is CustodyAct.Sealed ? was.Seal is not null : act is CustodyAct.Opened && was.Seal is null)
            yield return CustodyFault.SealMismatch;
        if (act is CustodyAct.Derived derived && !IsOf(state, derived))
            yield return CustodyFault.NoSuchDerivative;
    }

    /// <summary>A derivative begins where it is received or hashed: its origin is the act on what it was made of.</summary>
    private static bool Begins(CustodyState state, CustodyAct act) =>
        act is CustodyAct.Captured or CustodyAct.Received
        || (act is CustodyAct.Hashed && state.Derivatives.ContainsKey(act.Evidence));

    private static bool Leaves(CustodyAct act) =>
        act is CustodyAct.Copied or CustodyAct.Derived or CustodyAct.Transferred or CustodyAct.Released;

    /// <summary>Who gave it away, where an act says so; the first receipt is from outside, where nobody is known to hold it.</summary>
    private static string? GivenBy(Custody was, CustodyAct act) =>
        act switch
        {
            CustodyAct.Transferred t => t.From,
            CustodyAct.Received r when was.Holder is not null => r.From,
            _ => null,
        };

    private static bool IsOf(CustodyState state, CustodyAct.Derived act) =>
        state.Derivatives.TryGetValue(act.Derivative, out var derivative) && derivative.DerivedFrom == act.Evidence;
}
