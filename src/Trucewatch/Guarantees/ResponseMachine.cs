using System.Collections.Immutable;
using Trucewatch.Acts;

namespace Trucewatch.Guarantees;

/// <summary>What an answer depends on beside itself.</summary>
/// <param name="Watch">Who may open a file: the watch officer.</param>
/// <param name="Cell">Who opens a consultation: the coordination cell.</param>
/// <param name="Commission">Who finds that what was owed is restored.</param>
/// <param name="Requesters">Who may ask for consultation: the beneficiary and the guarantors, or the sending states.</param>
/// <param name="Runs">The guarantors for whom what the instrument promises runs now, each by its own steps.</param>
/// <param name="Tests">The instrument's own tests of an armed attack; empty: it has none.</param>
/// <param name="FileFits">Whether the file is about whom the instrument protects: the beneficiary, or the force.</param>
public sealed record ResponseGround(
    ImmutableArray<string> Watch,
    ImmutableArray<string> Cell,
    ImmutableArray<string> Commission,
    ImmutableArray<string> Requesters,
    ImmutableArray<string> Runs,
    ImmutableArray<string> Tests,
    bool FileFits
);

/// <summary>Machine D: what an act makes of the answer under one instrument over one file.</summary>
/// <remarks>No act but a capital's own leads to a determination or a decision, and neither exists without its <see cref="DecidedBy"/>.</remarks>
public static class ResponseMachine
{
    /// <summary>The next state, or why not.</summary>
    public static Move<Response> Step(Response now, ResponseAct act, ResponseGround ground) =>
        now.Common == ResponseState.Restored
            ? Not("GA401", "the file is closed: what was owed is restored", "A new event is a new file.")
            : act switch
            {
                ResponseAct.Alert alert => Alert(now, alert.By, ground),
                ResponseAct.RequestConsultation request => Owned(
                    now,
                    ResponseState.ConsultationRequested,
                    request.By,
                    ground.Requesters,
                    ResponseState.Alert
                ),
                ResponseAct.Consult consult => Owned(
                    now,
                    ResponseState.Consulting,
                    consult.By,
                    ground.Cell,
                    ResponseState.ConsultationRequested
                ),
                ResponseAct.Determine determine => Determine(now, determine, ground),
                ResponseAct.DecideResponse decide => Decide(now, decide, ground),
                ResponseAct.Respond respond => Go(
                    now,
                    respond.Guarantor,
                    ResponseState.ResponseDecided,
                    ResponseState.Responding
                ),
                ResponseAct.Review review => Go(now, review.Guarantor, ResponseState.Responding, ResponseState.Review),
                ResponseAct.Restore restore => Found(now, restore.By.Who, ResponseState.Restored, ground),
                ResponseAct.Prolong prolong => now.Capitals.Keys.Any(g => now.Of(g) == ResponseState.Review)
                    ? Found(now, prolong.By.Who, ResponseState.Prolonged, ground)
                    : Not("GA410", "no capital reviews its answer", "A review comes first."),
                _ => throw new ArgumentOutOfRangeException(nameof(act)),
            };

    private static Move<Response> Alert(Response now, string by, ResponseGround ground) =>
        ground.FileFits
            ? Owned(now, ResponseState.Alert, by, ground.Watch, ResponseState.Quiet)
            : Not(
                "GA403",
                "the instrument protects somebody else than the file is about",
                "Open the file under the instrument that protects who was attacked."
            );

    private static Move<Response> Determine(Response now, ResponseAct.Determine act, ResponseGround ground)
    {
        if (now.Common is not (ResponseState.Consulting or ResponseState.Prolonged))
            return Not("GA404", "the capitals do not consult yet", "Consultation is requested and opened first.");
        if (now.Of(act.Guarantor) is ResponseState.ResponseDecided or ResponseState.Responding)
            return Not("GA405", "this capital's answer is decided", "It reviews its answer first.");
        if (act.Determination == Determination.ArmedAttack && AttackRefused(act, ground) is { } refused)
            return refused;
        return Made(now, act.Guarantor, new CapitalAnswer.Determined(act.Determination, act.By));
    }

    private static Move<Response>? AttackRefused(ResponseAct.Determine act, ResponseGround ground)
    {
        if (!ground.Runs.Contains(act.Guarantor))
            return NotRunning(act.Guarantor);
        var own = act.Tests.Select(t => t.Test).Order(StringComparer.Ordinal);
        if (!own.SequenceEqual(ground.Tests.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            return Not(
                "GA406",
                $"the instrument asks {(ground.Tests.IsEmpty ? "no test" : string.Join(", ", ground.Tests))}, each once",
                "Answer the instrument's own tests, and no other's."
            );
        return act.Tests.Any(t => !t.Holds || string.IsNullOrWhiteSpace(t.Reasons))
            ? Not("GA407", "a test is answered no, or without reasons", "Each is answered yes, with its reasons.")
            : null;
    }

    private static Move<Response> Decide(Response now, ResponseAct.DecideResponse act, ResponseGround ground)
    {
        var rests = now.Capitals.GetValueOrDefault(act.Guarantor) switch
        {
            CapitalAnswer.Determined determined => determined,
            CapitalAnswer.Decided { Stage: ResponseState.Review, Rests: var before } => before,
            _ => null,
        };
        if (rests is not { Determination: Determination.Breach or Determination.ArmedAttack })
            return Not(
                "GA408",
                "this capital determined neither a breach nor an armed attack, or its answer is decided",
                "The capital determines first; another's determination does not count."
            );
        return ground.Runs.Contains(act.Guarantor)
            ? Made(now, act.Guarantor, new CapitalAnswer.Decided(ResponseState.ResponseDecided, rests, act.By))
            : NotRunning(act.Guarantor);
    }

    private static Move<Response> Go(Response now, string guarantor, ResponseState from, ResponseState to) =>
        now.Capitals.GetValueOrDefault(guarantor) is CapitalAnswer.Decided decided && decided.Stage == from
            ? Made(now, guarantor, decided with { Stage = to })
            : Not("GA409", $"{to} does not follow {now.Of(guarantor)}", "The capital decides its answer first.");

    private static Move<Response> Found(Response now, string by, ResponseState to, ResponseGround ground) =>
        now.Common == ResponseState.Quiet ? Not("GA411", "no file is open", "The watch officer opens it first.")
        : !ground.Commission.Contains(by) ? NotOwner(by, ground.Commission)
        : new Move<Response>.Made(now with { Common = to });

    private static Move<Response> Owned(
        Response now,
        ResponseState to,
        string by,
        ImmutableArray<string> owners,
        ResponseState from
    ) =>
        now.Common != from ? Not("GA402", $"{to} does not follow {now.Common}", "Take the steps in their order.")
        : !owners.Contains(by) ? NotOwner(by, owners)
        : new Move<Response>.Made(now with { Common = to });

    private static Move<Response> NotOwner(string by, ImmutableArray<string> owners) =>
        Not(
            "GA412",
            $"this is not {by}'s to do",
            owners.IsEmpty ? "Nobody may, as the mission stands." : $"It is for {string.Join(", ", owners)}."
        );

    private static Move<Response> NotRunning(string guarantor) =>
        Not(
            "GA413",
            $"the instrument does not bind {guarantor} now",
            "trucewatch guarantees explain says what it would take."
        );

    private static Move<Response> Made(Response now, string guarantor, CapitalAnswer answer) =>
        new Move<Response>.Made(now with { Capitals = now.Capitals.SetItem(guarantor, answer) });

    private static Move<Response> Not(string rule, string why, string cure) =>
        new Move<Response>.Refused(rule, why, cure);
}
