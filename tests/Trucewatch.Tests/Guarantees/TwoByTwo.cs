using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Guarantees;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Tests.Guarantees;

/// <summary>Two parties, two guarantors, two instruments with different triggers: the four machines coupled, and every act there is.</summary>
internal static class TwoByTwo
{
    public const string Declaration = "declaration"; // asks for a ceasefire in force
    public const string Intent = "intent"; // asks for one that is agreed, and ends with it
    public static readonly PartyId A = new("A");
    public static readonly PartyId B = new("B");
    public static readonly Instant T0 = Instant.FromUtc(2026, 3, 1, 12, 0);
    public static readonly ImmutableArray<string> Guarantors = ["G", "H"];
    public static readonly DecidedBy People = DecidedBy.Of("capital", "reasons", FileVersion.Of(7, new('a', 64)));
    public static readonly CeasefireGround AllBound = Ground(Answer.Yes);
    public static readonly CeasefireGround Disputed = Ground(Answer.Unclear);

    public static readonly ImmutableSortedDictionary<string, CoupledInstrument> Instruments = ImmutableSortedDictionary<
        string,
        CoupledInstrument
    >
        .Empty.Add(
            Declaration,
            new(CeasefireNeeded.InForce, RunsFrom.EntryIntoForce, false, ["H"], Owners(["sustained"]))
        )
        .Add(Intent, new(CeasefireNeeded.Agreed, RunsFrom.Signature, true, [], Owners([])));

    public static readonly Coupled Beginning = new(
        Ceasefire.None,
        Cells().ToImmutableSortedDictionary(c => c, _ => default(InstrumentStanding)),
        BreachCase.Alleged,
        Instruments.Keys.ToImmutableSortedDictionary(i => i, _ => Response.Quiet)
    );

    public static readonly ImmutableArray<CoupledAct> CeasefireActs =
    [
        On(new CeasefireAct.Declare("A"), AllBound),
        On(new CeasefireAct.Agree(A), AllBound),
        On(new CeasefireAct.Agree(B), AllBound),
        On(new CeasefireAct.Agree(new("press")), AllBound),
        On(new CeasefireAct.Schedule(T0), AllBound),
        On(new CeasefireAct.Enter(T0), AllBound),
        On(new CeasefireAct.Enter(T0), Disputed),
        On(new CeasefireAct.Enter(T0), Ground(Answer.No)),
        On(new CeasefireAct.Enter(T0 - Duration.FromHours(1)), AllBound),
        On(new CeasefireAct.FindCredible("commission"), AllBound),
        On(new CeasefireAct.Expire(), AllBound),
        On(new CeasefireAct.Suspend("commission"), AllBound),
        On(new CeasefireAct.Resume("commission"), AllBound),
        On(new CeasefireAct.Resume("commission"), Disputed),
        On(new CeasefireAct.Collapse("commission"), AllBound),
        On(new CeasefireAct.Supersede("commission"), AllBound),
    ];

    public static readonly ImmutableArray<CoupledAct> InstrumentActs =
    [
        .. from cell in Cells()
        from act in Enum.GetValues<InstrumentAct>()
        select new CoupledAct.OnInstrument(cell, act),
    ];

    public static readonly ImmutableArray<CoupledAct> CaseActs =
    [
        .. new CaseAct[]
        {
            new CaseAct.Corroborate("analyst"),
            new CaseAct.Verify(People),
            new CaseAct.Classify(new("K-4"), "4(2)", People),
            new CaseAct.Attribute(A, Standard.ReasonableGrounds, People),
            new CaseAct.Attribute(B, Standard.ReasonableGrounds, People),
            new CaseAct.Attribute(null, Standard.ReasonableGrounds, People),
            new CaseAct.Plead(A),
            new CaseAct.Examine(true, People),
            new CaseAct.Examine(false, People),
            new CaseAct.Adjudicate(CaseOutcome.Breach, People),
            new CaseAct.Adjudicate(CaseOutcome.NoBreach, People),
            new CaseAct.Adjudicate(CaseOutcome.Excused, People),
            new CaseAct.SetRemedy("two pieces leave by the 18th", People),
            new CaseAct.VerifyRemedy(RemedyFound.Corrected, People),
            new CaseAct.VerifyRemedy(RemedyFound.Partly, People),
            new CaseAct.VerifyRemedy(RemedyFound.NotCorrected, People),
            new CaseAct.Close(People),
            new CaseAct.Refer(People),
            new CaseAct.SetAside(SetAsideAs.Refuted, "a flare"),
            new CaseAct.SetAside(SetAsideAs.Unverifiable, "cloud"),
            new CaseAct.SetAside(SetAsideAs.OutOfScope, "another area"),
            new CaseAct.SetAside(SetAsideAs.Duplicate, "case 7"),
            new CaseAct.SetAside(SetAsideAs.Withdrawn, "taken back"),
            new CaseAct.Reopen("a second picture"),
        }.Select(a => new CoupledAct.OnCase(a)),
    ];

