using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What is known at one step of a clause test.</summary>
/// <param name="Facts">The facts known so far; an incident is a fact of each noun whose codes it may have.</param>
/// <param name="Places">Where each fact came down, by its id.</param>
/// <param name="InForce">T0.</param>
/// <param name="Until">The happened-time up to which limits have run, microseconds since 1970: the moment of the step.</param>
public sealed record TestWorld(
    ImmutableArray<Fact> Facts,
    ImmutableDictionary<FactId, ImmutableArray<TestPlace>> Places,
    Instant InForce,
    long Until
);

/// <summary>The facts of a clause test as they become known: pure, one world a step.</summary>
internal sealed class TestFacts(Terms terms, Calendar calendar, ImmutableSortedSet<Code> codes)
{
    private const int ManyGroups = 99;

    private readonly List<(FactId Id, TestFact Fact, Instant Happened)> known = [];
    private readonly Dictionary<string, FactId> labels = new(StringComparer.Ordinal);
    private int unnamed;

    /// <summary>The labels of the facts, for what is said of them.</summary>
    public string LabelOf(FactId id) => labels.FirstOrDefault(l => l.Value == id).Key ?? id.Text;

    /// <summary>The fact of a label.</summary>
    public FactId Of(string label) => labels[label];

    /// <summary>Takes a step in; its moment, or null where the step has none.</summary>
    public Instant? Take(TestStep step)
    {
        switch (step)
        {
            case TestStep.Learned learned:
                Add(learned);
                return At(learned.Known);
            case TestStep.Attributed attributed:
                Change(attributed.Label, f => f with { By = attributed.By, Attributed = true });
                return At(attributed.Known);
            case TestStep.Withdrawn withdrawn:
                known.RemoveAll(k => k.Id == labels[withdrawn.Label]);
                return At(withdrawn.Known);
            case TestStep.Nothing nothing:
                return At(nothing.Known);
            default:
                return null;
        }
    }

    /// <summary>What is known now.</summary>
    public TestWorld World(Instant now) =>
        new(
            [.. known.SelectMany(k => Facts(k.Id, k.Fact, k.Happened.ToMicros()))],
            known.ToImmutableDictionary(k => k.Id, k => k.Fact.Places),
            calendar.EntryIntoForce!.Value,
            now.ToMicros()
        );

    private Instant At(Moment moment) =>
        calendar.At(moment)
        ?? throw new InvalidOperationException("a moment of a test counts from its entry into force");

    private void Add(TestStep.Learned learned)
    {
        var label = learned.Fact.Label ?? $"unnamed-{++unnamed}";
        var isIncident = Kind(learned.Fact.Noun).IsIncident;
        var id = isIncident ? new FactId($"incident:{label}") : FactId.OfAct(label);
        labels[label] = id;
        known.Add((id, learned.Fact, At(learned.Happened ?? learned.Known)));
    }

    private void Change(string label, Func<TestFact, TestFact> change)
    {
        var at = known.FindIndex(k => k.Id == labels[label]);
        if (at >= 0)
            known[at] = known[at] with { Fact = change(known[at].Fact) };
    }

    private FactKind Kind(string noun) => terms.Kinds.First(k => k.Noun == noun);

    private IEnumerable<Fact> Facts(FactId id, TestFact fact, long at)
    {
        var own = Kind(fact.Noun);
        if (!own.IsIncident)
            return [Made(id, own, fact, at, null)];
        var code = fact.Code ?? codes.FirstOrDefault(c => (own.Codes ?? CodeSet.All).Has(c));
        return terms
            .Kinds.Where(k => k.IsIncident && (k.Noun == own.Noun || (k.Codes ?? CodeSet.All).Has(code)))
            .Select(k => Made(id, k, fact, at, code));
    }

    private Fact Made(FactId id, FactKind kind, TestFact fact, long at, Code? code) =>
        new(
            id,
            kind.Noun,
            at,
            at + 1,
            code is { } c
                ? ImmutableSortedDictionary<Code, double>.Empty.Add(c, 1)
                : ImmutableSortedDictionary<Code, double>.Empty,
            Fields(kind, fact),
            kind.IsIncident
                ? new(
                    false,
                    fact.Verified ? ManyGroups : 0,
                    fact.Verified ? true : null,
                    fact.Attributed ? fact.Standard ?? Standard.ClearAndConvincing : null
                )
                : FactProof.Registered
        );

    private ImmutableSortedDictionary<string, Field> Fields(FactKind kind, TestFact fact)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Field>(StringComparer.Ordinal);
        foreach (var (field, value) in fact.Values)
            if (kind.HasField(field))
                fields[field] = Field.Of(value);
        Name("by", fact.By);
        Name("to", fact.To);
        Name("about", fact.About is { } about && labels.TryGetValue(about, out var id) ? id.Text : null);
        return fields.ToImmutable();

        void Name(string field, string? name)
        {
            if (name is not null)
                fields[field] = Field.Of(new Value.Name(name));
        }
    }
}
