using System.Collections.Immutable;
using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Registers;
using Trucewatch.Parties;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch act</c>: files acts on a mission's register, corrects them, uses powers.</summary>
internal static class ActCommand
{
    private static readonly Dictionary<string, Power> powers = new(StringComparer.Ordinal)
    {
        ["waive"] = Power.Waive,
        ["extend"] = Power.Extend,
        ["suspend"] = Power.Suspend,
        ["refer"] = Power.Refer,
        ["declare"] = Power.Declare,
    };

    public static Command Make() =>
        new(
            "act",
            """
            Files an act that became known through people: one entry of the mission's record, signed by the body that
            files it. What was decided of an incident goes in with "trucewatch attribute".

            Example:
              trucewatch act file missions/lantern "notice of demining" --as commission --by A --with sector=NE \
                --happened 2026-03-02T10:00:00Z --text "One blast at noon." --out out
            """
        )
        {
            FileIt("file"),
            FileIt("correct"),
            Withdraw(),
            Use(),
            Accept(),
            Plead(),
            Judged("examine", "upheld", "Enters what a body found of a plea of self-defence.", Examination),
            Judged(
                "verify",
                "verified",
                "Enters that a body found an incident to have happened, or not.",
                Verification
            ),
        };

    private static RegisteredAct.Examination Examination(Judging j, string id, Instant now) =>
        new(id, now, j.Source, j.By, j.About, j.Holds, j.Text);

    private static RegisteredAct.Verification Verification(Judging j, string id, Instant now) =>
        new(id, now, j.Source, j.By, j.About, j.Holds, j.Text);

    private sealed record Judging(string By, string About, bool Holds, string Text, string Source);

    private static Command FileIt(string name)
    {
        var common = new ActOptions();
        var of = new Option<string>("--of")
        {
            Description = "The act that is corrected.",
            Required = name == "correct",
        };
        var noun = new Argument<string>("noun") { Description = "The noun of the agreement's terms." };
        var by = new Option<string>("--by") { Description = "Whose act: a party or body by id.", Required = true };
        var to = new Option<string?>("--to") { Description = "Towards whom, by id." };
        var about = new Option<string?>("--about") { Description = "The act it is about, or source:reference." };
        var with = new Option<string[]>("--with") { Description = "A further field, field=value; once for each." };
        var happened = new Option<string?>("--happened")
        {
            Description = "When, such as 2026-03-02T10:00:00Z (default: now).",
        };
        var until = new Option<string?>("--until") { Description = "The end of the span in which it happened." };
        var command = common.On(
            new(
                name,
                name == "file"
                    ? "Files an act under a noun of the agreement's terms."
                    : "Takes an act back and files another in its place, in one entry."
            )
            {
                noun,
                by,
                to,
                about,
                with,
                happened,
                until,
            }
        );
        if (name == "correct")
            command.Options.Add(of);
        command.SetAction(
            (parsed, stop) =>
            {
                var span = Span(parsed.GetValue(happened), parsed.GetValue(until));
                var fields = Fields(parsed.GetValue(with) ?? []);
                return common.FileAsync(
                    parsed,
                    (id, now) =>
                    {
                        var filed = new RegisteredAct.Filed(
                            id,
                            now,
                            common.SourceOf(parsed),
                            parsed.GetValue(noun)!,
                            parsed.GetValue(by)!,
                            parsed.GetValue(to),
                            parsed.GetValue(about),
                            fields,
                            span(now),
                            common.TextOf(parsed)
                        );
                        return name == "file"
                            ? filed
                            : new RegisteredAct.Correction(
                                id,
                                now,
                                filed.Source,
                                common.BodyOf(parsed),
                                parsed.GetValue(of)!,
                                filed,
                                filed.Text
                            );
                    },
                    stop
                );
            }
        );
        return command;
    }

    private static Command Withdraw()
    {
        var common = new ActOptions();
        var act = new Argument<string>("act") { Description = "The act's id." };
        var command = common.On(new("withdraw", "Takes an act back, as if it had never been filed.") { act });
        command.SetAction(
            (parsed, stop) =>
                common.FileAsync(
                    parsed,
                    (id, now) =>
                        new RegisteredAct.Withdrawal(
                            id,
                            now,
                            common.SourceOf(parsed),
                            common.BodyOf(parsed),
                            parsed.GetValue(act)!,
                            common.TextOf(parsed)
                        ),
                    stop
                )
        );
        return command;
    }