    public static readonly ImmutableArray<CoupledAct> ResponseActs =
    [
        .. from instrument in Instruments.Keys from act in Answers() select new CoupledAct.OnResponse(instrument, act),
    ];

    public static readonly ImmutableArray<CoupledAct> EveryAct =
    [
        .. CeasefireActs,
        .. InstrumentActs,
        .. CaseActs,
        .. ResponseActs,
    ];

    /// <summary>A word for a state, the same for the same state and no other.</summary>
    public static string Word(Coupled state) =>
        string.Join(
            '|',
            [
                $"{(int)state.Ceasefire.State}{string.Concat(state.Ceasefire.AgreedBy)}{(state.Ceasefire.Start is null ? "" : "s")}",
                .. state.Standings.Values.Select(s => $"{(int)s.State}{(int?)s.Before}"),
                $"{(int)state.Case.State},{state.Case.Whose},{(int)state.Case.Plea},{(int?)state.Case.Outcome},{(int?)state.Case.Before}",
                .. state.Responses.Values.Select(r =>
                    $"{(int)r.Common}{string.Concat(r.Capitals.Select(c => $"{c.Key}{Word(c.Value)}"))}"
                ),
            ]
        );

    public static string Word(CapitalAnswer answer) =>
        answer switch
        {
            CapitalAnswer.Determined d => $"d{(int)d.Determination}",
            CapitalAnswer.Decided d => $"a{(int)d.Stage}{(int)d.Rests.Determination}",
            _ => "?",
        };

    /// <summary>Takes acts that must all count.</summary>
    public static Coupled After(this Coupled state, params IEnumerable<CoupledAct> acts) =>
        acts.Aggregate(
            state,
            (s, act) =>
                s.Step(act, Instruments) switch
                {
                    Move<Coupled>.Made(var next) => next,
                    var refused => throw new InvalidOperationException($"{act}: {refused}"),
                }
        );

    public static CoupledAct On(CeasefireAct act, CeasefireGround ground) => new CoupledAct.OnCeasefire(act, ground);

    public static CoupledAct On(string instrument, string guarantor, InstrumentAct act) =>
        new CoupledAct.OnInstrument(new(instrument, guarantor), act);

    public static CoupledAct On(string instrument, ResponseAct act) => new CoupledAct.OnResponse(instrument, act);

    public static ResponseAct.Determine Attack(string guarantor, params string[] tests) =>
        new(guarantor, Determination.ArmedAttack, [.. tests.Select(t => new TestAnswer(t, true, "seen"))], People);

    /// <summary>An agreed ceasefire that has entered into force.</summary>
    public static IEnumerable<CoupledAct> IntoForce() =>
        [
            On(new CeasefireAct.Agree(A), AllBound),
            On(new CeasefireAct.Agree(B), AllBound),
            On(new CeasefireAct.Schedule(T0), AllBound),
            On(new CeasefireAct.Enter(T0), AllBound),
        ];

    /// <summary>All steps of one guarantor under one instrument.</summary>
    public static IEnumerable<CoupledAct> Completed(string instrument, string guarantor) =>
        new[] { InstrumentAct.AgreeText, InstrumentAct.Sign, InstrumentAct.Authorise, InstrumentAct.Complete }.Select(
            a => On(instrument, guarantor, a)
        );

    /// <summary>A file that the capitals consult on.</summary>
    public static IEnumerable<CoupledAct> Consulted(string instrument) =>
        [
            On(instrument, new ResponseAct.Alert("watch")),
            On(instrument, new ResponseAct.RequestConsultation("beneficiary")),
            On(instrument, new ResponseAct.Consult("cell")),
        ];

    public static IEnumerable<CellKey> Cells() =>
        from instrument in new[] { Declaration, Intent }
        from guarantor in Guarantors
        select new CellKey(instrument, guarantor);

    private static CeasefireGround Ground(Answer ofB) =>
        new(ImmutableSortedDictionary<PartyId, Answer>.Empty.Add(A, Answer.Yes).Add(B, ofB));

    private static ResponseGround Owners(ImmutableArray<string> tests) =>
        new(["watch"], ["cell"], ["commission"], ["beneficiary", .. Guarantors], [], tests, FileFits: true);

    private static IEnumerable<ResponseAct> Answers()
    {
        var commission = DecidedBy.Of("commission", "reasons", People.Before);
        yield return new ResponseAct.Alert("watch");
        yield return new ResponseAct.RequestConsultation("beneficiary");
        yield return new ResponseAct.RequestConsultation("press");
        yield return new ResponseAct.Consult("cell");
        yield return new ResponseAct.Restore(commission);
        yield return new ResponseAct.Restore(People);
        yield return new ResponseAct.Prolong(commission);
        foreach (var g in Guarantors)
        {
            foreach (var kind in Enum.GetValues<Determination>())
                yield return new ResponseAct.Determine(g, kind, [], People);
            yield return Attack(g, "sustained");
            yield return Attack(g, "significant");
            yield return new ResponseAct.DecideResponse(g, "sanctions", People);
            yield return new ResponseAct.Respond(g);
            yield return new ResponseAct.Review(g);
        }
    }
}
