using System.Diagnostics;
using Trucewatch.Verdicts;

namespace Trucewatch.Bench;

/// <summary>The agreement engine over a made-up year of a million facts: each rule beside a loop written by hand, in the same run.</summary>
internal static class EngineBench
{
    private const int Size = 1_000_000;
    private const int Runs = 5;
    private static bool met = true;

    // The outside monitor's rates, in facts a second: given figures, measured elsewhere on the same kind of machine.
    private static readonly Dictionary<string, (double Outside, double Goal, double FromText)> Goals = new()
    {
        ["R1"] = (0.55e6, 5.5e6, 3e6),
        ["R2"] = (0.82e6, 8e6, 4e6),
        ["R3"] = (0.042e6, 4e6, 2.5e6),
        ["R4"] = (1.2e6, 12e6, 6e6),
        ["R5"] = (0.25e6, 5e6, 3e6),
        ["R6"] = (1.15e6, 11.5e6, 6e6),
    };

    public static int Run(string[] only)
    {
        var made = CeasefireLog.Of(Size);
        Console.WriteLine(
            $"{Size:#,##0} facts over 365 days, decoded, in order, both signals, changes reported; one thread, medians of {Runs} runs."
        );
        Console.WriteLine("Pin it with `taskset -c 0` for one core. Outside rates: as given, not measured here.");
        foreach (var rule in EngineRules.Names.Where(r => only.Length == 0 || only.Contains(r)))
            Rule(rule, made);
        if (only.Length == 0 || only.Contains("late"))
            Late(made);
        if (only.Length == 0 || only.Contains("twelve"))
            Twelve(made);
        if (only.Contains("each"))
            Each(made);
        return met ? 0 : 1;
    }

    private static FactRow[] Rows(EngineRows rows, List<CeasefireLog.Made> made) =>
        [.. made.Select((m, i) => rows.Of(m, i))];

    private static void Rule(string rule, List<CeasefireLog.Made> made)
    {
        var schema = new EngineSchema();
        var engine = new Engine(schema, EngineRules.Rule(rule));
        if (engine.Refused.Length > 0)
            throw new InvalidOperationException(engine.Refused[0].Reason);
        var decoder = new EngineRows(schema);
        var rows = Rows(decoder, made);
        var loops = new EngineLoops(schema, rows);
        // The runtime compiles twice, the second time beside the first runs: figures are those of a warm program.
        for (var warm = 0; warm < 4; warm++)
        {
            loops.Run(rule);
            InOrder(new Engine(schema, EngineRules.Rule(rule)), rows[..(Size / 4)]);
            Thread.Sleep(150);
        }
        var (loop, own) = (new List<double>(), new List<double>());
        var (byHand, breaches) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            loop.Add(Seconds(() => byHand = loops.Run(rule)));
            var fresh = new Engine(schema, EngineRules.Rule(rule));
            own.Add(Seconds(() => breaches = InOrder(fresh, rows)));
        }
        var (rate, handRate) = (Size / Measure.Median(own), Size / Measure.Median(loop));
        var (outside, goal, fromText) = Goals[rule];
        Console.WriteLine(
            $"\n{rule}: {breaches:#,##0} breaches ({(breaches == byHand ? "the same as by hand" : $"BY HAND {byHand:#,##0}")}); by hand {handRate / 1e6:0.0} M/s; ratio 1/{handRate / rate:0.0} (goal ≥ 1/10); outside monitor {outside / 1e6:0.###} M/s as given: × {rate / outside:0.0}"
        );
        met &= Measure.Say($"{rule} in order", rate / 1e6, "M facts/s", goal / 1e6, atMost: false);
        var latencies = Latencies(new Engine(schema, EngineRules.Rule(rule)), rows);
        Console.WriteLine(
            $"{rule} latency: median {latencies[Size / 2] * 1e6:0.00} µs, 99th percentile {latencies[Size * 99 / 100] * 1e6:0.00} µs (with the clock's own reading)"
        );
        var text = decoder.Text(rows);
        var read = new List<double>();
        for (var run = 0; run < 3; run++)
        {
            var fresh = new Engine(schema, EngineRules.Rule(rule));
            read.Add(Seconds(() => FromText(fresh, decoder, text)));
        }
        met &= Measure.Say(
            $"{rule} read from text ({text.Length / 1e6:0} MB)",
            Size / Measure.Median(read) / 1e6,
            "M facts/s",
            fromText / 1e6,
            atMost: false
        );
        Memory(rule, schema, EngineRules.Rule(rule), rows);
    }

