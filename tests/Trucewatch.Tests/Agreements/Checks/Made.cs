using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Tests.Agreements.Checks;

/// <summary>Provisions made by hand, and a mission to check them in.</summary>
internal static class Made
{
    public const long Hour = 3_600_000_000;
    public const long Day = 24 * Hour;

    public static readonly Bearer Each = new Bearer.EachParty();
    public static readonly Formula Always = new Formula.All([]);

    public static readonly Terms Terms = new(
        [
            Kind(
                "firing",
                Register.Observed,
                "K-1 to K-12",
                Who("party"),
                Number("calibre", "mm"),
                Name("weapon"),
                Name("sector"),
                Name("place")
            ),
            Kind("strike", Register.Observed, "K-4 to K-8", Who("party"), Name("sector"), Name("place")),
            Kind(
                "sighting",
                Register.Observed,
                "W-1 to W-4",
                Who("party"),
                Number("calibre", "mm"),
                Name("weapon"),
                Name("place")
            ),
            Kind("notice", Register.Registered, null, Who("party"), Name("sector")),
            Kind("withdrawal", Register.Registered, null, Who("party"), Name("zone")),
            Kind("return", Register.Registered, null, Who("party"), Name("weapon")),
            Kind("request", Register.Registered, null, Who("body"), Name("place")),
            Kind("access", Register.Registered, null, Who("party"), Name("place")),
            Kind("report", Register.Registered, null, Who("guarantor"), Name("file")),
        ],
        []
    );

    public static readonly CheckContext Mission = new(
        [
            Area("area", Square(36, 48, 2)),
            Area("north", Square(36, 49, 1)),
            Area("south", Square(36, 48, 0.5)),
            Area("far", Square(40, 48, 1)),
            Area("line", new LineString([new(36, 48.5), new(38, 48.5)])),
        ],
        ["A", "B"],
        ["commission", "mechanism"],
        ["G1", "G2"],
        [],
        DateTimeZoneProviders.Tzdb["Europe/Kyiv"],
        Instant.FromUtc(2026, 3, 1, 10, 0), // 12:00 in Kyiv
        null,
        [],
        0.95,
        null
    );

    public static ImmutableArray<Flaw> Check(params ImmutableArray<Provision> provisions) => Check(Mission, provisions);

    /// <summary>Without the notes on nouns that nothing uses.</summary>
    public static ImmutableArray<Flaw> Check(CheckContext mission, params ImmutableArray<Provision> provisions) =>
        [.. CheckAgreement.Of(Terms, provisions, mission).Where(f => f.Clause.Length > 0)];

    public static Provision Of(string clause, Norm norm, params ImmutableArray<Unless> unless) =>
        new(
            clause,
            "Title",
            "Words as agreed.",
            "",
            norm,
            unless,
            new(null, null),
            new(Standard.ReasonableGrounds, 2),
            new(CodeSet.All, null),
            new("a.md", int.Parse(clause.Split('(')[0], System.Globalization.CultureInfo.InvariantCulture), 1)
        );

    public static Provision MustNot(string clause, params ImmutableArray<Formula> act) =>
        Of(clause, new Norm.Forbid(Each, new Formula.All(act)));

    public static Provision Must(string clause, Formula trigger, Limit limit, params ImmutableArray<Formula> act) =>
        Of(clause, new Norm.Require(Each, null, trigger, limit, new Formula.All(act), null));

    public static Provision May(string clause, string from, params ImmutableArray<Formula> act) =>
        Of(clause, new Norm.Permit(Each, new Formula.All(act), [from]));

    public static Provision Means(string clause, string term, Formula means) => Of(clause, new Norm.Means(term, means));

    public static Limit Within(long microseconds) => new Limit.Within(new Length.Exact(microseconds), null, false);

    /// <summary>A fact by the bearer; each field is a variable of its own name.</summary>
    public static Formula.Fact Fact(string noun, params ImmutableArray<string> fields) =>
        Fact(noun, CodeSet.All, fields);

    public static Formula.Fact Fact(string noun, CodeSet codes, params ImmutableArray<string> fields) =>
        new(noun, codes, [new("by", Var("party")), .. fields.Select(f => new Argument(f, Var(f)))]);

    public static Formula.Fact With(this Formula.Fact fact, string field, string name) =>
        fact with
        {
            Arguments = fact.Arguments.Add(new(field, new Operand.Constant(new Value.Name(name)))),
        };

    public static Formula Compare(string variable, Comparison op, double number) =>
        new Formula.Compare(Var(variable), op, new Operand.Constant(new Value.Number(number)));

    public static Formula In(string zone, double kilometers = 0) =>
        new Formula.Near(zone, Distance.FromKilometers(kilometers), false);

    public static Formula Outside(string zone, double kilometers = 0) =>
        new Formula.Near(zone, Distance.FromKilometers(kilometers), true);

    public static Formula Lately(Formula of, long hours = 24) => new Formula.Past(new(0, hours * Hour), of);

    public static Provision Running(this Provision provision, int? fromDay, int? untilDay) =>
        provision with
        {
            When = new(fromDay is { } f ? Edge(f) : null, untilDay is { } u ? Edge(u) : null),
        };

    public static Provision Codes(this Provision provision, string codes) =>
        provision with
        {
            Breach = provision.Breach with { Codes = CodeSet.Read(codes)! },
        };

    public static Provision Counts(this Provision provision, string unit) =>
        provision with
        {
            Breach = provision.Breach with { Unit = unit },
        };

    /// <summary>The one flaw of that check; the others do not matter.</summary>
    public static Flaw One(this ImmutableArray<Flaw> flaws, string check) =>
        Assert.Single(flaws, f => f.Check == check);

    public static void None(this ImmutableArray<Flaw> flaws, string check) =>
        Assert.DoesNotContain(flaws, f => f.Check == check);

    public static Operand Var(string name) => new Operand.Variable(name);

    private static Edge Edge(int day) => new(new(MomentOf.Day, day, null, null, null, null), false);

    private static FactKind Kind(
        string noun,
        Register register,
        string? codes,
        params ImmutableArray<KindAttribute> attributes
    ) =>
        new(
            noun,
            codes is not null,
            codes is null ? null : CodeSet.Read(codes),
            attributes,
            register,
            new("a.md", 900, 1)
        );

    private static KindAttribute.By Who(string who) => new KindAttribute.By(who);

    private static KindAttribute.Field Name(string field) => new KindAttribute.Field(field, null);

    private static KindAttribute.Field Number(string field, string measure) => new KindAttribute.Field(field, measure);

    private static Zone Area(string id, Geometry shape) =>
        new(
            id,
            ZoneKind.Area,
            ImmutableSortedDictionary<string, string>.Empty.Add("en", id),
            "commission",
            new Interval(null, null),
            null,
            [],
            shape
        );

    private static Polygon Square(double west, double south, double size) =>
        new(
            new LinearRing([
                new(west, south),
                new(west + size, south),
                new(west + size, south + size),
                new(west, south + size),
                new(west, south),
            ])
        );
}
