using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.Monitoring;

/// <summary>A formula of metric first-order temporal logic, as the files of cases write it.</summary>
/// <remarks>What can be said by other operators is not here: <c>ALWAYS</c>, <c>FORALL</c>, <c>IMPLIES</c> and <c>EQUIV</c> are read as those.</remarks>
public abstract record Mfotl
{
    private Mfotl() { }

    /// <summary>An event of that name at this position.</summary>
    public sealed record Event(string Name, ImmutableArray<Operand> Arguments) : Mfotl;

    /// <summary>Two terms compared.</summary>
    public sealed record Compared(Operand Left, Comparison Op, Operand Right) : Mfotl;

    /// <summary>Not so.</summary>
    public sealed record Not(Mfotl Of) : Mfotl;

    /// <summary>All of these; none: always.</summary>
    public sealed record And(ImmutableArray<Mfotl> Of) : Mfotl;

    /// <summary>One of these; none: never.</summary>
    public sealed record Or(ImmutableArray<Mfotl> Of) : Mfotl;

    /// <summary>For some value.</summary>
    public sealed record Exists(string Variable, Mfotl Of) : Mfotl;

    /// <summary>At the position before (or, <c>Ahead</c>, behind), so far in time.</summary>
    public sealed record Step(bool Ahead, Span Within, Mfotl Of) : Mfotl;

    /// <summary>At a position so far back, or ahead, in time.</summary>
    public sealed record Reach(bool Ahead, Span Within, Mfotl Of) : Mfotl;

    /// <summary>Since, or until: <c>End</c> so far in time, and <c>Keeping</c> at all positions between and here.</summary>
    public sealed record Kept(bool Ahead, Mfotl Keeping, Span Within, Mfotl End) : Mfotl;

    /// <summary>A number over the bindings at this position.</summary>
    public sealed record Aggregate(string Result, TallyKind Kind, string Of, ImmutableArray<string> Per, Mfotl Over)
        : Mfotl;
}

/// <summary>A stretch of time in the log's own unit, both ends included; no end: unbounded.</summary>
public sealed record Span(long From, long? To);

/// <summary>Why a formula is not judged.</summary>
/// <param name="status"><c>rejected</c>: it is none, or its intervals are empty; <c>not-monitorable</c>; <c>refused</c>: our language cannot say it.</param>
/// <param name="reason">In words.</param>
public sealed class MfotlException(string status, string reason) : Exception(reason)
{
    /// <summary>The status.</summary>
    public string Status { get; } = status;
}
