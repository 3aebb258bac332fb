using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Formats.Proofs;

/// <summary>A proof in words: what it proves, and its steps.</summary>
public sealed record ToldProof(string Title, ImmutableArray<ToldStep> Steps);

/// <summary>A step of a proof in words.</summary>
/// <param name="Text">What it says, without its entries.</param>
/// <param name="Entries">The entries of the record that it rests on, in rising order.</param>
/// <param name="Fact">The label of the fact it speaks of, such as <c>I-8</c>; null: of none.</param>
/// <param name="Below">What it follows from.</param>
public sealed record ToldStep(string Text, ImmutableArray<long> Entries, string? Fact, ImmutableArray<ToldStep> Below);

/// <summary>A proof as people read it: what it proves, and below it an indented tree of its steps with entry numbers.</summary>
/// <param name="proof">The proof.</param>
/// <param name="language">One of the five.</param>
/// <param name="zone">The mission's time zone, in which times are told.</param>
/// <param name="apart">The entries stand apart from the words (<see cref="ToldStep"/>), not in them.</param>
public sealed class ProofText(Proof proof, string language, DateTimeZone zone, bool apart = false)
{
    private static readonly LocalDateTimePattern minutes = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );

    private readonly ImmutableDictionary<string, Premise> byLabel = proof
        .Premises.DistinctBy(p => p.Label, StringComparer.Ordinal)
        .ToImmutableDictionary(p => p.Label, StringComparer.Ordinal);

    /// <summary>The text, a line for each step, each ended by a line feed.</summary>
    public static string Write(Proof proof, string language, DateTimeZone zone)
    {
        var text = new StringBuilder();
        var writer = new ProofText(proof, language, zone);
        text.Append(writer.Title()).Append('\n');
        writer.Tree(proof.Steps.Select(s => new Line(s, null)).ToList(), "", text);
        return text.ToString();
    }

    /// <summary>The same as a tree, for pages.</summary>
    public static ToldProof Tell(Proof proof, string language, DateTimeZone zone)
    {
        var writer = new ProofText(proof, language, zone, apart: true);
        return new(writer.Title(), [.. proof.Steps.Select(s => writer.Told(new Line(s, null)))]);
    }

    private ToldStep Told(Line line) =>
        line.Step is { } step
            ? new(
                line.Before + Say(step),
                [.. EntriesOf(step).Distinct().Order()],
                FactOf(step),
                [.. Below(step).Select(Told)]
            )
            : new(line.Before ?? "", [], line.Before, []);

    private static string? FactOf(ProofStep step) =>
        step switch
        {
            ProofStep.Fact fact => fact.Premise,
            ProofStep.Near near => near.Premise,
            _ => null,
        };

    private IEnumerable<long> EntriesOf(ProofStep step) =>
        step switch
        {
            ProofStep.Fact fact => byLabel.GetValueOrDefault(fact.Premise)?.Entries?.Select(e => e.Entry) ?? [],
            ProofStep.Near near => near.By.Select(b => b.Entry),
            ProofStep.Term term => [term.Entry],
            ProofStep.Version version => [version.Entry],
            ProofStep.InForce force => force.Claims,
            ProofStep.Limit limit => limit.Powers,
            ProofStep.Exception { Entry: { } entry } => [entry],
            ProofStep.Plea plea => plea.Entries,
            ProofStep.Watched watched => watched.Sources,
            _ => [],
        };

    private sealed record Line(ProofStep? Step, string? Before);

    private string Title()
    {
        var verdict = proof.Verdict;
        return Say(
            "title",
            ("clause", verdict.Clause),
            ("version", verdict.Version.Length > 8 ? verdict.Version[..8] : verdict.Version),
            ("value", Word("value", verdict.Value)),
            ("bearer", verdict.Bearer),
            ("at", verdict.Sector is null ? Time(verdict.At) : $"{Time(verdict.At)}, {verdict.Sector}"),
            ("entry", Number(verdict.Entry)),
            ("release", verdict.Release),
            ("fold", Number(verdict.Fold))
        );
    }

    private void Tree(IReadOnlyList<Line> lines, string indent, StringBuilder text)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var isLast = i == lines.Count - 1;
            var (step, before) = (lines[i].Step, lines[i].Before);
            text.Append(indent).Append(isLast ? "└ " : "├ ");
            text.Append(before).Append(step is null ? "" : Say(step)).Append('\n');
            if (step is not null)
                Tree([.. Below(step)], indent + (isLast ? "  " : "│ "), text);
        }
    }

    // What a step only passes on has no line of its own: its parts stand in its place.
    private static IEnumerable<Line> Below(ProofStep step)
    {
        switch (step)
        {
            case ProofStep.None none:
                return none.Considered.Select(c => new Line(c.Because, c.Premise + ": "));
            case ProofStep.Tally tally:
                return tally
                    .Members.Select(c => new Line(tally.AtLeast ? c.Because : null, tally.AtLeast ? "" : c.Premise))
                    .Concat(tally.Considered.Select(c => new Line(c.Because, c.Premise + ": ")));
            default:
                return ProofSize.Below(step).Select(s => new Line(s, null));
        }
    }

    private string Say(ProofStep step) =>
        step switch
        {
            ProofStep.Fact fact => Fact(fact.Premise),
            ProofStep.Compare c => Say(
                "compare",
                ("left", Values(c.Left)),
                ("op", Word("op", c.Op)),
                ("right", Values(c.Right))
            ),
            ProofStep.Near near => Near(near),
            ProofStep.All { Of.IsEmpty: true } => Say("always"),
            ProofStep.All => Say("all"),
            ProofStep.One one => Say("one", ("part", Number(one.Part + 1))),
            ProofStep.Term term => Say("term", ("term", term.Name), ("entry", Number(term.Entry))),
            ProofStep.Found found => Say("found", ("window", Time(found.Window)), ("at", Time(found.At))),
            ProofStep.None none => Say(
                none.Registered ? "none.registered" : "none.observed",
                ("noun", none.Noun),
                ("window", Time(none.Window)),
                ("count", Number(none.Considered.Length))
            ),
            ProofStep.Differs { Field: "occurred" or "codes" or "known" or "kind" } differs => Say(
                "differs." + differs.Field
            ),
            ProofStep.Differs differs => Say(
                "differs",
                ("field", differs.Field),
                ("has", differs.Has is null ? "–" : Values(differs.Has))
            ),
            ProofStep.Throughout pieces => Say("throughout", ("window", Time(pieces.Window))),
            ProofStep.Since since => Say("since", ("at", Time(since.At)), ("window", Time(since.Window))),
            ProofStep.Broken { At: { } at } => Say("broken", ("at", Time(at))),
            ProofStep.Broken broken => Say("never", ("window", Time(broken.Window))),
            ProofStep.Edge => Say("edge"),
            ProofStep.Tally tally => Say(
                tally.AtLeast ? "tally.atleast" : "tally.atmost",
                ("value", Number(tally.Value)),
                ("window", Time(tally.Window))
            ),
            ProofStep.Version version => Version(version),
            ProofStep.InForce force => Say(
                "inforce." + force.Answer.ToString().ToLowerInvariant(),
                ("entries", Entries(force.Claims))
            ),
            ProofStep.Limit limit => Say("limit", ("last", Time(limit.Last)), ("entries", Entries(limit.Powers))),
            ProofStep.Exception exception => Say(
                "exception",
                ("clause", exception.Clause ?? Text("unless")),
                ("entries", exception.Entry is { } e ? Entries([e]) : "")
            ),
            ProofStep.Plea plea => Say(
                plea.Examined switch
                {
                    true => "plea.upheld",
                    false => "plea.failed",
                    _ => "plea.open",
                },
                ("entries", Entries(plea.Entries))
            ),
            ProofStep.Watched watched => Say(
                "watched",
                ("seen", Number(Math.Round(watched.Seen, 2))),
                ("hours", Number(Math.Round(watched.Hours, 2))),
                ("missed", Number(Math.Round(watched.Missed, 4))),
                ("entries", Entries(watched.Sources))
            ),
            ProofStep.Doubt doubt => Say("doubt." + doubt.What.ToString().ToLowerInvariant()),
            _ => Say("closed"),
        };

    private string Fact(string label)
    {
        if (!byLabel.TryGetValue(label, out var premise))
            return label;
        var fields =
            premise
                .Fields?.Where(f => f.Key is not "sector" || !f.Value.Possible.IsEmpty)
                .Select(f => $"{f.Key} {Values(f.Value)}")
            ?? [];
        return Say(
            "fact",
            ("noun", premise.Kind),
            ("label", label),
            ("at", premise.Span is { } span ? Time(span) : Text("hidden")),
            (
                "fields",
                string.Join(
                    ", ",
                    fields
                        .Concat(premise.Closed.Select(c => $"{c} {Text("hidden")}"))
                        .Prepend(Codes(premise))
                        .Where(f => f.Length > 0)
                )
            ),
            ("known", Known(premise)),
            ("entries", Entries(premise.Entries?.Select(e => e.Entry) ?? []))
        );
    }

    private static string Codes(Premise premise) =>
        premise.Likely is { IsEmpty: false } likely
            ? string.Join(
                ", ",
                likely
                    .OrderByDescending(l => l.Value)
                    .Take(2)
                    .Select(l => $"{l.Key} {(l.Value * 100).ToString("0", CultureInfo.InvariantCulture)} %")
            )
            : "";

    private string Known(Premise premise) =>
        premise.Proof switch
        {
            null => Text("hidden"),
            { IsRegistered: true } => Text("known.registered"),
            { Verified: true } => Text("known.verified"),
            { Verified: false } => Text("known.refuted"),
            { Groups: var groups } => Say("known.groups", ("groups", Number(groups))),
        } + (premise.Proof?.Attributed is { } standard ? ", " + Word("standard", standard) : "");

    private string Near(ProofStep.Near near) =>
        near.Error is not { } error
            ? Say("near.unknown", ("label", near.Premise), ("zone", near.Zone))
            : string.Join(
                "; ",
                near.By.Select(b =>
                    Say(
                        b.Meters < 0 ? "near.inside" : "near",
                        ("label", near.Premise),
                        ("distance", Kilometers(Math.Abs(b.Meters))),
                        ("error", Kilometers(error)),
                        ("zone", near.Zone),
                        ("bound", Kilometers(near.Bound)),
                        ("drawer", b.Drawer),
                        ("margin", Kilometers(Math.Abs(b.Meters - near.Bound) - error)),
                        ("entries", Entries([b.Entry]))
                    )
                )
            );

    private string Version(ProofStep.Version version) =>
        Say(
            "version",
            ("entries", Entries([version.Entry])),
            ("from", version.Valid.From == ProofSpan.Ever ? Text("ever") : Time(Instant(version.Valid.From))),
            ("until", version.Valid.Until >= ProofSpan.Forever ? Text("open") : Time(Instant(version.Valid.Until))),
            ("start", version.EntryIntoForce is { } start ? Time(start) : "–")
        );

    private static string Values(Field field) =>
        field.Possible.IsEmpty
            ? "?"
            : string.Join(
                " / ",
                field.Possible.Select(v => v is Value.Number number ? Number(number.Of) : ((Value.Name)v).Of)
            );

    private string Time(ProofSpan span) =>
        span.Until - span.From <= 1
            ? Time(Instant(span.From))
            : $"{(span.From == ProofSpan.Ever ? "…" : Time(Instant(span.From)))} – {(span.Until >= ProofSpan.Forever ? "…" : Time(Instant(span.Until)))}";

    private string Time(Instant at) => minutes.Format(at.InZone(zone).LocalDateTime);

    private static Instant Instant(long micros) => NodaTime.Instant.FromUnixTimeTicks(micros * 10);

    private string Entries(IEnumerable<long> entries)
    {
        var all = entries.Distinct().Order().ToList();
        return apart || all.Count == 0
            ? ""
            : Say(all.Count == 1 ? "entry" : "entries", ("entries", string.Join(" ", all.Select(e => Number(e)))));
    }

    private static string Kilometers(double meters) =>
        (meters / 1000).ToString("0.0##", CultureInfo.InvariantCulture) + " km";

    private static string Number(double number) => number.ToString("#,0.####", CultureInfo.InvariantCulture);

    private string Word<T>(string group, T value)
        where T : struct, Enum => Text($"{group}.{Trucewatch.Values.ValueCodec.Word(value)}");

    private string Text(string key) => ProofWords.Text(language, "proof." + key);

    private string Say(string key, params ReadOnlySpan<(string Name, string Value)> args) =>
        ProofWords.Say(language, "proof." + key, args).TrimEnd();
}
