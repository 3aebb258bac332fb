using Trucewatch.Verdicts;

namespace Trucewatch.Bench;

/// <summary>Each rule as a loop that does that one rule and nothing else: in order, nothing late, nothing taken back.</summary>
/// <remarks>It gets the same rows as the engine and counts the breaches, so that the two can be compared.</remarks>
internal sealed class EngineLoops(EngineSchema schema, FactRow[] rows)
{
    private const long Hour = CeasefireLog.Hour;

    public int Run(string rule) =>
        rule switch
        {
            "R1" => FiringWithoutNotice(),
            "R2" => HeavyNearTheLine(),
            "R3" => ThreeStrikes(),
            "R4" => Unanswered("consultation", 24 * Hour, each: true),
            "R5" => OutOfStorage(),
            _ => Unanswered("report of measures", 72 * Hour, each: false),
        };

    private (int Kind, Func<string, int> Column) Noun(string noun)
    {
        var kind = schema.Find(noun)!;
        return (kind.Id, field => kind.Columns.ToList().IndexOf(new EngineColumn.Field(field)));
    }

    private int FiringWithoutNotice()
    {
        var (firing, f) = Noun("firing");
        var (notice, n) = Noun("notice of demining");
        var (firingBy, firingIn, noticeBy, noticeIn) = (f("by"), f("sector"), n("by"), n("sector"));
        var notices = new Queue<long>[4096];
        var latest = new long[4096];
        var breaches = 0;
        foreach (ref readonly var row in rows.AsSpan())
        {
            if (row.Kind == notice)
                (notices[Key(row, noticeBy, noticeIn)] ??= new()).Enqueue(row.Start);
            if (row.Kind != firing)
                continue;
            var key = Key(row, firingBy, firingIn);
            if (notices[key] is { } waiting)
                while (waiting.TryPeek(out var at) && at <= row.Start - (24 * Hour))
                    latest[key] = waiting.Dequeue();
            breaches += latest[key] >= row.Start - (168 * Hour) ? 0 : 1;
        }
        return breaches;
    }

    private static int Key(in FactRow row, int by, int sector) => (row.Values[sector] * 4 + row.Values[by]) & 4095;

    private int HeavyNearTheLine()
    {
        var kind = schema.Find("sighting")!;
        var calibre = kind.Columns.ToList().IndexOf(new EngineColumn.Field("calibre"));
        var near = kind.Columns.ToList().FindIndex(c => c is EngineColumn.Near);
        var from =
            EngineRules
                .Calendar.At(new Agreements.Edge(new(Agreements.MomentOf.Day, 30, null, null, null, null), true))!
                .Value.ToUnixTimeTicks() / 10;
        var calibres = Enumerable.Range(0, 256).ToDictionary(c => schema.Number(c), c => c);
        var heavy = new bool[calibres.Keys.Max() + 1];
        foreach (var (id, millimetres) in calibres)
            heavy[id] = millimetres >= 100;
        var breaches = 0;
        foreach (ref readonly var row in rows.AsSpan())
            if (row.Kind == kind.Id && row.Start >= from && row.Values[near] == 3 && heavy[row.Values[calibre]])
                breaches++;
        return breaches;
    }

    private int ThreeStrikes()
    {
        var (strike, s) = Noun("strike");
        var (by, sector) = (s("by"), s("sector"));
        var last = new (long Second, long First)[4096];
        Array.Fill(last, (long.MinValue, long.MinValue));
        var breaches = 0;
        foreach (ref readonly var row in rows.AsSpan())
        {
            if (row.Kind != strike)
                continue;
            ref var two = ref last[Key(row, by, sector)];
            breaches += two.Second >= row.Start - (168 * Hour) ? 1 : 0;
            two = (two.First, row.Start);
        }
        return breaches;
    }

    private int Unanswered(string noun, long within, bool each)
    {
        var (attack, a) = Noun("request for consultation");
        var (answer, c) = Noun(noun);
        var (id, about, by) = (a("id"), c("about"), c("by"));
        var first = schema.Name("G1");
        var answered = new Dictionary<int, int>();
        var waiting = new Queue<(int Id, long Until)>();
        var breaches = 0;
        foreach (ref readonly var row in rows.AsSpan())
        {
            while (waiting.TryPeek(out var due) && due.Until < row.Start)
            {
                waiting.Dequeue();
                var missing = 3 - int.PopCount(answered[due.Id]);
                breaches += each ? missing : Math.Min(1, missing);
                answered.Remove(due.Id);
            }
            if (row.Kind == attack)
            {
                answered[row.Values[id]] = 0;
                waiting.Enqueue((row.Values[id], row.Start + within));
            }
            else if (row.Kind == answer && answered.TryGetValue(row.Values[about], out var who))
                answered[row.Values[about]] = who | (1 << (row.Values[by] - first));
        }
        return breaches;
    }

    private int OutOfStorage()
    {
        var (removal, r) = Noun("removal");
        var (back, b) = Noun("return");
        var (seen, s) = Noun("sighting");
        var (rBy, rWeapon, bBy, bWeapon, sBy, sWeapon) = (
            r("by"),
            r("weapon"),
            b("by"),
            b("weapon"),
            s("by"),
            s("weapon")
        );
        var since = new long[8192];
        Array.Fill(since, long.MaxValue);
        var breaches = 0;
        foreach (ref readonly var row in rows.AsSpan())
        {
            if (row.Kind == removal)
                since[Key2(row, rBy, rWeapon)] = Math.Min(since[Key2(row, rBy, rWeapon)], row.Start);
            else if (row.Kind == back)
                since[Key2(row, bBy, bWeapon)] = long.MaxValue;
            else if (row.Kind == seen)
                breaches += since[Key2(row, sBy, sWeapon)] <= row.Start - (48 * Hour) ? 1 : 0;
        }
        return breaches;
    }

    private static int Key2(in FactRow row, int by, int weapon) => (row.Values[weapon] * 4 + row.Values[by]) & 8191;
}
