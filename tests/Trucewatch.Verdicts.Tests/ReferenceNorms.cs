using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts.Tests;

/// <summary>An anchor at which a provision is breached.</summary>
/// <param name="Clause">Which; of what a breach starts, with <c>if breached</c> behind it.</param>
/// <param name="Bearer">Whose.</param>
/// <param name="Fact">The act or the trigger; null: a state begins.</param>
/// <param name="At">The point of the act or the trigger, or at which the state begins; of what a breach starts, that of the duty.</param>
/// <param name="Names">What the anchor names.</param>
internal sealed record Breach(string Clause, string Bearer, string? Fact, int At, Naming Names);

/// <summary>Whom provisions bind, and the points between which they run, both included.</summary>
internal sealed record Bounds(ImmutableArray<string> Parties, ImmutableArray<string> Guarantors, int From, int Until);

/// <summary>The breaches of provisions by section 4 of the design, over an axis of instants one microsecond apart.</summary>
/// <remarks>Limits are exact lengths, or look back; they run up to the last point of the bounds. The agreement binds throughout.</remarks>
internal sealed class ReferenceNorms(Reference meaning, ImmutableArray<Provision> provisions, Bounds bounds)
{
    private sealed record Anchor(Exact? Fact, int At, List<Naming> Rows);

    private sealed record Bearing(string Id, Naming Names);

    private IEnumerable<int> Points => Reference.Range(bounds.From, bounds.Until);

    /// <summary>All of them.</summary>
    public IEnumerable<Breach> Breaches() =>
        provisions.SelectMany(p =>
            p.Norm switch
            {
                Norm.Forbid forbid => Bearers(forbid.By).SelectMany(b => Done(p, forbid.Act, b)),
                Norm.Keep keep => Bearers(keep.By).SelectMany(b => NotKept(p, keep.State, b)),
                Norm.Require require => Bearers(require.By)
                    .SelectMany(b =>
                        Triggers(require.Trigger, b).SelectMany(s => Owed(p, require, p.Clause, b.Id, s, s.At))
                    ),
                _ => [],
            }
        );

    // An act that two alternatives forbid is one breach.
    private IEnumerable<Breach> Done(Provision p, Formula act, Bearing bearing) =>
        Anchors(act, bearing)
            .Where(a => a.Rows.Exists(r => !IsLifted(p, bearing.Id, a.Fact, r, a.At)))
            .DistinctBy(a => Key(a, bearing), StringComparer.Ordinal)
            .Select(a => new Breach(p.Clause, bearing.Id, a.Fact?.Id, a.At, a.Rows[0]));

    private IEnumerable<Breach> NotKept(Provision p, Formula state, Bearing bearing)
    {
        return Points
            .Where(t => Fails(t) && (t == bounds.From || !Fails(t - 1)))
            .Select(t => new Breach(p.Clause, bearing.Id, null, t, bearing.Names));

        bool Fails(int at) =>
            !meaning.Holds(state, bearing.Names, at) && !IsLifted(p, bearing.Id, null, bearing.Names, at);
    }

    // No condition at all: once, where the provision begins to run. A state begins there too if it holds already.
    private IEnumerable<Anchor> Triggers(Formula trigger, Bearing bearing) =>
        trigger is Formula.All { Of.IsEmpty: true }
            ? [new Anchor(null, bounds.From, [bearing.Names])]
            : Anchors(trigger, bearing, isCut: true).DistinctBy(a => Key(a, bearing), StringComparer.Ordinal);

    private static string Key(Anchor anchor, Bearing bearing) =>
        anchor.Fact?.Id ?? $"{anchor.At} {anchor.Rows[0].Since(bearing.Names, facts: false)}";

