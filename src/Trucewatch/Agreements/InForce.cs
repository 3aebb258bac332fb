using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Time;

namespace Trucewatch.Agreements;

/// <summary>Whether a truce binds a party at a moment, and which claims say so.</summary>
/// <param name="Answer">Yes, no, or unclear: disputed.</param>
/// <param name="Claims">The claims it rests on, by id.</param>
public sealed record Binding(Answer Answer, ImmutableArray<TruceClaim> Claims);

/// <summary>A span in which the answer stays the same.</summary>
public sealed record BindingSpan(Interval Span, Binding Binding);

/// <summary>In force by many rival claims.</summary>
/// <remarks>
/// <b>No</b>: no claim covers that moment, area and target. <b>Yes</b>: the party itself declared or accepted one that
/// does, and no later act of its own ends or denies it. <b>Disputed</b>: only others say that it is bound, or its own
/// claims and acts differ. A unilateral claim binds its claimant only, and covers nothing once its claimant ended it.
/// </remarks>
public static class InForce
{
    /// <summary>The answer at one moment for one code; the area is a zone's id.</summary>
    public static Binding At(PartyId party, Instant t, string area, Code target, IReadOnlyCollection<TruceClaim> claims)
    {
        var covering = claims
            .Where(c => c.Act is ClaimAct.Declares or ClaimAct.Accepts && Covers(c, t, area, target) && !IsEnded(c, t, claims))
            .OrderBy(c => c.Id, StringComparer.Ordinal)
            .ToImmutableArray();
        var own = covering.Where(c => IsBy(c, party)).ToImmutableArray();
        var others = covering
            .Where(c => !IsBy(c, party) && c.Kind != TruceKind.Unilateral && c.Act == ClaimAct.Declares && c.Binds.Contains(party))
            .ToImmutableArray();
        var against = claims
            .Where(c => IsBy(c, party) && c.Act is ClaimAct.Ends or ClaimAct.Denies && IsAbout(c, t, area, target))
            .OrderBy(c => c.Id, StringComparer.Ordinal)
            .ToImmutableArray();

        if (own.IsEmpty && others.IsEmpty)
            return new(Answer.No, against);
        if (own.IsEmpty)
            return new(Answer.Unclear, [.. others, .. against]);
        // A later act of its own that ends or denies makes its claims differ; another's claim then keeps it disputed.
        var standing = own.Where(c => !against.Any(a => a.Known >= c.Known && a.Truce == c.Truce)).ToImmutableArray();
        return standing.IsEmpty
            ? new(Answer.Unclear, [.. own, .. others, .. against])
            : new(Answer.Yes, standing);
    }

    /// <summary>The answers over a window, for the codes of a provision: a code-wise yes for any of them counts as yes.</summary>
    /// <remarks>Cut at every start and end of a claim; neighbours with the same answer and claims are joined.</remarks>
    public static ImmutableArray<BindingSpan> Over(
        PartyId party,
        Interval window,
        string area,
        IReadOnlyCollection<Code> codes,
        IReadOnlyCollection<TruceClaim> claims
    )
    {
        var cuts = claims
            .SelectMany(c => c.End is { } end ? [c.Start, end] : new[] { c.Start })
            .Where(t => window.Start < t && t < window.End)
            .Append(window.Start)
            .Append(window.End)
            .Distinct()
            .Order()
            .ToList();
        var spans = ImmutableArray.CreateBuilder<BindingSpan>();
        for (var i = 1; i < cuts.Count; i++)
        {
            var binding = codes.Select(code => At(party, cuts[i - 1], area, code, claims)).MaxBy(b => b.Answer);
            if (binding is null)
                continue;
            var span = new Interval(cuts[i - 1], cuts[i]);
            if (spans.Count > 0 && spans[^1].Span.End == span.Start && Same(spans[^1].Binding, binding))
                spans[^1] = new(new Interval(spans[^1].Span.Start, span.End), binding);
            else
                spans.Add(new(span, binding));
        }
        return spans.ToImmutable();
    }

    private static bool Same(Binding a, Binding b) => a.Answer == b.Answer && a.Claims.SequenceEqual(b.Claims);

    private static bool IsBy(TruceClaim claim, PartyId party) => claim.Claimant == party.Code;

    private static bool Covers(TruceClaim claim, Instant t, string area, Code target) =>
        claim.Start <= t && (claim.End is not { } end || t < end) && IsWhere(claim, area) && claim.Targets.Has(target);

    /// <summary>An act that ends or denies speaks from its start on, and of the time before its own end.</summary>
    private static bool IsAbout(TruceClaim claim, Instant t, string area, Code target) => Covers(claim, t, area, target);

    private static bool IsWhere(TruceClaim claim, string area) => claim.Area == "all" || claim.Area == area;

    private static bool IsEnded(TruceClaim claim, Instant t, IReadOnlyCollection<TruceClaim> claims) =>
        claim.Kind == TruceKind.Unilateral
        && claim.Act == ClaimAct.Declares
        && claims.Any(c =>
            c.Act == ClaimAct.Ends && c.Claimant == claim.Claimant && c.Truce == claim.Truce && c.Start <= t && c.Known >= claim.Known
        );
}
