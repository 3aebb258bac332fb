using System.Collections.Immutable;
using System.Reflection;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Guarantees;
using Trucewatch.Rulebook;
using static Trucewatch.Tests.Guarantees.TwoByTwo;

namespace Trucewatch.Tests.Guarantees;

/// <summary>The invariants of the four machines, one by one, with the refusals that keep them.</summary>
public sealed class MachineTests
{
    private static readonly FileVersion Version = FileVersion.Of(1, new('0', 64));

    [Theory]
    [InlineData("", "reasons")]
    [InlineData("capital", " ")]
    public void A_decision_needs_a_name_and_reasons(string who, string reasons) =>
        Assert.ThrowsAny<ArgumentException>(() => DecidedBy.Of(who, reasons, Version));

    [Theory]
    [InlineData(0, 64)]
    [InlineData(1, 63)]
    public void A_decision_names_the_version_that_lay_before_it(long entry, int digits) =>
        Assert.Throws<ArgumentException>(() => FileVersion.Of(entry, new('0', digits)));

    [Fact]
    public void Nothing_that_a_capital_did_can_be_made_without_who_decided()
    {
        foreach (var form in typeof(CapitalAnswer).GetNestedTypes())
        foreach (var constructor in form.GetConstructors())
            Assert.Contains(constructor.GetParameters(), p => p.ParameterType == typeof(DecidedBy));
        Assert.Empty(typeof(DecidedBy).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.Throws<ArgumentNullException>(() => new CapitalAnswer.Determined(Determination.ArmedAttack, null!));
    }

    [Fact]
    public void A_disputed_truce_never_enters_into_force() =>
        Refused("GA106", Beginning.After(IntoForce().SkipLast(1)), On(new CeasefireAct.Enter(T0), Disputed));

    [Fact]
    public void One_party_alone_reaches_declared_at_most()
    {
        var state = Beginning.After(
            On(new CeasefireAct.Declare("A"), AllBound),
            On(new CeasefireAct.Agree(A), AllBound)
        );
        Assert.Equal(CeasefireState.Declared, state.Ceasefire.State);
        Refused("GA105", state, On(new CeasefireAct.Enter(T0), AllBound));
    }

    [Fact]
    public void A_third_agrees_for_nobody() =>
        Refused("GA102", Beginning, On(new CeasefireAct.Agree(new("press")), AllBound));

    [Fact]
    public void A_later_collapse_does_not_switch_a_guarantee_off()
    {
        var state = Beginning
            .After([.. IntoForce(), .. Completed(Declaration, "G")])
            .After(On(new CeasefireAct.Collapse("commission"), AllBound));
        Assert.Equal(InstrumentState.InForce, state.Standings[new(Declaration, "G")].State);
    }

    [Fact]
    public void Who_completes_after_the_collapse_only_waits()
    {
        var state = Beginning
            .After(IntoForce())
            .After(On(new CeasefireAct.Collapse("commission"), AllBound))
            .After(Completed(Declaration, "G"));
        Assert.Equal(InstrumentState.Dormant, state.Standings[new(Declaration, "G")].State);
        Refused("GA206", state, On(Declaration, "G", InstrumentAct.Activate));
    }

    [Fact]
    public void Two_instruments_are_activated_by_two_triggers()
    {
        var waiting = Beginning.After([.. Completed(Declaration, "G"), .. Completed(Intent, "G")]);
        var agreed = waiting.After(IntoForce().Take(2));
        Assert.Equal(InstrumentState.Dormant, agreed.Standings[new(Declaration, "G")].State);
        Assert.Equal(InstrumentState.InForce, agreed.Standings[new(Intent, "G")].State);
        var inForce = waiting.After(IntoForce());
        Assert.Equal(InstrumentState.InForce, inForce.Standings[new(Declaration, "G")].State);
    }

    [Fact]
    public void An_agreed_expiry_ends_only_what_says_so()
    {
        var state = Beginning
            .After([.. IntoForce(), .. Completed(Declaration, "G"), .. Completed(Intent, "G")])
            .After(On(new CeasefireAct.Expire(), AllBound));
        Assert.Equal(InstrumentState.InForce, state.Standings[new(Declaration, "G")].State);
        Assert.Equal(InstrumentState.Terminated, state.Standings[new(Intent, "G")].State);
    }

    [Fact]
    public void Another_guarantors_ratification_does_not_count()
    {
        var state = Beginning.After([
            .. IntoForce(),
            .. Completed(Declaration, "H"),
            .. Completed(Declaration, "G").Take(2),
        ]);
        Assert.Equal(InstrumentState.InForce, state.Standings[new(Declaration, "H")].State);
        Refused("GA204", state, On(Declaration, "G", InstrumentAct.Complete));
    }

    [Fact]
    public void A_trigger_that_the_text_leaves_open_is_never_there() =>
        Assert.All(
            Enum.GetValues<CeasefireState>(),
            s => Assert.False(new Ceasefire(s, [], null).Has(CeasefireNeeded.Open))
        );

    [Fact]
    public void An_open_plea_blocks_the_attribution_and_no_alert()
    {
        var state = Beginning.After([.. CaseActs.Take(3), Case(new CaseAct.Plead(A))]);
        Refused("GA304", state, Case(new CaseAct.Attribute(A, Standard.ReasonableGrounds, People)));
        Assert.Equal(ResponseState.Alert, state.After(Consulted(Declaration).Take(1)).Responses[Declaration].Common);
    }

    [Fact]
    public void An_attribution_decided_anew_asks_for_a_new_adjudication()
    {
        var state = Beginning.After([
            .. CaseActs.Take(4),
            Case(new CaseAct.Adjudicate(CaseOutcome.Breach, People)),
            Case(new CaseAct.SetRemedy("leave", People)),
            Case(new CaseAct.Attribute(B, Standard.ClearAndConvincing, People)),
        ]);
        Assert.Equal(new BreachCase(CaseState.Attributed, B), state.Case);
    }

    [Fact]
    public void What_is_set_aside_goes_on_where_it_stood()
    {
        var state = Beginning.After([
            .. CaseActs.Take(2),
            Case(new CaseAct.SetAside(SetAsideAs.Refuted, "a flare")),
            Case(new CaseAct.Reopen("a second picture")),
        ]);
        Assert.Equal(new BreachCase(CaseState.Verified), state.Case);
    }

    [Fact]
    public void Nothing_is_set_aside_or_opened_again_without_a_reason()
    {
        Refused("GA302", Beginning, Case(new CaseAct.SetAside(SetAsideAs.Refuted, " ")));
        var aside = Beginning.After(Case(new CaseAct.SetAside(SetAsideAs.Duplicate, "case 7")));
        Refused("GA302", aside, Case(new CaseAct.Reopen("")));
    }

    [Fact]
    public void An_armed_attack_takes_the_instruments_own_tests_answered_yes()
    {
        var state = InForceAndConsulted;
        Refused("GA406", state, On(Declaration, Attack("G")));
        Refused("GA406", state, On(Declaration, Attack("G", "significant")));
        Refused(
            "GA407",
            state,
            On(Declaration, Attack("G", "sustained") with { Tests = [new("sustained", false, "one round")] })
        );
        var attacked = state.After(On(Declaration, Attack("G", "sustained")));
        Assert.Equal(ResponseState.Determination, attacked.Responses[Declaration].Of("G"));
    }

    [Fact]
    public void Guarantors_may_disagree()
    {
        var state = InForceAndConsulted.After(
            On(Declaration, Attack("G", "sustained")),
            On(Declaration, new ResponseAct.Determine("H", Determination.NoBreach, [], People))
        );
        Refused("GA408", state, On(Declaration, new ResponseAct.DecideResponse("H", "help", People)));
        var decided = state.After(On(Declaration, new ResponseAct.DecideResponse("G", "help", People)));
        Assert.Equal(
            (ResponseState.ResponseDecided, ResponseState.Determination),
            (decided.Responses[Declaration].Of("G"), decided.Responses[Declaration].Of("H"))
        );
    }

    [Fact]
    public void A_guarantor_that_is_not_bound_decides_nothing_under_the_instrument()
    {
        var state = InForceAndConsulted;
        Refused("GA413", state, On(Declaration, Attack("H", "sustained")));
        var breach = state.After(On(Declaration, new ResponseAct.Determine("H", Determination.Breach, [], People)));
        Refused("GA413", breach, On(Declaration, new ResponseAct.DecideResponse("H", "help", People)));
    }

    [Fact]
    public void What_runs_from_a_signature_needs_no_ceasefire()
    {
        var state = Beginning.After([.. Completed(Intent, "G").Take(2), .. Consulted(Intent)]);
        Assert.Equal(CeasefireState.None, state.Ceasefire.State);
        Assert.Equal(ResponseState.Determination, state.After(On(Intent, Attack("G"))).Responses[Intent].Of("G"));
    }

    [Theory]
    [InlineData("GA412", "press")]
    [InlineData("GA412", "watch")]
    public void Only_who_may_asks_for_consultation(string rule, string who) =>
        Refused(
            rule,
            Beginning.After(Consulted(Declaration).Take(1)),
            On(Declaration, new ResponseAct.RequestConsultation(who))
        );

    [Fact]
    public void A_file_on_the_force_is_not_opened_under_an_instrument_for_the_beneficiary()
    {
        var ground = Instruments[Declaration].Response with { FileFits = false };
        var refused = ResponseMachine.Step(Response.Quiet, new ResponseAct.Alert("watch"), ground);
        Assert.Equal("GA403", Assert.IsType<Move<Response>.Refused>(refused).Rule);
    }

    private static Coupled InForceAndConsulted =>
        Beginning.After([.. IntoForce(), .. Completed(Declaration, "G"), .. Consulted(Declaration)]);

    private static CoupledAct.OnCase Case(CaseAct act) => new CoupledAct.OnCase(act);

    private static void Refused(string rule, Coupled state, CoupledAct act) =>
        Assert.Equal(rule, Assert.IsType<Move<Coupled>.Refused>(state.Step(act, Instruments)).Rule);
}
