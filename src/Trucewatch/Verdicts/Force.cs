using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>A stretch of time over which an answer stays the same: microseconds since 1970, the end excluded.</summary>
public sealed record AnswerSpan(long Start, long End, Answer Answer);

/// <summary>Whether the agreement binds somebody: there and then, by the claims as they are known.</summary>
/// <remarks>
/// A party is bound as <see cref="InForce"/> says. A guarantor or a body owes what it owes as long as the text binds any party:
/// its answer is the surest of theirs. Under an instrument the guarantors are in the place of the parties. Where the sector is not known, only what holds in all that are possible is sure.
/// </remarks>
public sealed class Force
{
    private readonly ImmutableArray<PartyId> parties;
    private readonly Func<string, IReadOnlyCollection<TruceClaim>> claims;
    private readonly ImmutableArray<string> sectors;
    private readonly Answer? always;
    private readonly ImmutableArray<PartyId> guarantors = [];
    private readonly Dictionary<string, Force> instruments = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string, CodeSet), ImmutableArray<AnswerSpan>> known = [];

    /// <summary>By claims.</summary>
    /// <param name="parties">The parties.</param>
    /// <param name="sectors">The sectors, for what happened nobody knows where; none: the text knows no sectors.</param>
    /// <param name="claims">The claims as they count in a sector, or in the area <c>all</c>.</param>
    /// <param name="guarantors">The guarantors, whose own claims say when instruments run; null: none.</param>
    public Force(
        IEnumerable<PartyId> parties,
        IEnumerable<string> sectors,
        Func<string, IReadOnlyCollection<TruceClaim>> claims,
        IEnumerable<PartyId>? guarantors = null
    ) =>
        (this.parties, this.sectors, this.claims, this.guarantors) = (
            [.. parties.Order()],
            [.. sectors],
            claims,
            [.. (guarantors ?? []).Order()]
        );

    private Force(Answer always)
        : this([], [], _ => []) => this.always = always;

    /// <summary>It binds everybody, everywhere, at all times.</summary>
    public static readonly Force Always = new(Answer.Yes);

    /// <summary>It binds nobody.</summary>
    public static readonly Force Never = new(Answer.No);

    /// <summary>What binds by a clause: of an instrument, the guarantors' own claims of it, whatever became of the ceasefire; else this.</summary>
    public Force Of(string clause)
    {
        if (always is not null || InstrumentClause.InstrumentOf(clause) is null)
            return this;
        if (!instruments.TryGetValue(clause, out var own))
            instruments[clause] = own = new(
                guarantors,
                [],
                area => [.. claims(area).Where(c => InstrumentClause.Covers(c.Truce, clause))]
            );
        return own;
    }

    /// <summary>Yes: throughout; no: at no instant; unclear: for a part, or disputed.</summary>
    /// <param name="bearer">Who is bound.</param>
    /// <param name="start">From when, microseconds since 1970, included.</param>
    /// <param name="end">Until when, excluded.</param>
    /// <param name="sector">Where; null: nobody knows. A duty that has no place asks for <see cref="Field"/> of <c>all</c>.</param>
    /// <param name="codes">Against what.</param>
    public Answer During(string bearer, long start, long end, Field? sector, CodeSet codes)
    {
        var answers = Areas(sector)
            .SelectMany(a => Over(bearer, start, end, a, codes))
            .Select(s => s.Answer)
            .ToHashSet();
        return answers.Count == 1 ? answers.Single() : Answer.Unclear;
    }

    /// <summary>The answers over a span in one area, in order and without gaps.</summary>
    public ImmutableArray<AnswerSpan> Over(string bearer, long start, long end, string area, CodeSet codes)
    {
        if (always is { } answer)
            return [new(start, end, answer)];
        return
        [
            .. Whole(bearer, area, codes)
                .Where(s => s.Start < end && start < s.End)
                .Select(s => s with { Start = Math.Max(s.Start, start), End = Math.Min(s.End, end) }),
        ];
    }

    private IEnumerable<string> Areas(Field? sector) =>
        sector is { Possible.IsEmpty: false }
            ? sector.Possible.OfType<Value.Name>().Select(n => n.Of)
            : sectors.DefaultIfEmpty(Everywhere);

    /// <summary>The area of what has no place.</summary>
    public const string Everywhere = "all";

    // All of time is cut once for each bearer, area and codes: whoever asks gets his part of it.
    private ImmutableArray<AnswerSpan> Whole(string bearer, string area, CodeSet codes)
    {
        if (!known.TryGetValue((bearer, area, codes), out var spans))
            known[(bearer, area, codes)] = spans = Cut(bearer, area, codes);
        return spans;
    }

    private ImmutableArray<AnswerSpan> Cut(string bearer, string area, CodeSet codes)
    {
        var asked = claims(area);
        var bound = parties.Any(p => p.Code == bearer) ? [new PartyId(bearer)] : parties;
        var all = new Interval(Instant.MinValue, Instant.MaxValue);
        var each = bound.Select(p => InForce.Periods(p, all, area, codes, asked)).ToList();
        var cuts = each.SelectMany(s => s.Select(b => b.Span.Start)).Distinct().Order().ToList();
        return
        [
            .. cuts.Select(
                (start, i) =>
                    new AnswerSpan(
                        i == 0 ? long.MinValue : start.ToMicros(),
                        i + 1 < cuts.Count ? cuts[i + 1].ToMicros() : long.MaxValue,
                        each.Max(s => At(s, start))
                    )
            ),
        ];
    }

    private static Answer At(ImmutableArray<BindingSpan> spans, Instant at) =>
        spans.First(s => s.Span.Contains(at)).Binding.Answer;
}
