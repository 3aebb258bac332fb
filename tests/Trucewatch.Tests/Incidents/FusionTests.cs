using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Time;
using Trucewatch.Values;
using static Trucewatch.Tests.Sample;

namespace Trucewatch.Tests.Incidents;

public sealed class FusionTests
{
    private const int Worlds = 30;

    [Fact]
    public void Two_reports_of_one_place_and_time_are_one_incident()
    {
        var incident = Assert.Single(Fuse([Seen("1"), Seen("2")]));
        Assert.Equal(2, incident.Groups);
        Assert.Equal(Mortar, incident.Code);
        Assert.True(Sigma(incident) < 300);
        Assert.All(incident.Because, because => Assert.True(because.Weight.Total > 0));
    }

    [Fact]
    public void Ten_kilometres_apart_is_another_incident() =>
        Assert.Equal(2, Fuse([Seen("1"), Seen("2") with { Place = Point(36.9, 48.09) }]).Length);

    [Fact]
    public void Times_that_exclude_each_other_are_two_incidents() =>
        Assert.Equal(
            2,
            Fuse([
                Seen("1"),
                Seen("2") with
                {
                    Occurred = Occurred.Between(Hour(13), Hour(13.1), Precision.Minute),
                },
            ]).Length
        );

    [Fact]
    public void Kinds_that_exclude_each_other_are_kept_apart_with_the_reason()
    {
        Assert.Contains(
            Enumerable.Range(1, 80),
            i =>
            {
                var aside = Seen("2") with { Place = Point(36.9 + (i * 0.001), 48) };
                var apart = Fuse([Seen("1"), aside with { Type = TypeEvidence.OneOf(new Code("W-1")) }]);
                return Fuse([Seen("1"), aside]).Length == 1
                    && apart.Length == 2
                    && apart.All(x => x.Against.Length == 1);
            }
        );
    }

