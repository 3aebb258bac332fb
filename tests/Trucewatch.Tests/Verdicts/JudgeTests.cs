using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Attributions;
using Trucewatch.Coverage;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Space;
using Trucewatch.Time;
using Trucewatch.Verdicts;
using static Trucewatch.Tests.Sample;

namespace Trucewatch.Tests.Verdicts;

/// <summary>One day of truce, sectors W and E, one provision against fire; each test changes one thing.</summary>
public sealed class JudgeTests
{
    [Fact]
    public void A_day_nobody_watched_is_not_observed()
    {
        var cell = Cell(A, new() { Sources = [] });
        Assert.Equal(BoardValue.NotObserved, cell.Verdict.Value);
        Assert.Equal([Hours(0, 24)], Assert.IsType<Verdict.Undetermined>(cell.Verdict).Unwatched);
    }

    [Fact]
    public void A_day_watched_on_which_nothing_stands_against_it_is_complied()
    {
        var cell = Cell(A, new());
        Assert.InRange(Assert.IsType<Verdict.Complied>(cell.Verdict).Missed, 0.01, 0.2);
        Assert.Equal(1, cell.Watching.Share);
    }

    [Fact]
    public void An_act_that_nobody_attributed_is_disputed_for_both()
    {
        var world = new World { Observations = [Seen("1")] };
        Assert.Equal(BoardValue.Disputed, Value(A, world));
        Assert.Equal(BoardValue.Disputed, Value(B, world));
    }

    [Fact]
    public void An_act_attributed_to_one_party_is_its_breach_and_does_not_touch_the_other()
    {
        var world = new World { Observations = [Seen("1")], Acts = [Attributed("1", A)] };
        Assert.Equal(BoardValue.Breached, Value(A, world));
        Assert.Equal(BoardValue.Complied, Value(B, world));
    }

    [Theory]
    [InlineData(Standard.ReasonableSuspicion)]
    public void A_lower_standard_than_the_provision_needs_leaves_it_disputed(Standard standard)
    {
        var world = new World { Observations = [Seen("1")], Acts = [Attributed("1", A, standard)] };
        Assert.Equal(BoardValue.Disputed, Value(A, world));
    }

    [Fact]
    public void Not_attributable_leaves_it_open_for_both()
    {
        var world = new World { Observations = [Seen("1")], Acts = [Attributed("1", null)] };
        Assert.Equal(BoardValue.Disputed, Value(A, world));
        Assert.Equal(BoardValue.Disputed, Value(B, world));
    }

    [Fact]
    public void What_was_refuted_speaks_against_nobody()
    {
        var world = new World { Observations = [Seen("1")], Acts = [Attributed("1", A), Verified("1", holds: false)] };
        Assert.Equal(BoardValue.Complied, Value(A, world));
    }

    [Fact]
    public void One_voice_is_not_two_unless_a_visit_confirms_it()
    {
        var world = new World
        {
            Provision = NoFire with { Needs = new(Standard.ReasonableGrounds, 2) },
            Observations = [Seen("1")],
            Acts = [Attributed("1", A)],
        };
        Assert.Equal(BoardValue.Disputed, Value(A, world));
        Assert.Equal(
            BoardValue.Breached,
            Value(A, world with { Acts = [Attributed("1", A), Verified("1", holds: true)] })
        );
        Assert.Equal(BoardValue.Breached, Value(A, world with { Observations = [Seen("1"), Seen("2")] }));
    }

    [Fact]
    public void What_is_only_alleged_is_shown_beside_and_makes_no_verdict()
    {
        var world = new World { Observations = [Alleged("1", A)] };
        Assert.Equal(BoardValue.Complied, Value(A, world));
        Assert.Equal(1, Cell(A, world).Allegations);
        Assert.Equal(0, Cell(B, world).Allegations);

        var unseen = world with { Sources = [] };
        Assert.Equal(BoardValue.NotObserved, Value(A, unseen));
        Assert.Equal(1, Cell(A, unseen).Allegations);
    }

    [Fact]
    public void A_place_less_sure_than_its_distance_from_the_edge_is_disputed_on_both_sides()
    {
        var edge = Seen("1") with
        {
            Place = new Place.Point(GeoPoint.FromLonLat(37.001, 48), Distance.FromMeters(300)),
        };
        var world = new World { Observations = [edge], Acts = [Attributed("1", A)] };
        Assert.Equal(BoardValue.Disputed, Value(A, world, "W"));
        Assert.Equal(BoardValue.Disputed, Value(A, world, "E"));
        Assert.Equal(BoardValue.Complied, Value(B, world, "W"));
    }

    [Fact]
    public void An_act_in_one_sector_says_nothing_of_the_other()
    {
        var world = new World { Observations = [Seen("1")], Acts = [Attributed("1", A)] };
        Assert.Equal(BoardValue.Complied, Value(A, world, "E"));
    }

    [Fact]
    public void Where_nothing_is_in_force_there_is_no_cell() => Assert.Empty(Board(new() { Claims = [] }).Cells);

