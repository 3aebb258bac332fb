using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>Norms judged over meaning: one function for all provisions, since a provision is data.</summary>
public static class JudgeNorms
{
    /// <summary>The verdicts at all anchors, as known at one entry; in the order of their keys.</summary>
    /// <remarks>
    /// Pure: from nothing but the matter, and the same whatever the order of its facts. An anchor that nothing speaks of has no
    /// judgement; one that an exception lifts has one that says so.
    /// </remarks>
    public static ImmutableArray<Judgement> All(Matter matter) =>
        [.. matter.Clauses.SelectMany(c => Of(c, matter)).OrderBy(j => j.Key)];

    /// <summary>The verdicts of one clause version.</summary>
    public static IEnumerable<Judgement> Of(ClauseVersion version, Matter matter)
    {
        matter = UpTo(matter);
        var running = new Running(version, matter);
        return version.Provision.Norm switch
        {
            Norm.Forbid forbid => Forbidden
                .Of(version.Provision, forbid, matter)
                .Select(c => Judged(c, version, During(c, running)))
                .OfType<Judgement>(),
            Norm.Keep keep => Kept.Of(version, keep, matter),
            Norm.Require require => new Required(version, matter).Judge(require),
            _ => [],
        };
    }

    // What is yet to happen discharges and lifts nothing.
    private static Matter UpTo(Matter matter) =>
        matter.World.Facts.Any(f => f.Start > matter.Until)
            ? matter with
            {
                World = matter.World with { Facts = [.. matter.World.Facts.Where(f => f.Start <= matter.Until)] },
            }
            : matter;

    // What a register keeps has no place; where something was seen, nobody may know in which sector.
    private static Answer During(Contrary contrary, Running running) =>
        running.During(
            contrary.Bound.Id,
            contrary.At,
            contrary.Fact is { Proof.IsRegistered: false } fact
                ? fact.Fields.GetValueOrDefault("sector")
                : Running.Nowhere
        );

    private static Judgement? Judged(Contrary contrary, ClauseVersion version, Answer running)
    {
        if (running == Answer.No)
            return null;
        var anchor = new Anchor(contrary.Fact?.Id, contrary.At.From, contrary.At.Until);
        var key = Keys.Of(version, contrary.Bound, anchor, contrary.Binding);
        Verdict verdict = Answers.And(contrary.Answer, running) switch
        {
            Answer.Yes => new Verdict.Breached(contrary.By(key)),
            Answer.No => new Verdict.Complied(0),
            _ => new Verdict.Undetermined(contrary.By(key), []),
        };
        return new(key, anchor, contrary.Binding, verdict, null, contrary.Because);
    }
}
