using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>A test of a clause: what happens and becomes known, step by step, and what must then be breached.</summary>
/// <param name="Clause">The provision that it is about.</param>
/// <param name="Title">What it shows.</param>
/// <param name="InForce">When the agreement enters into force: T0 of this test.</param>
/// <param name="Steps">In the order of the text. Each has a moment at which it becomes known; they never go back.</param>
/// <param name="Text">Where it stands.</param>
public sealed record ClauseTest(
    string Clause,
    string Title,
    Moment InForce,
    ImmutableArray<TestStep> Steps,
    TextSpan Text
);

/// <summary>A step of a clause test.</summary>
/// <param name="Text">Where it stands.</param>
public abstract record TestStep(TextSpan Text)
{
    /// <summary>A fact becomes known.</summary>
    /// <param name="Known">When it becomes known.</param>
    /// <param name="Happened">When it happened; null: at that moment.</param>
    /// <param name="Fact">What.</param>
    /// <param name="Text">Where it stands.</param>
    public sealed record Learned(Moment Known, Moment? Happened, TestFact Fact, TextSpan Text) : TestStep(Text);

    /// <summary>It becomes known whose fact it was.</summary>
    public sealed record Attributed(Moment Known, string Label, string By, TextSpan Text) : TestStep(Text);

    /// <summary>A fact is withdrawn: as if it had never been said.</summary>
    public sealed record Withdrawn(Moment Known, string Label, TextSpan Text) : TestStep(Text);

    /// <summary>Time goes on, and nothing happens.</summary>
    public sealed record Nothing(Moment Known, TextSpan Text) : TestStep(Text);

    /// <summary>What must be so now.</summary>
    public sealed record Then(ImmutableArray<Expectation> Expected, TextSpan Text) : TestStep(Text);
}

/// <summary>A fact as a test says it.</summary>
/// <param name="Label">By what name the test speaks of it; null: it does not.</param>
/// <param name="Noun">A noun of the terms.</param>
/// <param name="By">Whose; null: not said.</param>
/// <param name="To">Towards whom; null: not said.</param>
/// <param name="About">The label of the fact that it is about; null: not said.</param>
/// <param name="Code">Its code; null: it has none, or the first of its noun's.</param>
/// <param name="Values">The values of its fields; one that is not named may be anything.</param>
/// <param name="Places">Where it came down, against the zones that are named.</param>
/// <param name="Verified">False: it does not meet what a provision needs.</param>
/// <param name="Standard">By which standard <c>By</c> was decided; null: by the highest.</param>
/// <param name="Attributed">False: nobody decided whose it was.</param>
public sealed record TestFact(
    string? Label,
    string Noun,
    string? By,
    string? To,
    string? About,
    Code? Code,
    ImmutableArray<(string Field, Value Value)> Values,
    ImmutableArray<TestPlace> Places,
    bool Verified = true,
    Standard? Standard = null,
    bool Attributed = true
);

/// <summary>A place, said against a zone: so far from its edge, with what is not known of it.</summary>
/// <param name="Zone">The zone's id.</param>
/// <param name="Meters">How far outside it; 0 and <c>Inside</c>: in it.</param>
/// <param name="Uncertainty">The radius of the circle that holds the place, metres.</param>
/// <param name="Inside">True: it lies in the zone.</param>
public sealed record TestPlace(string Zone, double Meters, double Uncertainty, bool Inside);

/// <summary>What a test expects of a provision.</summary>
/// <param name="Clause">Its address; null: of every provision (<c>nothing breached</c>).</param>
/// <param name="Breached">Whether a breach is expected.</param>
/// <param name="By">By whom; null: by anybody.</param>
/// <param name="At">At which fact, by its label; null: at any.</param>
/// <param name="Because">The clause that excuses it; null: not said.</param>
public sealed record Expectation(string? Clause, bool Breached, string? By, string? At, string? Because)
{
    /// <inheritdoc />
    public override string ToString() =>
        Clause is null
            ? "nothing breached"
            : $"{Clause} {(Breached ? "" : "not ")}breached{Said(" by ", By)}{Said(" at ", At)}{Said(" because ", Because)}";

    private static string Said(string word, string? what) => what is null ? "" : word + what;
}

/// <summary>The clause tests of an agreement, and what is wrong with them.</summary>
/// <param name="Tests">Those that read well, in the order of the text.</param>
/// <param name="Problems">All problems, by line.</param>
public sealed record ReadTests(ImmutableArray<ClauseTest> Tests, ImmutableArray<TextProblem> Problems)
{
    /// <summary>Read without a problem, and not to be run: they speak of provisions or nouns that have one.</summary>
    public ImmutableArray<ClauseTest> LeftOut { get; init; } = [];
}