    [Fact]
    public void Any_order_of_reading_gives_the_same_bits()
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            var known = World(seed);
            var random = new Random(seed);
            var shuffled = known.OrderBy(_ => random.Next()).ToList();
            Assert.Equal(Bits(Fuse(known)), Bits(Fuse(shuffled)));
        }
    }

    [Fact]
    public void Every_observation_is_in_exactly_one_incident()
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            var known = World(seed);
            Assert.Equal(known.Select(o => o.Id).Order(), Fuse(known).SelectMany(i => i.Members).Order());
        }
    }

    [Fact]
    public void What_is_taken_out_was_never_there()
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            var known = World(seed);
            var without = known.Where(o => o.Id != known[seed % known.Count].Id).ToList();
            Assert.DoesNotContain(known[seed % known.Count].Id.Text, Bits(Fuse(without)), StringComparison.Ordinal);
            Assert.Equal(Bits(Fuse(without)), Bits(Fuse([.. without])));
        }
    }

    [Fact]
    public void Allegations_join_nothing_and_move_nothing()
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            var firm = World(seed).Where(o => o.Standing != Standing.Alleged).ToList();
            var all = World(seed);
            var without = Fuse(firm).ToDictionary(i => i.Id);
            var with = Fuse(all).Where(i => i.Standing != Standing.Alleged).ToDictionary(i => i.Id);
            Assert.Equal(without.Keys.Order(), with.Keys.Order());
            foreach (var (id, incident) in with)
                Assert.Equal(Firm(without[id], firm), Firm(incident, firm));
        }
    }

    [Fact]
    public void An_allegation_between_two_incidents_does_not_bridge_them()
    {
        var (west, east) = (Seen("1"), Seen("2") with { Place = Point(36.94, 48) });
        Assert.Equal(2, Fuse([west, east]).Length);
        var between = Alleged("3", A) with { Place = new Place.Point(At(36.92, 48), Distance.FromMeters(3000)) };
        Assert.Equal(2, Fuse([west, east, between]).Length);
    }

    [Fact]
    public void An_allegation_that_speaks_of_what_was_seen_stands_with_it_and_is_no_group()
    {
        var incident = Assert.Single(Fuse([Seen("1"), Alleged("2", B)]));
        Assert.Equal(2, incident.Members.Length);
        Assert.Equal(1, incident.Groups);
        Assert.Equal(Standing.Seen, incident.Standing);
    }

    [Fact]
    public void Copies_of_one_voice_are_one_voice()
    {
        var copies = Enumerable.Range(1, 5).Select(i => Seen($"{i}") with { Group = "press" }).ToList();
        var incident = Assert.Single(Fuse(copies));
        Assert.Equal(1, incident.Groups);
        Assert.Equal(Assert.Single(Fuse([copies[0]])).Likely, incident.Likely);
    }

    /// <summary>Copies are no further measurements of the place: ten papers that print one story know it no better than the first.</summary>
    [Fact]
    public void Copies_do_not_sharpen_the_place()
    {
        var copies = Enumerable.Range(1, 9).Select(i => Seen($"{i}") with { Group = "press" }).ToList();
        var one = Assert.IsType<Place.Point>(Assert.Single(Fuse([copies[0]])).Place);
        var all = Assert.IsType<Place.Point>(Assert.Single(Fuse(copies)).Place);
        Assert.Equal(one.Sigma.Meters, all.Sigma.Meters, 1e-6);
    }

    [Fact]
    public void Independent_groups_do_sharpen_it()
    {
        var place = Assert
            .Single(Fuse([.. Enumerable.Range(1, 4).Select(i => Seen($"{i}") with { Group = $"g{i}" })]))
            .Place;
        Assert.Equal(150, Assert.IsType<Place.Point>(place).Sigma.Meters, 1e-6);
    }

    [Fact]
    public void What_happens_far_away_changes_nothing_here()
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            var here = World(seed);
            var far = World(seed + 1000)
                .Select(o => o with { Id = new("far-" + o.Id), Place = Point(20 + (seed % 5), 60) })
                .ToList();
            var ids = here.Select(o => o.Id).ToHashSet();
            Assert.Equal(Bits(Fuse(here)), Bits(Fuse([.. here, .. far]).Where(i => i.Members.Any(ids.Contains))));
        }
    }

    [Fact]
    public void The_id_is_that_of_the_first_member_and_stays_when_a_later_one_comes()
    {
        var first = Assert.Single(Fuse([Seen("1")]));
        Assert.Equal(first.Id, Assert.Single(Fuse([Seen("2"), Seen("1")])).Id);
        Assert.Equal(Fusion.IdOf(new("1")), first.Id);
    }

    [Fact]
    public void What_is_out_of_scope_makes_no_incident() =>
        Assert.Empty(Fuse([Seen("1") with { Type = TypeEvidence.OneOf(new Code("N-6")) }]));

    [Fact]
    public void What_names_no_place_stands_alone() =>
        Assert.Equal(
            2,
            Fuse([
                Seen("1") with
                {
                    Place = new Place.Unknown(),
                },
                Seen("2") with
                {
                    Place = new Place.Unknown(),
                },
            ]).Length
        );

    [Fact]
    public void Dense_fire_is_marked_and_still_parted()
    {
        var many = Enumerable.Range(0, 300).Select(i => Seen($"{i:000}")).ToList();
        var incidents = Fuse(many);
        Assert.All(incidents, i => Assert.True(i.IsDense));
        Assert.Equal(300, incidents.Sum(i => i.Members.Length));
    }

    [Fact]
    public void A_direction_and_a_point_in_it_are_one_incident()
    {
        var observer = Geodesy.Ahead(Middle, 180, Distance.FromKilometers(4));
        var heard = Seen("2") with
        {
            Place = new Place.Sector(observer, 0, 3, Distance.FromKilometers(2), Distance.FromKilometers(6)),
        };
        Assert.Single(Fuse([Seen("1"), heard]));
        var elsewhere = heard with
        {
            Place = new Place.Sector(observer, 90, 3, Distance.FromKilometers(2), Distance.FromKilometers(6)),
        };
        Assert.Equal(2, Fuse([Seen("1"), elsewhere]).Length);
    }

    private static ImmutableArray<Incident> Fuse(IReadOnlyCollection<Observation> known) =>
        Fusion.Fuse(known, Counting);

    private static string Bits(IEnumerable<Incident> incidents) =>
        ValueCodec.ToJson(incidents.ToImmutableArray()).ToJsonString();

    // What an incident says without the allegations that attach to it.
    private static string Firm(Incident incident, List<Observation> firm)
    {
        var ids = firm.Select(o => o.Id).ToHashSet();
        return Bits([
            incident with
            {
                Members = [.. incident.Members.Where(ids.Contains)],
                Sources = [],
                Because = [.. incident.Because.Where(b => ids.Contains(b.Member))],
                Against = [],
            },
        ]);
    }

    private static double Sigma(Incident incident) => Assert.IsType<Place.Point>(incident.Place).Sigma.Meters;

    private static GeoPoint At(double longitude, double latitude) => GeoPoint.FromLonLat(longitude, latitude);

    private static Place.Point Point(double longitude, double latitude) =>
        new(At(longitude, latitude), Distance.FromMeters(300));

    /// <summary>A crowded hour: forty reports of all standings over 5 km, several kinds, some copies of one another.</summary>
    private static List<Observation> World(int seed)
    {
        var random = new Random(seed);
        Code[] kinds = [new("K-4"), new("K-5"), new("K-7"), new("A-2")];
        return
        [
            .. Enumerable
                .Range(0, 40)
                .Select(i =>
                {
                    var start = 12 + (random.NextDouble() * 2);
                    return Seen($"{seed}-{i:00}", (Standing)(1 + random.Next(3))) with
                    {
                        Occurred = Occurred.Between(
                            Hour(start),
                            Hour(start + 0.05 + (random.NextDouble() / 2)),
                            Precision.Minute
                        ),
                        Place = new Place.Point(
                            At(36.9 + (random.NextDouble() / 20), 48 + (random.NextDouble() / 25)),
                            Distance.FromMeters(200 + (random.NextDouble() * 800))
                        ),
                        Type = TypeEvidence.OneOf(kinds.OrderBy(_ => random.Next()).Take(1 + random.Next(2))),
                        Group = $"group-{random.Next(6)}",
                        Accused = random.Next(2) == 0 ? A : B,
                    };
                }),
        ];
    }
}
