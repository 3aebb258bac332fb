using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>When a clause version is to be kept by a bearer: its own validity, suspensions and whether the agreement binds.</summary>
internal sealed class Running
{
    private readonly ClauseVersion version;
    private readonly Matter matter;
    private readonly CodeSet codes;

    public Running(ClauseVersion version, Matter matter)
    {
        (this.version, this.matter, codes) = (version, matter, Codes(version.Provision));
        Runs = Stretch.Of(version.Provision.When, matter.Calendar)?.And(version.Valid);
    }

    /// <summary>When it runs, whether or not the agreement binds; null: never.</summary>
    public Stretch? Runs { get; }

    /// <summary>The sector of what has no place: a duty binds where the text binds at all.</summary>
    public static readonly Field Nowhere = Field.Of(new Value.Name(Force.Everywhere));

    /// <summary>The codes against which the agreement must bind: those that a ban names; a duty and acts on the register, any.</summary>
    public static CodeSet Codes(Provision provision) =>
        provision.Norm is not Norm.Forbid forbid ? CodeSet.All
        : provision.Breach.Codes.Ranges.IsEmpty
            ? Anchored.Ways(forbid.Act).Select(w => w.Fact?.Codes).OfType<CodeSet>().FirstOrDefault(CodeSet.All)
        : provision.Breach.Codes;

    /// <summary>Whether it is to be kept by that bearer then and there, up to the instant up to which is judged.</summary>
    /// <param name="bearer">Whose conduct.</param>
    /// <param name="at">When.</param>
    /// <param name="sector">Where; null: nobody knows.</param>
    public Answer During(string bearer, Stretch at, Field? sector) =>
        Runs is not { } run
            ? Answer.No
            : Answers.And(
                run.Holds(at),
                new Stretch(long.MinValue, matter.Until + 1).Holds(at),
                Doubt.Not(Suspended(bearer, at)),
                matter.Force.Of(version.Provision.Clause).During(bearer, at.From, at.Until, sector, codes)
            );

    /// <summary>A state cut to when it is to be kept, up to the instant up to which is judged.</summary>
    public Signals Cut(string bearer, Signals state)
    {
        if (Runs is not { } run)
            return Signals.Never;
        var force = matter
            .Force.Of(version.Provision.Clause)
            .Over(bearer, run.From, run.Until, Force.Everywhere, codes);
        var pauses = Signal.Of(
            matter.Powers.Suspended(version.Provision.Clause, bearer).Select(s => (s.From, s.Until))
        );
        var to = Signal.Of(long.MinValue, matter.Until + 1).And(pauses.Not());
        return new(
            state.Sure.And(to).And(Signal.Of(force.Where(f => f.Answer == Answer.Yes).Select(f => (f.Start, f.End)))),
            state.Possible.And(to).And(Signal.Of(force.Where(f => f.Answer != Answer.No).Select(f => (f.Start, f.End))))
        );
    }

    private Answer Suspended(string bearer, Stretch at) =>
        matter
            .Powers.Suspended(version.Provision.Clause, bearer)
            .Select(s => s.Holds(at))
            .DefaultIfEmpty(Answer.No)
            .Max();
}
