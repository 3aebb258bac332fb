using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Values;
using static Trucewatch.Tests.Sample;

namespace Trucewatch.Tests.Acts;

public sealed class ActRegisterTests
{
    private static readonly Charter charter = Mission with
    {
        Bodies = [new("registry", Names("Registry"), [ActRegister.MayCorrect]), new("team", Names("Team"), ["verify"])],
    };

    private static RegisteredAct.Filed Notice(string id, string by = "A") =>
        new(
            id,
            Hour(1),
            "",
            "notice",
            by,
            null,
            null,
            ImmutableSortedDictionary<string, string>.Empty.Add("sector", "W"),
            new Interval(Hour(1), Hour(2)),
            ""
        );

    private static RegisteredAct.Withdrawal Withdraw(string of, string by) => new("w", Hour(3), "", by, of, "");

    private static IEnumerable<string> Standing(params RegisteredAct[] acts) =>
        ActRegister.Standing(acts, charter).Select(a => a.Id);

    [Fact]
    public void What_was_withdrawn_stands_no_more() =>
        Assert.Equal(["n2"], Standing(Notice("n1"), Notice("n2"), Withdraw("n1", "A")));

    [Theory]
    [InlineData("B")] // the other party
    [InlineData("team")] // a body that may not correct
    public void Nobody_else_takes_it_back(string by) =>
        Assert.Equal(["n1"], Standing(Notice("n1"), Withdraw("n1", by)));

    [Fact]
    public void A_body_that_may_correct_takes_it_back() =>
        Assert.Empty(Standing(Notice("n1"), Withdraw("n1", "registry")));

    [Fact]
    public void A_correction_puts_another_in_its_place_and_can_be_corrected_itself()
    {
        var correction = new RegisteredAct.Correction("c", Hour(3), "", "A", "n1", Notice("n2"), "");
        Assert.Equal(["n2"], Standing(Notice("n1"), correction));
        Assert.Empty(Standing(Notice("n1"), correction, Withdraw("n2", "A")));
        Assert.Empty(Standing(correction)); // of an act that does not stand
    }

    [Fact]
    public void An_acceptance_is_a_claim_of_the_one_who_accepts()
    {
        var declared = Signed(B) with { Id = "claim-1" };
        RegisteredAct[] acts = [new RegisteredAct.Acceptance("a1", Hour(2), "s", A, "claim-1", Hour(3), "Yes.")];
        var accepted = ActRegister.WithAcceptances([declared], acts)[1];
        Assert.Equal(
            ("a1", "A", ClaimAct.Accepts, declared.Truce, Hour(3)),
            (accepted.Id, accepted.Claimant, accepted.Act, accepted.Truce, accepted.Start)
        );
        Assert.Single(ActRegister.WithAcceptances([declared with { Id = "another" }], acts));
    }

    [Fact]
    public void Every_act_is_kept_in_the_record_as_it_is()
    {
        RegisteredAct[] acts =
        [
            Withdraw("n1", "A"),
            new RegisteredAct.Exercise(
                "x",
                Hour(1),
                "",
                "registry",
                Power.Extend,
                "4(6)",
                "A",
                null,
                new Length.CalendarDays(3),
                new Interval(Hour(1), null),
                ""
            ),
            new RegisteredAct.Plea("p", Hour(1), "", A, "camera:1", ""),
            new RegisteredAct.Examination("e", Hour(1), "", "registry", "camera:1", true, ""),
            new RegisteredAct.Acceptance("a", Hour(1), "", A, "c", Hour(1), ""),
        ];
        Assert.Equal(acts, acts.Select(a => ValueCodec.FromJson<RegisteredAct>(ValueCodec.ToJson(a))));
        var correction = new RegisteredAct.Correction("c", Hour(3), "", "A", "n1", Notice("n2"), "");
        var json = ValueCodec.ToJson<RegisteredAct>(correction);
        Assert.Equal(json.ToJsonString(), ValueCodec.ToJson(ValueCodec.FromJson<RegisteredAct>(json)).ToJsonString());
    }
}
