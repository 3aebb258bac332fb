using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Guarantees;
using Trucewatch.Missions.Evidence;

namespace Trucewatch.Missions.Guarantees;

/// <summary>What binds at the end of a day, past or planned, and what it would take.</summary>
public static class AskGuarantees
{
    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>The answer.</summary>
        /// <param name="Register">The register it came from.</param>
        /// <param name="Day">The day asked for.</param>
        /// <param name="At">Its end.</param>
        /// <param name="Known">What became known later was left out.</param>
        /// <param name="Cells">Every cell of the matrix, in the order of the register.</param>
        /// <param name="Planned">The same as it would stand if each plan on file were kept.</param>
        public sealed record Answered(
            GuaranteeRegister Register,
            LocalDate Day,
            Instant At,
            Instant Known,
            ImmutableArray<MatrixCell> Cells,
            ImmutableArray<MatrixCell> Planned
        ) : Reply
        {
            /// <summary>The five answers before a deployment under an instrument; empty: it names no ceasefire and no host.</summary>
            public ImmutableArray<GateLight> Gate(Instrument instrument, string guarantor) =>
                instrument is { Truce: { } truce, Beneficiary: { } host }
                    ? DeploymentGate.At(Register, truce, host, guarantor, At, Known)
                    : [];
        }

        /// <summary>What hinders it, all at once.</summary>
        public sealed record Refused(ImmutableArray<Hindrance> Why) : Reply;
    }

    /// <summary>Answers.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="on">The day, such as <c>2026-05-12</c>, in the mission's time zone.</param>
    /// <param name="asOf">What was known then, an instant; null: all that is on file.</param>
    public static Reply Answer(OpenedMission mission, string on, string? asOf)
    {
        var why = new List<Hindrance>();
        if (mission.Guarantees is null)
            why.Add(new(mission.Charter.Id, "it has no guarantees", "Put instruments into its folder guarantees/."));
        if (!LocalDatePattern.Iso.Parse(on).TryGetValue(default, out var day) || day.Year is < 1900 or > 2200)
            why.Add(new($"--on {on}", "no day", "Write it like 2026-05-12."));
        var known = Known(mission, asOf);
        if (known is null)
            why.Add(new($"--as-of {asOf}", "no instant", "Write it like 2026-05-12T18:00:00Z."));
        if (why.Count > 0 || mission.Guarantees is not { } register || known is not { } k)
            return new Reply.Refused([.. why]);
        var at = register.Zone.AtStartOfDay(day.PlusDays(1)).ToInstant();
        return new Reply.Answered(
            register,
            day,
            at,
            k,
            WhatBinds.At(register, at, k),
            WhatBinds.At(register, at, k, withPlans: true)
        );
    }

    // All that is on file: the newest of what became known.
    private static Instant? Known(OpenedMission mission, string? asOf) =>
        asOf is not null
            ? InstantPattern.ExtendedIso.Parse(asOf).TryGetValue(default, out var instant)
                ? instant
                : null
            : (mission.Guarantees?.Steps.Select(s => s.Known) ?? [])
                .Concat(mission.Guarantees?.Findings.Select(f => f.Known) ?? [])
                .Concat(mission.Claims.Select(c => c.Known))
                .Append(mission.Charter.Window.End)
                .Max();
}
