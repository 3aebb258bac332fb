using NodaTime;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Proofs;

/// <summary>The proof of a cell of the board: of the act that makes it what it is, or of the whole day.</summary>
public static class CellProofs
{
    /// <summary>The proof; null: none can be made.</summary>
    /// <param name="clause">The clause's address.</param>
    /// <param name="party">Whose conduct.</param>
    /// <param name="sector">The sector.</param>
    /// <param name="day">The day, mission's zone.</param>
    /// <param name="maker">Makes proofs.</param>
    /// <param name="desk">What is known.</param>
    /// <remarks>A breach before a doubt, a doubt before what nobody saw; of several the one with the fewest facts, then the earliest.</remarks>
    public static Proof? Of(string clause, string party, string sector, LocalDate day, ProofMaker maker, ProofDesk desk)
    {
        var span = desk.Matter.Charter.SpanOf(day);
        var at = new ProofSpan(span.Start.ToMicros(), span.End.ToMicros());
        if (desk.Matter.Clause(clause, at.From) is not { } version)
            return null;
        if (maker.OfDay(version, party, sector, day) is { } whole)
            return whole;
        return desk
            .Matter.World.Facts.Where(f => f.Start < at.Until && at.From < f.End && MayLie(f, sector))
            .Select(f => maker.OfAct(version, party, f, sector))
            .OfType<Proof>()
            .Where(p => p.Verdict.Value is ProofValue.Breached or ProofValue.Undetermined)
            .OrderBy(p => p.Verdict.Value == ProofValue.Breached ? 0 : 1)
            .ThenBy(p => p.Premises.Length)
            .ThenBy(p => p.Verdict.At.From)
            .FirstOrDefault();
    }

    private static bool MayLie(Fact fact, string sector) =>
        fact.Fields.GetValueOrDefault("sector") is not { Possible: { IsEmpty: false } possible }
        || possible.Contains(new Trucewatch.Agreements.Value.Name(sector));
}
