using FsCheck.Fluent;
using Trucewatch.Acts;
using Trucewatch.Guarantees;
using Trucewatch.Testing;
using static Trucewatch.Tests.Guarantees.TwoByTwo;

namespace Trucewatch.Tests.Guarantees;

/// <summary>The four machines coupled, two guarantors and two instruments: every act in every state that can be reached.</summary>
public sealed class ExplorationTests(ITestOutputHelper output)
{
    /// <summary>To this depth all acts of all machines are tried, from each of the beginnings; TRUCEWATCH_DEPTH gives another.</summary>
    private static int Depth =>
        int.TryParse(Environment.GetEnvironmentVariable("TRUCEWATCH_DEPTH"), out var depth) ? depth : 3;

    public static TheoryData<string> Beginnings => ["nothing", "in force", "consulted", "answered", "collapsed"];

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void No_forbidden_state_is_reached_by_any_acts_to_the_depth(string beginning) =>
        Explore(From(beginning), [.. EveryAct], Depth);

    [Fact]
    public void Ceasefire_and_standings_of_two_guarantors_are_explored_to_the_end() =>
        Explore(
            Beginning,
            [
                .. CeasefireActs,
                .. InstrumentActs.Where(a => ((CoupledAct.OnInstrument)a).Cell.Instrument == Declaration),
            ],
            int.MaxValue
        );

    [Fact]
    public void Ceasefire_and_standings_of_two_instruments_are_explored_to_the_end() =>
        Explore(
            Beginning,
            [.. CeasefireActs, .. InstrumentActs.Where(a => ((CoupledAct.OnInstrument)a).Cell.Guarantor == "G")],
            int.MaxValue
        );

    [Fact]
    public void The_case_is_explored_to_the_end() => Explore(Beginning, [.. CaseActs], int.MaxValue);

    [Fact]
    public void The_answers_are_explored_to_the_end_while_guarantees_come_and_go() =>
        Explore(
            From("consulted"),
            [
                .. ResponseActs.Where(a => ((CoupledAct.OnResponse)a).Instrument == Declaration),
                .. InstrumentActs.Where(a =>
                    a
                        is CoupledAct.OnInstrument
                        {
                            Cell: { Instrument: Declaration },
                            Act: InstrumentAct.Suspend or InstrumentAct.Resume or InstrumentAct.Terminate
                        }
                ),
                On(new CeasefireAct.Collapse("commission"), AllBound),
            ],
            int.MaxValue
        );

    /// <summary>Long histories of random acts, most of which do not count where they are made.</summary>
    [Fact]
    public void No_forbidden_state_is_reached_by_long_random_histories()
    {
        var histories = Repeatable.Samples(Gen.Choose(0, EveryAct.Length - 1).ArrayOf(400), 250, 400);
        foreach (var history in histories)
        {
            var state = From(Beginnings.Select(b => b.Data).ElementAt(history[0] % 5));
            foreach (var act in history.Select(i => EveryAct[i]))
                state = Checked(state, act) ?? state;
        }
    }

    private void Explore(Coupled beginning, CoupledAct[] acts, int depth)
    {
        var seen = new HashSet<string> { Word(beginning) };
        var (edge, moves) = (new List<Coupled> { beginning }, 0L);
        for (var i = 0; i < depth && edge.Count > 0; i++)
        {
            var next = new List<Coupled>();
            foreach (var state in edge)
            foreach (var act in acts)
            {
                moves++;
                if (Checked(state, act) is { } reached && seen.Add(Word(reached)))
                    next.Add(reached);
            }
            edge = next;
        }
        output.WriteLine($"{seen.Count} states, {moves} moves");
        Assert.True(seen.Count > 1);
    }

    // Null: the act does not count.
    private static Coupled? Checked(Coupled state, CoupledAct act)
    {
        switch (state.Step(act, Instruments))
        {
            case Move<Coupled>.Made(var now):
                if (Forbidden.In(state, act, now).FirstOrDefault() is { } wrong)
                    Assert.Fail($"{wrong}: {Word(state)} by {act} to {Word(now)}");
                return now;
            case Move<Coupled>.Refused(var rule, var why, var cure):
                if (!rule.StartsWith("GA", StringComparison.Ordinal) || why.Length == 0 || cure.Length == 0)
                    Assert.Fail($"refused without rule or cure: {act}");
                return null;
            default:
                throw new InvalidOperationException();
        }
    }

    private static Coupled From(string beginning) =>
        beginning switch
        {
            "in force" => Beginning.After([.. IntoForce(), .. Completed(Declaration, "G"), .. Completed(Intent, "H")]),
            "consulted" => From("in force").After([.. Consulted(Declaration), .. Consulted(Intent)]),
            "answered" => From("consulted")
                .After(
                    On(Declaration, Attack("G", "sustained")),
                    On(Declaration, new ResponseAct.DecideResponse("G", "sanctions", People)),
                    On(Intent, new ResponseAct.Determine("H", Determination.Undecided, [], People))
                ),
            "collapsed" => From("answered").After(On(new CeasefireAct.Collapse("commission"), AllBound)),
            _ => Beginning,
        };
}
