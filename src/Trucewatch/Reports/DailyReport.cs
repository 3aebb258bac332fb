using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Incidents;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Values;
using Trucewatch.Verdicts;

namespace Trucewatch.Reports;

/// <summary>The report that writes itself, after the skeleton of the reports of the monitoring mission of 2014–2022.</summary>
public static class DailyReport
{
    /// <summary>The report of the mission's window for one audience.</summary>
    /// <param name="picture">What is known and what follows from it.</param>
    /// <param name="numbers">The issued number of each incident.</param>
    /// <param name="audience">For whom.</param>
    /// <param name="number">The report's own number.</param>
    public static Report Write(
        Picture picture,
        IReadOnlyDictionary<IncidentId, int> numbers,
        Audience audience,
        int number
    )
    {
        var desk = new Desk(picture, numbers, audience);
        return new(
            number,
            audience,
            picture.Known.AsOf.Value,
            picture.Known.At,
            picture.Known.Charter,
            picture.Known.Rules.Version,
            [
                Summary.Write(desk),
                Sectors.Write(desk),
                Cases.Write(desk),
                NotCollected("casualties"),
                NotCollected("weapons"),
                Zones(desk),
                Access.Write(desk),
                NotCollected("facilitation"),
                Decisions(desk),
                Corrections(desk),
            ]
        );
    }

    private static Section NotCollected(string id) => new(id, [Say.Caution("not_collected")], []);

    private static Section Zones(Desk desk)
    {
        var drawn = desk
            .Known.Zones.Where(z => z.Kind is not (ZoneKind.Sector or ZoneKind.Region))
            .GroupBy(z => (z.Id, z.Drawer));
        return new(
            "zones",
            [
                .. drawn
                    .OrderBy(g => g.Key.Id, StringComparer.Ordinal)
                    .ThenBy(g => g.Key.Drawer, StringComparer.Ordinal)
                    .Select(g =>
                        Say.Fact(
                            "zone_drawn",
                            ("zone", Say.Names(g.First().Name)),
                            ("drawer", Say.T(g.Key.Drawer)),
                            ("count", Say.N(g.Count()))
                        )
                    ),
            ],
            []
        );
    }

    private static Section Decisions(Desk desk)
    {
        var sentences = desk
            .Picture.InReportOrder.Where(i =>
                desk.InWindow(i) && desk.Picture.Attributed.GetValueOrDefault(i.Id)?.Decided is not null
            )
            .Select(i =>
            {
                var decided = desk.Picture.Attributed[i.Id].Decided!;
                var args = new[]
                {
                    ("number", Say.T(desk.Numbers[i.Id].ToString())),
                    ("body", desk.BodyName(decided.DecidedBy)),
                    ("standard", Say.W("standard." + Snake(decided.Standard))),
                    ("day", Say.At(decided.Known)),
                };
                return (
                    decided.Party is { } party
                        ? Say.Fact("attributed", [.. args, ("party", Say.Of(desk.Party(party)))])
                        : Say.Fact("not_attributable", args)
                )
                    .Resting("incident", desk.Numbers[i.Id].ToString())
                    .Resting("act", decided.Id);
            })
            .ToImmutableArray();
        return new("decisions", sentences.IsEmpty ? [Say.Fact("no_decisions")] : sentences, []);
    }

    private static Section Corrections(Desk desk)
    {
        var before = desk.Known.Issues.Count(i => i.Product == "report" && i.AsOf < desk.Known.AsOf.Value);
        return new(
            "corrections",
            [before == 0 ? Say.Fact("first_report") : Say.Fact("earlier_reports", ("count", Say.N(before)))],
            []
        );
    }

    internal static string Snake<T>(T value)
        where T : struct, Enum => ValueCodec.Word(value);
}

/// <summary>What every section of a report needs at hand.</summary>
internal sealed record Desk(Picture Picture, IReadOnlyDictionary<IncidentId, int> Numbers, Audience Audience)
{
    public Known Known => Picture.Known;

    public Charter Charter => Known.Charter;

    public ImmutableArray<Party> Parties => [.. Charter.Parties.OrderBy(p => p.Id)];

    /// <summary>The last whole day of the window, else its last day.</summary>
    public LocalDate MainDay => Charter.Days.Where(IsWhole).DefaultIfEmpty(Charter.Days[^1]).Last();

    /// <summary>Classes that some provision speaks of, with the provisions.</summary>
    public IEnumerable<(WeaponClass Class, ImmutableArray<Provision> Provisions)> Classes =>
        Known
            .Rules.Classes.Select(c =>
                (c, Known.Provisions.Where(p => Judge.CodesOf(p, Known.Rules).Any(c.Codes.Contains)).ToImmutableArray())
            )
            .Where(c => !c.Item2.IsEmpty);

    /// <summary>Days of the window on which a source did not look, gathered by source and reason.</summary>
    public IEnumerable<Sentence> NotObserved(IEnumerable<Looked> looked) =>
        looked
            .Where(l => l.Hours.IsEmpty && Charter.Days.Contains(l.Day))
            .GroupBy(l => (l.Source, l.Why))
            .OrderBy(g => g.Min(l => l.Day))
            .Select(g =>
                Say.Coverage(
                        "day_not_observed",
                        ("source", Say.Names(Known.Sources[g.Key.Source].Name)),
                        ("day", Say.Days(g.Select(l => l.Day).Order())),
                        ("why", Say.W("looked." + g.Key.Why))
                    )
                    .Resting("source", g.Key.Source.Code)
            );

    private bool IsWhole(LocalDate day) =>
        Charter.Window.Start <= Charter.SpanOf(day).Start && Charter.SpanOf(day).End <= Charter.Window.End;

    public bool InWindow(Incident incident) => incident.Occurred.Overlaps(Charter.Window);

    public Party Party(PartyId id) => Charter.Parties.First(p => p.Id == id);

    /// <summary>Whom a clause binds: a party, or a body of the mechanism.</summary>
    public Arg BearerName(string id) =>
        Charter.Parties.FirstOrDefault(p => p.Id.Code == id) is { } party ? Say.Of(party) : BodyName(id);

    public Arg BodyName(string id) =>
        Charter.Bodies.FirstOrDefault(b => b.Id == id) is { } body ? Say.Names(body.Name) : Say.T(id);

    public IEnumerable<Source> OfKind(SourceKind kind) => Known.Sources.Values.Where(s => s.Kind == kind);
}
