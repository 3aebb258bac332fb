using System.Collections.Immutable;
using NodaTime;

namespace Trucewatch.Agreements;

/// <summary>What all checks work with: the provisions, and the means to look into them.</summary>
internal sealed class Checking
{
    private readonly Dictionary<(Formula, OneBearer, string?, bool), ImmutableArray<Way>?> known = [];

    public Checking(Terms terms, ImmutableArray<Provision> provisions, CheckContext context)
    {
        (Terms, Provisions, Context) = (terms, provisions, context);
        Ways = new(terms, context);
        Solver = new(Ways, new(context.Zones));
        Runs = new(context);
        ByClause = provisions.ToLookup(p => p.Clause, StringComparer.Ordinal);
    }

    public Terms Terms { get; }
    public ImmutableArray<Provision> Provisions { get; }
    public CheckContext Context { get; }
    public Ways Ways { get; }
    public Solver Solver { get; }
    public Runs Runs { get; }
    public ILookup<string, Provision> ByClause { get; }

    /// <summary>The ways of a formula for one bearer, kept.</summary>
    public ImmutableArray<Way>? WaysOf(Formula formula, OneBearer bound, string? noun = null, bool owns = true)
    {
        var key = (formula, bound, noun, owns);
        if (!known.TryGetValue(key, out var ways))
            known[key] = ways = Ways.Of(formula, bound, noun, owns);
        return ways;
    }

    /// <summary>The ways in which an act is forbidden, narrowed to the codes that the breach counts.</summary>
    public ImmutableArray<Way>? Forbidden(Provision provision, Norm.Forbid forbid, OneBearer bound) =>
        WaysOf(forbid.Act, bound) is { } ways ? [.. ways.Select(w => Counted(w, provision))] : null;

    private Way Counted(Way way, Provision provision) =>
        way.Noun is { } noun && Ways.Kind(noun) is { IsIncident: true }
            ? way.With([new Literal.Coded([.. Ways.Codes.Where(provision.Breach.Codes.Has)])])
            : way;

    /// <summary>The ways in which an act under a provision is excused: its own exceptions, and the permits that derogate from it.</summary>
    public IEnumerable<Way> Exceptions(Provision provision, OneBearer bound, string? noun) =>
        provision
            .Unless.Select(u => u.When)
            .Concat(Permits(provision).Select(p => ((Norm.Permit)p.Norm).Act))
            .SelectMany(f => WaysOf(f, bound, noun) ?? []);

    /// <summary>The permits that derogate from a provision for as long as it runs.</summary>
    public IEnumerable<Provision> Permits(Provision provision)
    {
        var run = Runs.Of(provision);
        return Provisions.Where(p =>
            p.Norm is Norm.Permit permit
            && permit.From.Contains(provision.Clause)
            && Runs.Of(p) is var other
            && other.From <= run.From
            && other.Until >= run.Until
        );
    }

    /// <summary>A flaw of a provision.</summary>
    public static Flaw Flaw(
        string check,
        Provision of,
        FlawWeight weight,
        string wrong,
        string cure,
        params ImmutableArray<ExampleFact> example
    ) => new(check, of.Clause, of.Text, weight, wrong, cure, example);

    /// <summary>A fact as a clause test writes it.</summary>
    public ExampleFact Example(Solution.Found found, string label, Instant? at, string says) =>
        new(at is { } t ? Runs.Local(t) : null, $"{label}  {Words(found)}", says);

    private string Words(Solution.Found found)
    {
        var kind = found.Noun is { } noun ? Ways.Kind(noun) : null;
        var by = found.Fields.TryGetValue("by", out var who) && who.Sample() is { } name ? $" by {name}" : "";
        var code = found.Codes.IsEmpty ? [] : new[] { found.Codes[0].Text };
        var values = found
            .Fields.Where(f => f.Key != "by")
            .Select(f => (f.Key, Value: f.Value.Sample(), Measure: Measure(kind, f.Key)))
            .Where(f => f.Value is not null)
            .Select(f => $"{f.Key.TrimStart('?')} {f.Value}{f.Measure}");
        return string.Join(
            ", ",
            code.Concat(values).Concat(found.Places.Select(PlaceWords)).Prepend($"{found.Noun ?? "at any time"}{by}")
        );
    }

    private static string Measure(FactKind? kind, string field) =>
        kind?.Attributes.OfType<KindAttribute.Field>().FirstOrDefault(f => f.Name == field)?.Measure is { } measure
            ? $" {measure}"
            : "";

    private string PlaceWords(Literal.Lies lies) =>
        (lies.Meters > 0, lies.Outside) switch
        {
            (false, false) => $"in {ZoneWords(lies.Zone)}",
            (false, true) => $"outside {ZoneWords(lies.Zone)}",
            (true, false) => $"{Solver.Kilometers(lies.Meters / 2)} from {ZoneWords(lies.Zone)}",
            (true, true) => $"{Solver.Kilometers(lies.Meters * 2)} from {ZoneWords(lies.Zone)}",
        };

    /// <summary>A zone by its English name, else by its id.</summary>
    public string ZoneWords(string zone) =>
        Context.Zones.FirstOrDefault(z => z.Id == zone)?.Name.GetValueOrDefault("en") is { } name
            ? $"the {name}"
            : zone;
}
