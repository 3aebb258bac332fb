using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Something the text may name: by its id or by any of its names, without regard to case.</summary>
/// <param name="Id">The id that goes into the provision.</param>
/// <param name="Names">Its English name and its aliases.</param>
public sealed record KnownName(string Id, ImmutableArray<string> Names)
{
    /// <summary>The id and all names.</summary>
    internal IEnumerable<string> All => Names.Prepend(Id);
}

/// <summary>What the mission brings to the reading of its agreement.</summary>
/// <param name="Parties">Who may be bound.</param>
/// <param name="Bodies">The mechanism's bodies.</param>
/// <param name="Zones">The zones; each has a drawer, for a zone without one cannot be loaded.</param>
/// <param name="TimeZone">In which a date or time without zone is read.</param>
/// <param name="Units">In what breaches may be counted.</param>
/// <param name="Codes">The codes of the rulebook; empty: codes are read by form only.</param>
public sealed record AgreementContext(
    ImmutableArray<KnownName> Parties,
    ImmutableArray<KnownName> Bodies,
    ImmutableArray<KnownName> Zones,
    DateTimeZone TimeZone,
    ImmutableSortedSet<string> Units,
    ImmutableSortedSet<Code> Codes
)
{
    /// <summary>The guarantors; none: the agreement has none.</summary>
    public ImmutableArray<KnownName> Guarantors { get; init; } = [];

    /// <summary>Values that a field such as <c>weapon</c> may have, for messages about misspelt ones. Others may be named too.</summary>
    public ImmutableArray<KnownName> Listed { get; init; } = CommonValues;

    private static ImmutableArray<KnownName> CommonValues =>
        [
            .. new[]
            {
                "artillery",
                "tube artillery",
                "rocket artillery",
                "mortar",
                "tank",
                "armoured vehicle",
                "anti-tank missile",
                "small arms",
                "sniper rifle",
                "missile",
                "drone",
                "aircraft",
                "helicopter",
                "mine",
            }.Select(n => new KnownName(n, [])),
        ];

    /// <summary>The zone that is everywhere: it may be named and asks for nothing.</summary>
    public const string Everywhere = "everywhere";

    /// <summary>From what a mission holds. Several drawers of one zone count as one name.</summary>
    /// <remarks>Units are those of the rulebook's codes, and <c>discharge</c>, in which monitors count fire of all kinds.</remarks>
    public static AgreementContext For(Charter charter, IEnumerable<Zone> zones, Rules rules) =>
        new(
            [.. charter.Parties.Select(p => new KnownName(p.Id.Code, [.. English(p.Name), .. p.Aliases]))],
            [.. charter.Bodies.Select(b => new KnownName(b.Id, [.. English(b.Name)]))],
            [.. zones.GroupBy(z => z.Id).Select(Named).OrderBy(z => z.Id, StringComparer.Ordinal)],
            charter.TimeZone,
            [.. rules.Codes.Values.Select(c => c.Unit), "discharge"],
            [.. rules.Codes.Keys]
        );

    private static KnownName Named(IGrouping<string, Zone> drawn) =>
        new(drawn.Key, [.. drawn.SelectMany(z => English(z.Name).Concat(z.Aliases)).Distinct()]);

    private static IEnumerable<string> English(ImmutableSortedDictionary<string, string> name) =>
        name.TryGetValue("en", out var english) ? [english] : [];
}
