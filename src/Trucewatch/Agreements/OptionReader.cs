using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Agreements;

/// <summary>Reads a provision's options, several lines of them; each may stand once, places as often as wanted.</summary>
internal sealed class OptionReader(AgreementContext context)
{
    private static readonly ImmutableArray<string> judged =
    [
        "in",
        "outside",
        "within",
        "from",
        "until",
        "codes",
        "counts",
        "needs",
    ];

    private static readonly ImmutableArray<(ImmutableArray<string> Words, string What)> refused =
    [
        (["with"], "a condition on a field (\"with …\")"),
        (["when"], "a trigger (\"when …\")"),
        (["at", "least"], "\"at least …\""),
        (["at", "most"], "\"at most …\""),
        (["after"], "\"after …\""),
        (["on"], "\"on …\""),
        (["by"], "a limit (\"by …\")"),
        (["unless"], "an exception (\"unless …\")"),
        (["derogates", "from"], "\"derogates from …\""),
        (["owed", "to"], "\"owed to …\""),
        (["if", "breached"], "a remedy (\"if breached: …\")"),
        (["severity"], "severity"),
    ];

    private readonly Dictionary<string, Token> seen = [];

    /// <summary>The places, in the order of the text.</summary>
    public ImmutableArray<Formula.Near>.Builder Places { get; } = ImmutableArray.CreateBuilder<Formula.Near>();

    /// <summary>From that moment; null: from entry into force.</summary>
    public Moment? From { get; private set; }

    /// <summary>Until that moment; null: not limited.</summary>
    public Moment? Until { get; private set; }

    /// <summary>The codes; null: not given.</summary>
    public CodeSet? Codes { get; private set; }

    /// <summary>Where the codes stand, for messages.</summary>
    public Token CodesAt { get; private set; }

    /// <summary>Where the end stands, for messages.</summary>
    public Token UntilAt { get; private set; }

    /// <summary>The unit; null: incidents.</summary>
    public string? Unit { get; private set; }

    /// <summary>What a sure breach needs.</summary>
    public ProofNeeded Needs { get; private set; } = NeedsReader.Default;

    /// <summary>Set once a remedy was met: all lines that follow belong to it.</summary>
    public bool Ended { get; private set; }

    /// <summary>True if an option begins some tokens on.</summary>
    public static bool Begins(Cursor at, int by) =>
        judged.Any(j => at.HasAt(by, j)) || refused.Any(r => at.HasAt(by, r.Words.AsSpan()));

    /// <summary>Reads one line; after a problem the rest of it is left.</summary>
    public void Read(Cursor at)
    {
        while (!at.AtEnd && One(at)) { }
    }

    private bool One(Cursor at)
    {
        var option = at.Next;
        if (refused.FirstOrDefault(r => at.Has(r.Words.AsSpan())) is { What: { } what })
            return Refuse(at, what);
        if (at.Has("in", "the", "last") || at.Has("in", "the", "next"))
            return Refuse(at, "a window (\"in the last …\", \"in the next …\")");
        if (judged.FirstOrDefault(option.Is) is not { } name)
            return Unknown(at);
        at.Take();
        return name switch
        {
            "in" => Place(at, new(), outside: false),
            "outside" => Place(at, new(), outside: true),
            "within" => Within(at, option),
            _ => Once(at, name, option) && Named(at, name),
        };
    }

    private bool Named(Cursor at, string name) =>
        name switch
        {
            "from" => FromMoment(at),
            "until" => UntilMoment(at),
            "codes" => CodesOf(at),
            "counts" => UnitOf(at),
            _ => NeedsOf(at),
        };

    private bool Refuse(Cursor at, string what)
    {
        Ended = Ended || at.Has("if", "breached");
        Refusal.Add(at, at.Next, at.Words(_ => false), what);
        return false;
    }

    private static bool Unknown(Cursor at)
    {
        var near = Nearest.To(at.Next.Text, judged);
        var found = at.Words(i => i > 0 && Begins(at, i));
        at.Wrong(
            at.Next,
            Ag.UnknownOption,
            found,
            "no option begins so",
            near is null ? $"Begin it with one of: {string.Join(", ", judged)}." : $"Did you mean \"{near}\"?"
        );
        return false;
    }

    private bool Once(Cursor at, string name, Token option)
    {
        if (seen.TryAdd(name, option))
            return true;
        at.Wrong(
            option,
            Ag.SecondOption,
            name,
            $"\"{name}\" stands on line {seen[name].Line} already",
            "Take one of the two out."
        );
        return false;
    }

    private bool Within(Cursor at, Token option)
    {
        if (at.Next.Kind == TokenKind.Number && Amounts.TimeUnits.Any(u => at.Ahead(1).Is(u)))
            return Refuse(at, "a time limit (\"within …\")");
        if (new Amounts(at, context).Length(option) is not { } distance)
            return false;
        if (at.TakeIf("of"))
            return Place(at, distance, outside: false);
        at.Wrong(
            Ag.Missing,
            "\"of\" and a zone were expected",
            $"Write \"within {distance.Meters} m of\" and the zone's name."
        );
        return false;
    }

    private bool Place(Cursor at, Distance bound, bool outside)
    {
        var first = at.Next;
        if (at.AtEnd || Begins(at, 0))
        {
            at.Wrong(
                Ag.Missing,
                "a zone was expected",
                $"Name one of: {string.Join(", ", context.Zones.Select(z => z.Id).Take(12))}."
            );
            return !at.AtEnd;
        }
        if (new Amounts(at, context).Zone() is not { } zone)
            return true;
        if (zone == AgreementContext.Everywhere && !outside)
            return true;
        if (
            zone == AgreementContext.Everywhere
            || Places.Any(p => p.Zone == zone && p.Outside != outside && p.Bound <= bound)
        )
            return Nowhere(at, first, zone);
        Places.Add(new(zone, bound, outside));
        return true;
    }

    private static bool Nowhere(Cursor at, Token first, string zone)
    {
        at.Wrong(first, Ag.Empty, zone, "no place is left, so no fact can match", "Take one of the places out.");
        return true;
    }

    private bool FromMoment(Cursor at)
    {
        if (at.TakeIf("entry", "into", "force"))
            return true;
        From = new MomentReader(at, context).Read();
        return From is not null;
    }

    private bool UntilMoment(Cursor at)
    {
        UntilAt = at.Next;
        Until = new MomentReader(at, context).Read();
        return Until is not null;
    }

    private bool CodesOf(Cursor at)
    {
        CodesAt = at.Next;
        Codes = CodesReader.Read(at, context);
        if (Codes is null || !at.TakeIf(";"))
            return Codes is not null;
        Severity(at);
        return false;
    }

    private static void Severity(Cursor at) =>
        at.Wrong(
            at.Next,
            Ag.NotJudged,
            at.Words(_ => false),
            "severity is not judged by this release",
            "Severity is not judged yet: leave it out (\"; at least S…\")."
        );

    private bool UnitOf(Cursor at)
    {
        var unit = at.Next;
        if (unit.Kind == TokenKind.Word && context.Units.Contains(at.Next.Text))
        {
            Unit = at.Take().Text;
            return true;
        }
        var near = Nearest.To(unit.Text, context.Units) is { } n
            ? $"Did you mean \"{n}\"?"
            : $"Write one of: {string.Join(", ", context.Units)}.";
        at.Wrong(Ag.UnknownUnit, "the rulebook does not count in it", near);
        return false;
    }

    private bool NeedsOf(Cursor at)
    {
        if (NeedsReader.Read(at) is not { } needs)
            return false;
        Needs = needs;
        return true;
    }
}