    private static Command Use()
    {
        var common = new ActOptions();
        var power = new Argument<string>("power") { Description = "waive, extend, suspend, refer or declare." };
        power.AcceptOnlyFromAmong([.. powers.Keys]);
        var over = new Argument<string>("over") { Description = "The clause, or the noun or term." };
        var bearer = new Option<string?>("--of") { Description = "Whose obligation (default: everybody's)." };
        var trigger = new Option<string?>("--trigger")
        {
            Description = "The fact that triggered it (default: every one).",
        };
        var amount = new Option<string?>("--by") { Description = "For extend: by how much, such as \"48 h\"." };
        var from = new Option<string?>("--from") { Description = "From when it has effect (default: now)." };
        var until = new Option<string?>("--until") { Description = "For suspend: until when." };
        var command = common.On(
            new("power", "Uses a power that the agreement gives a body.")
            {
                power,
                over,
                bearer,
                trigger,
                amount,
                from,
                until,
            }
        );
        command.SetAction(
            (parsed, stop) =>
            {
                var used = powers[parsed.GetValue(power)!];
                var by = parsed.GetValue(amount) is { } words
                    ? Lengths.Read(words)
                        ?? throw new WrongUseException(
                            $"\"{words}\" is no length of time. Write it like \"48 h\" or \"3 calendar days\"."
                        )
                    : null;
                if (used == Power.Extend && by is null)
                    throw new WrongUseException("To extend, say by how much: --by \"48 h\".");
                var (start, end) = (At(parsed.GetValue(from)), At(parsed.GetValue(until)));
                return common.FileAsync(
                    parsed,
                    (id, now) =>
                        new RegisteredAct.Exercise(
                            id,
                            now,
                            common.SourceOf(parsed),
                            common.BodyOf(parsed),
                            used,
                            parsed.GetValue(over)!,
                            parsed.GetValue(bearer),
                            parsed.GetValue(trigger),
                            used == Power.Extend ? by : null,
                            Checked(start ?? now, end),
                            common.TextOf(parsed)
                        ),
                    stop
                );
            }
        );
        return command;
    }

    private static Command Accept()
    {
        var common = new ActOptions();
        var claim = new Argument<string>("claim") { Description = "The claim's id." };
        var by = new Option<string>("--by") { Description = "The party that accepts.", Required = true };
        var from = new Option<string?>("--from") { Description = "From when it holds itself bound (default: now)." };
        var command = common.On(new("accept", "A party accepts a truce that another declared.") { claim, by, from });
        command.SetAction(
            (parsed, stop) =>
            {
                var start = At(parsed.GetValue(from));
                return common.FileAsync(
                    parsed,
                    (id, now) =>
                        new RegisteredAct.Acceptance(
                            id,
                            now,
                            common.SourceOf(parsed),
                            new PartyId(parsed.GetValue(by)!),
                            parsed.GetValue(claim)!,
                            start ?? now,
                            common.TextOf(parsed)
                        ),
                    stop
                );
            }
        );
        return command;
    }

    private static Command Plead()
    {
        var common = new ActOptions();
        var about = new Argument<string>("observation")
        {
            Description = "An observation of the act, source:reference.",
        };
        var by = new Option<string>("--by") { Description = "The party that pleads.", Required = true };
        var command = common.On(new("plead", "A party says that an act of its own was self-defence.") { about, by });
        command.SetAction(
            (parsed, stop) =>
                common.FileAsync(
                    parsed,
                    (id, now) =>
                        new RegisteredAct.Plea(
                            id,
                            now,
                            common.SourceOf(parsed),
                            new PartyId(parsed.GetValue(by)!),
                            parsed.GetValue(about)!,
                            common.TextOf(parsed)
                        ),
                    stop
                )
        );
        return command;
    }

    private static Command Judged(
        string name,
        string yes,
        string what,
        Func<Judging, string, Instant, RegisteredAct> make
    )
    {
        var common = new ActOptions();
        var about = new Argument<string>("observation") { Description = "An observation of it, source:reference." };
        var holds = new Option<bool>("--" + yes) { Description = "It holds; without this it does not." };
        var command = common.On(new(name, what) { about, holds });
        command.SetAction(
            (parsed, stop) =>
                common.FileAsync(
                    parsed,
                    (id, now) =>
                        make(
                            new(
                                common.BodyOf(parsed),
                                parsed.GetValue(about)!,
                                parsed.GetValue(holds),
                                common.TextOf(parsed),
                                common.SourceOf(parsed)
                            ),
                            id,
                            now
                        ),
                    stop
                )
        );
        return command;
    }

    private static Func<Instant, Interval> Span(string? happened, string? until)
    {
        var (start, end) = (At(happened), At(until));
        return now => Checked(start ?? now, end ?? Time.Micros.Floor(start ?? now) + Time.Micros.One);
    }

    private static Interval Checked(Instant start, Instant? end) =>
        end is { } e && e <= start
            ? throw new WrongUseException($"--until {e} is not behind {start}.")
            : new(start, end);

    private static Instant? At(string? text) =>
        text is null ? null
        : InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var instant) ? instant
        : throw new WrongUseException($"\"{text}\" is no instant. Write it like 2026-03-02T10:00:00Z.");

    private static ImmutableSortedDictionary<string, string> Fields(string[] given)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var one in given)
        {
            if (one.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } value])
                throw new WrongUseException($"--with \"{one}\": write it like --with file=F-7.");
            fields[name] = value;
        }
        return fields.ToImmutable();
    }
}
