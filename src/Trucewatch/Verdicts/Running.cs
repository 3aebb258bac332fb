using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>When a clause version is to be kept by a bearer: its own validity, suspensions and whether the agreement binds.</summary>
internal sealed class Running
{
    private readonly ClauseVersion version;
    private readonly Matter matter;
    private readonly Stretch? runs;
    private readonly CodeSet codes;

    public Running(ClauseVersion version, Matter matter)
    {
        (this.version, this.matter) = (version, matter);
        runs = Stretch.Of(version.Provision.When, matter.Calendar)?.And(version.Valid);
        codes = Codes(version.Provision);
    }

    /// <summary>When it runs, whether or not the agreement binds; null: never.</summary>
    public Stretch? Runs => runs;

    /// <summary>The codes against which the agreement must bind: those it names; a duty and acts on the register, any.</summary>
    public static CodeSet Codes(Provision provision) =>
        provision.Norm is Norm.Forbid forbid
            ? provision.Breach.Codes.Ranges.IsEmpty
                ? Anchored.Ways(forbid.Act).Select(w => w.Fact?.Codes).OfType<CodeSet>().FirstOrDefault(CodeSet.All)
                : provision.Breach.Codes
            : CodeSet.All;

    /// <summary>Whether it is to be kept by that bearer then and there.</summary>
    /// <param name="bearer">Whose conduct.</param>
    /// <param name="at">When.</param>
    /// <param name="sector">Where; null: nobody knows.</param>
    public Answer During(string bearer, Stretch at, Field? sector) =>
        runs is not { } run || Suspended(bearer, at)
            ? Answer.No
            : Answers.And(run.Holds(at), matter.Force.During(bearer, at.From, at.Until, sector, codes));

    /// <summary>A state cut to when it is to be kept.</summary>
    public Held Cut(string bearer, Held held)
    {
        if (runs is not { } run)
            return new([], []);
        var spans = matter
            .Force.Over(bearer, run.From, run.Until, Force.Everywhere, codes)
            .Where(s => s.Answer != Answer.No)
            .ToList();
        var sure = spans.Where(s => s.Answer == Answer.Yes).Select(s => new Stretch(s.Start, s.End));
        var possible = spans.Select(s => new Stretch(s.Start, s.End));
        var end = new Stretch(long.MinValue, matter.Until + 1);
        return new(Both(held.Sure, Joined(sure), bearer, end), Both(held.Possible, Joined(possible), bearer, end));
    }

    private bool Suspended(string bearer, Stretch at) =>
        matter.Powers.Suspended(version.Provision.Clause, bearer).Any(s => s.Holds(at) == Answer.Yes);

    private ImmutableArray<Stretch> Both(
        ImmutableArray<Stretch> held,
        List<Stretch> force,
        string bearer,
        Stretch end
    )
    {
        var both = from h in held from f in force let b = h.And(f)?.And(end) where b is not null select b!.Value;
        foreach (var pause in matter.Powers.Suspended(version.Provision.Clause, bearer))
            both = both.SelectMany(b => Without(b, pause));
        return [.. both.OrderBy(b => b.From)];
    }

    private static IEnumerable<Stretch> Without(Stretch whole, Stretch pause)
    {
        if (new Stretch(whole.From, pause.From) is { } before && whole.From < pause.From)
            yield return before.And(whole)!.Value;
        if (pause.Until < whole.Until)
            yield return new Stretch(pause.Until, long.MaxValue).And(whole)!.Value;
    }

    // Neighbours that differ in the claims only are one stretch: nothing begins between them.
    private static List<Stretch> Joined(IEnumerable<Stretch> spans)
    {
        var joined = new List<Stretch>();
        foreach (var span in spans)
            if (joined.Count > 0 && joined[^1].Until == span.From)
                joined[^1] = new(joined[^1].From, span.Until);
            else
                joined.Add(span);
        return joined;
    }
}