    /// <summary>All facts in order, the clock with them; how many sure verdicts stand at the end, from the changes alone.</summary>
    private static int InOrder(Engine engine, FactRow[] rows)
    {
        var breaches = 0;
        foreach (ref readonly var row in rows.AsSpan())
        {
            breaches += Counted(engine.Advance(row.Start));
            breaches += Counted(engine.Assert(row, row.Number + 1));
        }
        return breaches;
    }

    private static int Counted(ReadOnlySpan<EngineChange> changes)
    {
        var breaches = 0;
        foreach (ref readonly var change in changes)
            breaches += (change.Is == EngineVerdict.Sure ? 1 : 0) - (change.Was == EngineVerdict.Sure ? 1 : 0);
        return breaches;
    }

    private static int FromText(Engine engine, EngineRows decoder, byte[] text)
    {
        var reader = decoder.Reader();
        var breaches = 0;
        for (var (at, number) = (0, 0); at < text.Length; number++)
        {
            at = reader.Read(text, at, number, out var row);
            breaches += Counted(engine.Advance(row.Start));
            breaches += Counted(engine.Assert(row, number + 1));
        }
        return breaches;
    }

    private static double[] Latencies(Engine engine, FactRow[] rows)
    {
        var times = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var from = Stopwatch.GetTimestamp();
            engine.Advance(rows[i].Start);
            engine.Assert(rows[i], i + 1);
            times[i] = Stopwatch.GetElapsedTime(from).TotalSeconds;
        }
        Array.Sort(times);
        return times;
    }

    private static void Memory(string what, EngineSchema schema, EngineAgreement agreement, FactRow[] rows)
    {
        var before = GC.GetTotalMemory(true);
        var engine = new Engine(schema, agreement);
        InOrder(engine, rows);
        var bytes = GC.GetTotalMemory(true) - before;
        var reads = engine.Programs.Sum(p => rows.Count(r => r.Kind >= 0 && Engine.Reads(p, r.Kind)));
        var facts = engine.FactBytes;
        GC.KeepAlive(engine);
        Console.WriteLine(
            $"{what} memory: {bytes / 1e6:0} MB, of it {facts / 1e6:0} MB the facts themselves; {reads:#,##0} readings of facts"
        );
        met &= Measure.Say(
            $"{what} memory per fact and provision that reads it, facts included",
            (double)bytes / reads,
            "bytes",
            64,
            atMost: true
        );
    }

    /// <summary>R3 with 5 % late by up to 48 hours and 2 % withdrawn later.</summary>
    private static void Late(List<CeasefireLog.Made> made)
    {
        var schema = new EngineSchema();
        _ = new Engine(schema, EngineRules.Rule("R3"));
        var rows = Rows(new(schema), made);
        var random = new Random(48);
        var operations = new List<(long Known, int Row, bool Withdrawn)>(Size + (Size / 50));
        for (var i = 0; i < rows.Length; i++)
        {
            var known = rows[i].Start + (random.Next(20) == 0 ? random.NextInt64(48 * CeasefireLog.Hour) : 0);
            operations.Add((known, i, false));
            if (random.Next(50) == 0)
                operations.Add((known + random.NextInt64(30 * CeasefireLog.Day), i, true));
        }
        operations.Sort((a, b) => a.Known.CompareTo(b.Known));
        var list = operations.ToArray();
        var seconds = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var engine = new Engine(schema, EngineRules.Rule("R3"));
            seconds.Add(Seconds(() => Apply(engine, rows, list, null)));
        }
        var times = new double[list.Length];
        var last = new Engine(schema, EngineRules.Rule("R3"));
        Apply(last, rows, list, times);
        var again = new Engine(schema, EngineRules.Rule("R3"));
        foreach (var row in rows.Where(r => r.Kind >= 0 && last.Has(r.Number)))
            again.Assert(row, 1);
        again.Advance(last.Now);
        var same = again.Standing().SequenceEqual(last.Standing());
        Array.Sort(times);
        Console.WriteLine(
            $"\nR3, 5 % late, 2 % withdrawn: {list.Length:#,##0} operations; as from nothing over what stands: {(same ? "the same" : "NOT THE SAME")}"
        );
        met &= same;
        met &= Measure.Say(
            "R3 late and withdrawn",
            list.Length / Measure.Median(seconds) / 1e6,
            "M operations/s",
            1,
            atMost: false
        );
        met &= Measure.Say(
            "R3 late and withdrawn, 99th percentile",
            times[list.Length / 100 * 99] * 1e6,
            "µs",
            20,
            atMost: true
        );
    }

    private static int Apply(
        Engine engine,
        FactRow[] rows,
        (long Known, int Row, bool Withdrawn)[] list,
        double[]? times
    )
    {
        var breaches = 0;
        for (var i = 0; i < list.Length; i++)
        {
            var from = times is null ? 0 : Stopwatch.GetTimestamp();
            breaches += Counted(engine.Advance(list[i].Known));
            breaches += Counted(
                list[i].Withdrawn ? engine.Withdraw(list[i].Row, i + 1) : engine.Assert(rows[list[i].Row], i + 1)
            );
            if (times is not null)
                times[i] = Stopwatch.GetElapsedTime(from).TotalSeconds;
        }
        return breaches;
    }

    private static void Twelve(List<CeasefireLog.Made> made)
    {
        var schema = new EngineSchema();
        var engine = new Engine(schema, EngineRules.Twelve);
        Console.WriteLine(
            $"\nTwelve provisions, read from their text: {string.Join(", ", engine.Programs.Select(p => p.Name))}"
        );
        foreach (var (clause, reason) in engine.Refused)
            Console.WriteLine($"refused: {clause}: {reason}");
        var decoder = new EngineRows(schema);
        var rows = Rows(decoder, made);
        var own = new List<double>();
        for (var run = 0; run < 3; run++)
        {
            engine = new(schema, EngineRules.Twelve);
            own.Add(Seconds(() => InOrder(engine, rows)));
        }
        met &= Measure.Say(
            "twelve provisions in order",
            Size / Measure.Median(own) / 1e6,
            "M facts/s",
            1,
            atMost: false
        );
        var text = decoder.Text(rows);
        engine = new(schema, EngineRules.Twelve);
        met &= Measure.Say(
            "twelve provisions, log read from text",
            Size / Seconds(() => FromText(engine, decoder, text)) / 1e6,
            "M facts/s",
            0.8,
            atMost: false
        );
        var board = Seconds(() =>
        {
            var known = new Engine(schema, EngineRules.Twelve);
            InOrder(known, rows);
            Console.WriteLine($"verdicts that stand at the last entry: {known.Standing().Length:#,##0}");
        });
        met &= Measure.Say(
            "board as known at the last of a million entries, from nothing",
            board,
            "s",
            2,
            atMost: true
        );
        Appended(engine, rows);
        Memory("twelve provisions", schema, EngineRules.Twelve, rows);
    }

    /// <summary>Each of the twelve by itself, over a tenth of the year.</summary>
    private static void Each(List<CeasefireLog.Made> made)
    {
        foreach (var provision in EngineRules.Twelve.Provisions)
        {
            var schema = new EngineSchema();
            var engine = new Engine(schema, EngineRules.Alone(provision));
            var rows = Rows(new(schema), [.. made.Take(Size / 10)]);
            Console.WriteLine(
                $"{provision.Clause}: {Size / 10 / Seconds(() => InOrder(engine, rows)) / 1e6:0.00} M facts/s"
            );
        }
    }

    private static void Appended(Engine engine, FactRow[] rows)
    {
        var random = new Random(9);
        var times = new double[20_000];
        for (var i = 0; i < times.Length; i++)
        {
            // One in ten is late by up to two days; the others go on where the year ended.
            var row = rows[random.Next(rows.Length)];
            row.Number = rows.Length + i;
            row.Start =
                CeasefireLog.Start
                + CeasefireLog.Year
                + (i * 30_000_000L)
                - (random.Next(10) == 0 ? random.NextInt64(48 * CeasefireLog.Hour) : 0);
            row.End = row.Start + 1;
            var from = Stopwatch.GetTimestamp();
            engine.Advance(row.Start);
            engine.Assert(row, row.Number + 1);
            times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        }
        Array.Sort(times);
        Console.WriteLine(
            $"entry appended → changes out: median {times[times.Length / 2] * 1000:0.0} µs, longest {times[^1]:0.00} ms"
        );
        met &= Measure.Say(
            "entry appended → changes out, 12 provisions, 10⁶ of history, 99th percentile",
            times[times.Length / 100 * 99],
            "ms",
            1,
            atMost: true
        );
    }

    private static double Seconds(Action work)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }
}
