namespace Trucewatch.Bench;

/// <summary>A made-up year of a ceasefire, from a seed: a million facts, one an instant, in order.</summary>
/// <remarks>
/// 55 % firing, 15 % strikes, 12 % notices of demining, 6 % in and out of storage, 5 % sightings, 1 % attacks with their
/// answers; the rest are facts that no rule reads. 200 sectors, two parties, three guarantors, 500 weapons.
/// </remarks>
internal sealed class CeasefireLog
{
    public const int Sectors = 200;
    public const int Weapons = 500;
    public const long Hour = 3_600_000_000;
    public const long Day = 24 * Hour;
    public const long Year = 365 * Day;

    /// <summary>2026-03-01 12:00 in UTC: the agreement's entry into force.</summary>
    public const long Start = 1_772_366_400_000_000;

    private readonly Random random = new(20260301);
    private readonly Queue<(string Noun, int About, int Party, long Due)> answers = new();
    private readonly List<Made> made = [];

    private CeasefireLog() { }

    /// <summary>A fact before it is decoded: what a line of a log says.</summary>
    /// <param name="Noun">Its noun.</param>
    /// <param name="At">When, in microseconds since 1970.</param>
    /// <param name="Party">0 or 1; for acts of a guarantor 0 to 2.</param>
    /// <param name="Sector">0 to 199.</param>
    /// <param name="Weapon">0 to 499.</param>
    /// <param name="Calibre">In millimetres.</param>
    /// <param name="Near">Answers for near places: 0 no, 1 unclear, 3 yes.</param>
    /// <param name="About">The number of the fact that it is about.</param>
    public readonly record struct Made(
        string Noun,
        long At,
        int Party,
        int Sector,
        int Weapon,
        int Calibre,
        int Near,
        int About
    );

    public static List<Made> Of(int facts)
    {
        var log = new CeasefireLog();
        for (var i = 0; i < facts; i++)
            log.made.Add(log.Next(i, Start + (long)((double)i / facts * Year)));
        return log.made;
    }

    private Made Next(int i, long at)
    {
        var (party, sector) = (random.Next(2), random.Next(Sectors));
        if (answers.TryPeek(out var answer) && answer.Due <= at)
        {
            answers.Dequeue();
            return new(answer.Noun, at, answer.Party, 0, 0, 0, 0, answer.About);
        }
        var of = random.NextDouble();
        if (of < 0.55)
            return new("firing", at, party, sector, random.Next(Weapons), Calibre(), Near(0.02), 0);
        if (of < 0.70)
            return new("strike", at, party, sector, 0, 0, Near(0.02), 0);
        if (of < 0.82)
            return new("notice of demining", at, party, sector, 0, 0, 0, 0);
        if (of < 0.88)
            return new(random.Next(2) == 0 ? "removal" : "return", at, party, 0, random.Next(Weapons), 0, 0, 0);
        if (of < 0.93)
            return new("sighting", at, party, sector, random.Next(Weapons), Calibre(), Near(0.3), 0);
        if (of < 0.9325)
            return Attack(i, at, party);
        return of < 0.96
            ? new(Other(random.Next(8)), at, party, sector, 0, 0, 0, i - random.Next(1, 2000))
            : new("flight", at, party, sector, 0, 0, 0, 0);
    }

    private static string Other(int which) =>
        which switch
        {
            0 => "manoeuvre",
            1 => "notification",
            2 => "request for access",
            3 => "access",
            4 => "closure",
            5 => "event",
            6 => "withdrawal",
            _ => "referral",
        };

    private Made Attack(int i, long at, int party)
    {
        for (var guarantor = 0; guarantor < 3; guarantor++)
        {
            if (random.Next(20) > 0)
                answers.Enqueue(("consultation", i, guarantor, at + (random.Next(26) * Hour)));
            if (random.Next(20) > 0)
                answers.Enqueue(("report of measures", i, guarantor, at + (random.Next(76) * Hour)));
        }
        return new("request for consultation", at, party, 0, 0, 0, 0, i);
    }

    private int Calibre() => new[] { 30, 60, 82, 100, 122, 152, 155, 203 }[random.Next(8)];

    private int Near(double share) => random.NextDouble() < share ? 3 : 0;
}
