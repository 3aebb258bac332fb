using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.Texts;
using Trucewatch.Guarantees;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.Guarantees;

/// <summary>Guarantees in sentences, one a line, in one of five languages. What a mission's files say stands in their own words.</summary>
/// <param name="register">The register that the names come from.</param>
/// <param name="language">en, fr, uk, de or ru.</param>
public sealed class GuaranteeText(GuaranteeRegister register, string language)
{
    /// <summary>The words, from <c>texts/parts/guarantees.json</c>.</summary>
    public static readonly PartWords Words = new("guarantees");

    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );

    /// <summary>What binds at the end of a day: a line per instrument, and one per group of guarantors that stand alike.</summary>
    /// <param name="day">The day.</param>
    /// <param name="known">What became known later was left out.</param>
    /// <param name="cells">As it stands.</param>
    /// <param name="planned">The same as it would stand if plans were kept.</param>
    public IEnumerable<string> Matrix(
        LocalDate day,
        Instant known,
        ImmutableArray<MatrixCell> cells,
        ImmutableArray<MatrixCell> planned
    )
    {
        yield return On(day, known);
        yield return Say("sum", ("count", Number(cells.Count(c => c.IsInForce))), ("all", Number(cells.Length)));
        foreach (var instrument in register.Instruments)
        {
            yield return "";
            yield return Heading(instrument);
            var own = cells.Where(c => c.Instrument.Id == instrument.Id).ToList();
            if (instrument.Protects == Protects.Members)
                yield return "  " + Say("members");
            else if (own.Count == 0)
                yield return "  " + Say("nocell");
            foreach (var line in Groups(own, planned))
                yield return "  " + line;
        }
    }

    private IEnumerable<string> Groups(List<MatrixCell> own, ImmutableArray<MatrixCell> planned)
    {
        foreach (var alike in own.GroupBy(c => Cell(c, "{{who}}"), StringComparer.Ordinal))
            yield return alike.Key.Replace("{{who}}", Who(alike), StringComparison.Ordinal);
        var parliament = own.Where(c => c.InParliament).ToList();
        if (parliament.Count > 0)
            yield return Say("parliament", ("who", Who(parliament)));
        foreach (var alike in own.Where(c => c.Consults).GroupBy(c => c.Instrument.Consultation!))
            yield return Consults(alike.Key, Who(alike));
        var hopes = own.Where(c => !c.IsInForce && planned.Any(p => p.IsInForce && p.Commitment == c.Commitment))
            .ToList();
        if (hopes.Count > 0)
            yield return Say("plans", ("who", Who(hopes)));
    }

    /// <summary>Why one cell stands as it does, and what it would take.</summary>
    public IEnumerable<string> Cell(MatrixCell cell)
    {
        yield return Cell(cell, Name(cell.Commitment.Guarantor));
        if (cell.Since is { } since)
            yield return Say("because", ("ids", string.Join(", ", since.Because)));
        yield return Say(
            "nature",
            ("nature", Say($"nature.{NatureWord(cell.Commitment.Nature)}")),
            ("authorisation", Say($"authorisation.{Lower(cell.Commitment.Authorisation)}"))
        );
        if (cell.Commitment.Limits.Length > 0)
            yield return Say("limits", ("text", cell.Commitment.Limits));
        if (cell.InParliament)
            yield return Say("parliament", ("who", Name(cell.Commitment.Guarantor)));
        if (cell.Consults)
            yield return Consults(cell.Instrument.Consultation!, Name(cell.Commitment.Guarantor));
        if (cell is { IsInForce: true, Ceasefire: { } stands } && cell.Instrument.Trigger != CeasefireNeeded.None)
            yield return Say("latch", ("stands", Say($"ceasefire.{Lower(stands)}")));
        foreach (var need in cell.Needs)
            yield return Needed(need);
        foreach (var refused in cell.Refused)
            yield return Say(
                "refused",
                ("ids", string.Join(", ", refused.Because)),
                ("why", refused.Why),
                ("rule", refused.Rule)
            );
        foreach (
            var caveat in register.Caveats.Where(c =>
                c.Guarantor == cell.Commitment.Guarantor && (c.Instrument ?? cell.Instrument.Id) == cell.Instrument.Id
            )
        )
            yield return Say(
                "caveat",
                ("who", Name(caveat.Guarantor)),
                ("kind", Say($"caveat.{Lower(caveat.Kind)}")),
                ("text", caveat.Text)
            );
    }

    /// <summary>An instrument's head: its name, its trigger, its own tests of an attack, and what it leaves open.</summary>
    public IEnumerable<string> Head(Instrument instrument)
    {
        yield return Heading(instrument);
        if (instrument.Protects == Protects.Members)
            yield return Say("members");
        foreach (var test in instrument.Tests)
            yield return Say("test", ("text", test.Question));
        foreach (var point in register.Open.Where(p => (p.Instrument ?? instrument.Id) == instrument.Id))
            yield return Say("open", ("text", point.Text));
    }

    /// <summary>The five answers before a deployment; no line sums them up.</summary>
    public IEnumerable<string> Gate(ImmutableArray<GateLight> lights)
    {
        yield return Say("gate");
        foreach (var light in lights)
            yield return "  "
                + Say(
                    light.DecidedBy.Length > 0 || light.Predicate == GatePredicate.InForce ? "gate.line" : "gate.open",
                    ("what", Say($"gate.{Lower(light.Predicate)}")),
                    ("answer", Say($"answer.{Lower(light.Answer)}")),
                    ("who", light.DecidedBy.Length > 0 ? Name(light.DecidedBy) : Say("claims"))
                );
    }

    /// <summary>Named positions by a day, then the totals that somebody claimed beside them.</summary>
    public IEnumerable<string> Positions(ImmutableArray<Position> positions, ImmutableArray<NamedBeside> totals)
    {
        foreach (var position in positions)
            yield return Say(
                "position",
                ("who", Name(position.Who)),
                ("level", position.Level is { } level ? Number(level) : Say("level.unknown")),
                ("text", position.Text),
                ("date", position.Until is { } until ? $"{position.From.Text}…{until.Text}" : position.From.Text)
            );
        foreach (var (total, named) in totals.Select(t => (t.Total, t)))
            yield return Say(
                "total",
                ("date", total.When.Text),
                ("claimant", total.Claimant),
                ("number", Number(total.Number)),
                ("text", total.Text),
                ("named", Number(named.Named.Length)),
                ("unnamed", Number(named.Unnamed))
            );
    }

    /// <summary>Which day, and as known when.</summary>
    public string On(LocalDate day, Instant known) =>
        Say(
            "on",
            ("date", LocalDatePattern.Iso.Format(day)),
            ("zone", register.Zone.Id),
            ("known", Moment.Format(known.InZone(register.Zone).LocalDateTime))
        );

    private string Heading(Instrument instrument) =>
        Say("heading", ("name", instrument.Name[language]), ("trigger", Say($"trigger.{Lower(instrument.Trigger)}")));

    private string Cell(MatrixCell cell, string who)
    {
        var value = Say(cell.IsInForce ? "inforce" : "notinforce");
        var state = cell.IsOver ? Say("over") : Say($"state.{Lower(cell.Standing.State)}");
        return cell is { Since: { } since, IsOver: false }
            ? Say("cell.since", ("who", who), ("value", value), ("state", state), ("date", Since(since.At)))
            : Say("cell", ("who", who), ("value", value), ("state", state));
    }

    private string Consults(Consultation promise, string who) =>
        Say(
            promise.From == RunsFrom.Signature ? "consults" : "consults.force",
            ("who", who),
            (
                "within",
                promise.Within is { } within
                    ? Say("within", ("hours", Number((int)Math.Ceiling(within.TotalHours))))
                    : ""
            )
        );

    private string Needed(Need need) =>
        need switch
        {
            Need.OwnStep(var act, null) => Say("need", ("what", Say($"need.{Lower(act)}"))),
            Need.OwnStep(var act, var planned) => Say(
                "need.planned",
                ("what", Say($"need.{Lower(act)}")),
                ("date", planned!.Text)
            ),
            Need.OfCeasefire(CeasefireNeeded.Open, _, _) => Say("need", ("what", Say("need.opentrigger"))),
            Need.OfCeasefire(var needed, var truce, var stands) => Say(
                "need",
                (
                    "what",
                    Say(
                        "need.ceasefire",
                        ("truce", truce ?? ""),
                        ("needed", Say($"needed.{Lower(needed)}")),
                        ("stands", Say($"ceasefire.{Lower(stands)}"))
                    )
                )
            ),
            Need.NewInstrument => Say("need", ("what", Say("need.newinstrument"))),
            Need.Resumption => Say("need", ("what", Say("need.resumption"))),
            Need.Beginning(var from) => Say("need", ("what", Say("need.beginning", ("date", from.Text)))),
            _ => throw new InvalidOperationException($"no words for {need.GetType().Name}"),
        };

    private string Who(IEnumerable<MatrixCell> cells) =>
        string.Join(", ", cells.Select(c => Name(c.Commitment.Guarantor)).Order(StringComparer.Ordinal));

    private string Name(string id) => register.Guarantors.GetValueOrDefault(id)?[language] ?? id;

    // What was done on a day counts from its end: shown is the day itself.
    private string Since(Instant at) =>
        LocalDatePattern.Iso.Format((at - Duration.FromTicks(1)).InZone(register.Zone).Date);

    private string Say(string key, params ReadOnlySpan<(string Name, string Value)> args) =>
        Words.Say(language, "guarantees." + key, args);

    private static string NatureWord(Nature nature) =>
        nature == (Nature.Political | Nature.Legal) ? "both" : Lower(nature);

    private static string Lower<T>(T value)
        where T : Enum => value.ToString().ToLowerInvariant();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
