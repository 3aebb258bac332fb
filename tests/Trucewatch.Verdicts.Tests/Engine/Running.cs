using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts.Tests.Engine;

/// <summary>An engine with its border, fed with what becomes known.</summary>
internal sealed class Running
{
    private readonly Dictionary<FactId, Fact> standing = [];
    private readonly Dictionary<(int, long, int, bool, int), EngineVerdict> told = [];
    private long entry;

    public Running(EngineAgreement agreement, Func<Fact, EngineColumn.Near, Answer>? near = null)
    {
        Agreement = agreement;
        Schema = new();
        Engine = new(Schema, agreement);
        Border = new(Schema, 0.9, 0.1, near ?? ((_, _) => Answer.Unclear));
    }

    public EngineAgreement Agreement { get; }
    public EngineSchema Schema { get; }
    public Trucewatch.Verdicts.Engine Engine { get; set; }
    public EngineBorder Border { get; }
    public IReadOnlyCollection<Fact> Facts => standing.Values;
    public long Now { get; private set; } = long.MinValue;

    public void Take(Happening happening)
    {
        switch (happening)
        {
            case Happening.Later later:
                Now = Math.Max(Now, later.Now);
                Hear(Engine.Advance(later.Now));
                break;
            case Happening.Unsaid unsaid when standing.Remove(unsaid.Id, out var old):
                Hear(Engine.Withdraw(Border.Number(old.Id, old.Kind), ++entry));
                break;
            case Happening.Said said:
                Say(said.Fact);
                break;
        }
    }

    private void Say(Fact fact)
    {
        var known = standing.ContainsKey(fact.Id);
        standing[fact.Id] = fact;
        if (Border.Row(fact) is not { } row)
            return;
        Hear(known ? Engine.Correct(row, ++entry) : Engine.Assert(row, ++entry));
    }

    private void Hear(ReadOnlySpan<EngineChange> changes)
    {
        foreach (var change in changes)
        {
            var key = (change.Provision, change.Begin ? change.At : 0, change.Anchor, change.Begin, change.Bearer);
            Assert.Equal(told.GetValueOrDefault(key), change.Was);
            Assert.NotEqual(change.Was, change.Is);
            if (change.Is == EngineVerdict.None)
                told.Remove(key);
            else
                told[key] = change.Is;
        }
    }

    /// <summary>How many verdicts stand if one has listened to the changes only.</summary>
    public IEnumerable<(int, EngineVerdict)> Told() => told.Select(t => (t.Key.Item1, t.Value)).Order();

    public IEnumerable<(int, EngineVerdict)> Stands() =>
        Engine.Standing().Select(s => (s.Provision, s.Verdict)).Order();

    /// <summary>What stands, in words; what is open counts as possible.</summary>
    public List<string> Words() =>
        [
            .. Engine
                .Standing()
                .Select(s =>
                    $"{Engine.Programs[s.Provision].Name} at {s.At} {Anchor(s)} {(s.Bearer == 0 ? "" : Schema.NameOf(s.Bearer))}: {(int)s.Verdict & 3}"
                )
                .Order(StringComparer.Ordinal),
        ];

    private string Anchor(EngineStanding s) =>
        s.Anchor >= 0
            ? Border.IdOf(s.Anchor).Text
            : string.Join(
                ' ',
                s.Key.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => Schema.NameOf(int.Parse(v)))
            );

    /// <summary>The same from nothing.</summary>
    public List<string> FromNothing() =>
        [
            .. new Naive(Agreement, Facts, Now)
                .Standing()
                .Where(s => Engine.Programs.Any(p => p.Name == s.Clause))
                .Select(s => $"{s.Clause} at {s.At} {s.Anchor} {s.Bearer}: {s.Bits}")
                .Order(StringComparer.Ordinal),
        ];
}