    [Fact]
    public void What_only_the_other_says_to_bind_is_disputed_in_force_and_never_a_sure_breach()
    {
        var said = Signed(B) with { Act = ClaimAct.Declares, Kind = TruceKind.Signed };
        var world = new World
        {
            Claims = [said],
            Observations = [Seen("1")],
            Acts = [Attributed("1", A)],
        };
        Assert.Equal(Answer.Unclear, Cell(A, world).InForce);
        Assert.Equal(BoardValue.Disputed, Value(A, world));
        Assert.Equal(Answer.Yes, Cell(B, world).InForce);
    }

    [Fact]
    public void A_truce_from_noon_judges_the_afternoon_only()
    {
        var noon = new World
        {
            Claims = [Signed(A) with { Start = Hour(12.5) }],
            Observations = [Seen("1")],
            Acts = [Attributed("1", A)],
        };
        Assert.Equal(BoardValue.Complied, Value(A, noon));
        Assert.Equal(11.5, Cell(A, noon).Watching.Hours, 1e-9);
    }

    [Fact]
    public void An_act_that_may_have_been_before_the_truce_is_disputed()
    {
        var world = new World
        {
            Claims = [Signed(A) with { Start = Hour(12.05) }],
            Observations = [Seen("1")],
            Acts = [Attributed("1", A)],
        };
        Assert.Equal(BoardValue.Disputed, Value(A, world));
    }

    [Theory]
    [InlineData(0, BoardValue.Complied)] // surely another kind
    [InlineData(1, BoardValue.Disputed)] // one of two kinds, one of them forbidden
    [InlineData(2, BoardValue.Breached)]
    public void The_kind_must_be_sure_before_it_breaches(int forbidden, BoardValue value)
    {
        var (fire, drone) = (Mortar, new Code("A-2"));
        Code[] kinds = forbidden switch
        {
            0 => [drone],
            1 => [fire, drone],
            _ => [fire],
        };
        var world = new World
        {
            Observations = [Seen("1") with { Type = TypeEvidence.OneOf(kinds) }],
            Acts = [Attributed("1", A)],
        };
        Assert.Equal(value, Value(A, world));
    }

    [Fact]
    public void Swapping_the_parties_mirrors_the_board()
    {
        var world = new World { Observations = [Seen("1")], Acts = [Attributed("1", A)] };
        var mirrored = world with { Acts = [Attributed("1", B)] };
        Assert.Equal(
            Board(world).Cells.Select(c => (c.Party, c.Sector, c.Verdict.Value)).Order(),
            Board(mirrored).Cells.Select(c => (c.Party == A ? B : A, c.Sector, c.Verdict.Value)).Order()
        );
    }

    [Fact]
    public void Of_several_cells_a_breach_outweighs_a_dispute_and_that_what_nobody_saw()
    {
        var complied = Cell(A, new());
        var unseen = Cell(A, new() { Sources = [] });
        var disputed = Cell(A, new() { Observations = [Seen("1")] });
        var breached = Cell(A, new() { Observations = [Seen("1")], Acts = [Attributed("1", A)] });
        Assert.Equal(BoardValue.Breached, BoardCell.Worst([complied, unseen, disputed, breached]));
        Assert.Equal(BoardValue.Disputed, BoardCell.Worst([complied, unseen, disputed]));
        Assert.Equal(BoardValue.NotObserved, BoardCell.Worst([complied, unseen]));
        Assert.Equal(BoardValue.Complied, BoardCell.Worst([complied]));
    }

    [Fact]
    public void The_board_says_how_much_could_have_been_seen_of_each()
    {
        var patrol = Camera() with { Kind = SourceKind.Patrol, Sees = [Camera().Sees[0] with { Of = [A] }] };
        var parties = Board(new() { Sources = [patrol] }).Parties;
        Assert.Equal([(A, 1.0), (B, 0.0)], parties.Select(p => (p.Party, p.Share)));
    }

    private sealed record World
    {
        public ImmutableArray<Source> Sources { get; init; } = [Camera()];
        public ImmutableArray<Observation> Observations { get; init; } = [];
        public ImmutableArray<RegisteredAct> Acts { get; init; } = [];
        public ImmutableArray<TruceClaim> Claims { get; init; } = [Signed(A), Signed(B)];
        public Provision Provision { get; init; } = NoFire;
    }

    private static BoardValue Value(PartyId party, World world, string sector = "W") =>
        Cell(party, world, sector).Verdict.Value;

    private static BoardCell Cell(PartyId party, World world, string sector = "W") =>
        Assert.Single(Board(world).Cells, c => c.Party == party && c.Sector == sector);

    private static Board Board(World world)
    {
        var observations = world.Observations.ToDictionary(o => o.Id);
        var incidents = Fusion.Fuse(world.Observations, Counting);
        return Judge.Board(
            new(
                Mission,
                Counting,
                [Sector("W", 36.8, 37), Sector("E", 37, 37.2)],
                world.Claims,
                [new(world.Provision, "v1", Stretch.Always, 1)],
                incidents,
                AttributionFold.Of(incidents, observations, world.Acts),
                new CoverageLedger(world.Sources, [], Counting, DateTimeZone.Utc),
                incidents
                    .Where(i => i.Standing == Standing.Alleged)
                    .ToImmutableDictionary(i => i.Id, i => observations[i.Members[0]].Accused!.Value),
                Instant.MaxValue
            )
        );
    }
}