    // The first fact that stands bare is the anchor; without one it is a state, and each begin of it is.
    private IEnumerable<Anchor> Anchors(Formula of, Bearing bearing, bool isCut = false)
    {
        if (of is Formula.Any any)
            return any.Of.SelectMany(f => Anchors(f, bearing, isCut));
        if (Atom(of) is not { } atom)
            return Points.SelectMany(t =>
                meaning
                    .Edges(of, bearing.Names, t, isCut && t == bounds.From ? null : t - 1)
                    .Select(r => new Anchor(null, t, [r]))
            );
        return from point in Points
            from fact in meaning.Facts(atom.Kind, point)
            let rows = Reference
                .Match(atom, fact, bearing.Names)
                .SelectMany(r => meaning.Rows(Rest(of, atom), r, point))
                .ToList()
            where rows.Count > 0
            select new Anchor(fact, point, rows);
    }

    private static Formula.Fact? Atom(Formula of) => Reference.Parts(of).OfType<Formula.Fact>().FirstOrDefault();

    private static Formula Rest(Formula of, Formula.Fact? atom) =>
        new Formula.All([.. Reference.Parts(of).Where(f => !ReferenceEquals(f, atom))]);

    // Overdue a microsecond after the limit, unless it is lifted then; what this starts counts from there.
    private IEnumerable<Breach> Owed(
        Provision p,
        Norm.Require require,
        string clause,
        string bearer,
        Anchor trigger,
        int first
    )
    {
        var (done, missed) = require.Limit switch
        {
            Limit.Within { Of: Length.Exact length } => (
                (Formula)new Formula.Next(new(0, length.Microseconds), require.Act),
                trigger.At + (int)length.Microseconds + 1
            ),
            Limit.Before before => (new Formula.Past(new(before.AtLeast ?? 0, before.AtMost), require.Act), trigger.At),
            _ => throw new NotSupportedException("a limit that only a calendar knows"),
        };
        if (missed > bounds.Until)
            yield break;
        var open = trigger
            .Rows.Where(r => !meaning.Holds(done, r, trigger.At) && !IsLifted(p, bearer, null, r, missed))
            .ToList();
        if (open.Count == 0)
            yield break;
        yield return new(clause, bearer, trigger.Fact?.Id, first, open[0]);
        if (require.IfBreached is Norm.Require then)
            foreach (
                var breach in Owed(p, then, clause + " if breached", bearer, new(trigger.Fact, missed, open), first)
            )
                yield return breach;
    }

    // By its own exceptions, or by a permit that derogates from it, unless an exception takes the permit back.
    private bool IsLifted(Provision p, string bearer, Exact? act, Naming row, int at) =>
        p.Unless.Any(u => meaning.Holds(u.When, row, at))
        || provisions.Any(q =>
            q.Norm is Norm.Permit permit
            && permit.From.Contains(p.Clause)
            && Bearers(permit.By).Any(b => b.Id == bearer)
            && Ways(permit.Act).Any(way => Permits(way, q, act, row, at))
        );

    // What a permit says of the act, it says of the very act that is judged.
    private bool Permits(Formula way, Provision q, Exact? act, Naming row, int at)
    {
        var atom = Atom(way);
        if (atom is not null && act?.Noun != atom.Kind)
            return false;
        return (atom is null ? [row] : Reference.Match(atom, act!, row))
            .SelectMany(r => meaning.Rows(Rest(way, atom), r, at))
            .Any(r => !q.Unless.Any(u => meaning.Holds(u.When, r, at)));
    }

    private static IEnumerable<Formula> Ways(Formula act) => act is Formula.Any any ? any.Of.SelectMany(Ways) : [act];

    private IEnumerable<Bearing> Bearers(Bearer by) =>
        by switch
        {
            Bearer.EachParty => bounds.Parties.Select(Party),
            Bearer.Named named => [Party(named.Party.Code)],
            Bearer.EachGuarantor => bounds.Guarantors.Select(g => One("guarantor", g)),
            Bearer.TheBody body => [One("body", body.Body)],
            _ => throw new NotSupportedException("nobody is bound"),
        };

    private Bearing Party(string party) =>
        new(
            party,
            One("party", party).Names.With("other party", new Value.Name(bounds.Parties.First(p => p != party)))
        );

    private static Bearing One(string variable, string id) =>
        new(id, Naming.Nothing.With(variable, new Value.Name(id)));
}
