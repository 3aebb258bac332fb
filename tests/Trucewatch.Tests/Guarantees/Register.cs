using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Guarantees;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Time;

namespace Trucewatch.Tests.Guarantees;

/// <summary>A small register: two parties, two guarantors, instruments with different triggers.</summary>
internal static class Register
{
    public static readonly PartyId A = new("A");
    public static readonly PartyId B = new("B");
    public const string Truce = "the-truce";

    private static readonly ImmutableSortedDictionary<string, string> name = ImmutableSortedDictionary<
        string,
        string
    >.Empty.Add("en", "N");

    /// <summary>March of 2026, a day and an hour, UTC.</summary>
    public static Instant March(int day, int hour = 0) => Instant.FromUtc(2026, 3, day, hour, 0);

    public static Dated On(int day) => new(March(day), March(day + 1), $"2026-03-{day:00}");

    public static readonly GuaranteeRegister Empty = new(
        DateTimeZone.Utc,
        [A, B],
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>
            .Empty.Add("G", name)
            .Add("H", name),
        [
            Of("declaration", CeasefireNeeded.InForce),
            Of("intent", CeasefireNeeded.Agreed),
            Of("2024", CeasefireNeeded.None) with
            {
                Truce = null,
                Consultation = new(Duration.FromHours(24), RunsFrom.Signature, true),
            },
        ],
        [
            .. from i in new[] { "declaration", "intent", "2024" }
            from g in new[] { "G", "H" }
            select new Commitment(i, g, Nature.Political, Authorisation.Parliament, null, null, "", "s"),
        ],
        [],
        [],
        [],
        [],
        [],
        [],
        []
    );

    /// <summary>Both parties sign on the 1st for a start on the 3rd at noon.</summary>
    public static readonly ImmutableArray<TruceClaim> Signed =
    [
        Claim("a", "A", ClaimAct.Declares, TruceKind.Signed, 1),
        Claim("b", "B", ClaimAct.Accepts, TruceKind.Signed, 1),
    ];

    public static TruceClaim Claim(string id, string by, ClaimAct act, TruceKind kind, int knownDay) =>
        new(
            id,
            Truce,
            by,
            act,
            kind,
            [A, B],
            March(3, 12),
            null,
            "all",
            CodeSet.All,
            "",
            "UTC",
            March(knownDay, 18),
            "s"
        );

    public static Instrument Of(string id, CeasefireNeeded trigger) =>
        new(
            id,
            name,
            On(1),
            Nature.Political,
            Protects.Beneficiary,
            B,
            trigger,
            Truce,
            RunsFrom.EntryIntoForce,
            null,
            [],
            null,
            "s",
            new(id, [], [], [])
        );

    public static LegalStep Step(string instrument, string guarantor, InstrumentAct act, int day) =>
        new(
            $"{instrument}-{guarantor}-{act}",
            instrument,
            guarantor,
            act,
            On(day),
            false,
            "G",
            "",
            March(day, 20),
            "s"
        );

    /// <summary>All of a guarantor's own steps, the last on that day.</summary>
    public static ImmutableArray<LegalStep> Complete(string instrument, string guarantor, int day) =>
        [
            Step(instrument, guarantor, InstrumentAct.AgreeText, 1),
            Step(instrument, guarantor, InstrumentAct.Sign, 1),
            Step(instrument, guarantor, InstrumentAct.Authorise, day),
            Step(instrument, guarantor, InstrumentAct.Complete, day),
        ];

    public static GroundFinding Found(FindingKind kind, int day, string about = Truce, string by = "commission") =>
        new($"{kind}-{day}", kind, about, by, On(day), March(day, 20), "why", "s");

    public static MatrixCell Cell(
        this GuaranteeRegister register,
        string instrument,
        string guarantor,
        int day,
        int known = 28,
        bool withPlans = false
    ) =>
        WhatBinds
            .At(register, March(day + 1), March(known), withPlans)
            .Single(c => c.Instrument.Id == instrument && c.Commitment.Guarantor == guarantor);
}
