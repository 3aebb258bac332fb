using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Agreements;

/// <summary>A condition over facts and time: for each binding of its variables it holds at a set of instants.</summary>
/// <remarks>
/// A variable is a name; within one provision the same name is the same thing. The bearer's variable is <c>party</c>,
/// <c>guarantor</c> or <c>body</c>, and <c>other party</c> is the other one of two. A variable that nothing outside an atom
/// fixes means "some". Times are in whole microseconds.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Formula.Fact), "fact")]
[JsonDerivedType(typeof(Formula.Compare), "compare")]
[JsonDerivedType(typeof(Formula.Near), "near")]
[JsonDerivedType(typeof(Formula.Not), "not")]
[JsonDerivedType(typeof(Formula.All), "all")]
[JsonDerivedType(typeof(Formula.Any), "any")]
[JsonDerivedType(typeof(Formula.Some), "some")]
[JsonDerivedType(typeof(Formula.Past), "past")]
[JsonDerivedType(typeof(Formula.Next), "next")]
[JsonDerivedType(typeof(Formula.Since), "since")]
[JsonDerivedType(typeof(Formula.Until), "until")]
[JsonDerivedType(typeof(Formula.Tally), "tally")]
[JsonDerivedType(typeof(Formula.Defined), "defined")]
[JsonDerivedType(typeof(Formula.Begins), "begins")]
[JsonDerivedType(typeof(Formula.Ends), "ends")]
[JsonDerivedType(typeof(Formula.Watched), "watched")]
[JsonDerivedType(typeof(Formula.Truce), "truce")]
public abstract record Formula
{
    private Formula() { }

    /// <summary>Holds at the instants of the facts of that kind that match.</summary>
    /// <param name="Kind">A noun of the terms.</param>
    /// <param name="Codes">Narrower codes for an incident; all codes: those of the noun.</param>
    /// <param name="Arguments">What its fields must be; a field that is not named is free.</param>
    public sealed record Fact(
        [property: JsonPropertyName("noun")] string Kind,
        CodeSet Codes,
        ImmutableArray<Argument> Arguments
    ) : Formula
    {
        /// <inheritdoc />
        public bool Equals(Fact? other) =>
            other is not null
            && Kind == other.Kind
            && Codes.Equals(other.Codes)
            && Arguments.SequenceEqual(other.Arguments);

        /// <inheritdoc />
        public override int GetHashCode() => Arguments.Aggregate(HashCode.Combine(Kind), HashCode.Combine);
    }

    /// <summary>Two values compared; holds always or never. A missing value may be anything.</summary>
    public sealed record Compare(Operand Left, Comparison Op, Operand Right) : Formula;

    /// <summary>A place lies inside a zone, or within a distance of it; or, <c>Outside</c>, does not.</summary>
    /// <param name="Zone">The zone's id.</param>
    /// <param name="Bound">How far from it still counts; zero: inside.</param>
    /// <param name="Outside">True: the place must not lie there.</param>
    /// <param name="Of">The variable of the place.</param>
    public sealed record Near(string Zone, Distance Bound, bool Outside, string Of = "place") : Formula;

    /// <summary>The other way round.</summary>
    public sealed record Not(Formula Of) : Formula;

    /// <summary>All of these at the same instant; none: always.</summary>
    public sealed record All(ImmutableArray<Formula> Of) : Formula
    {
        /// <inheritdoc />
        public bool Equals(All? other) => other is not null && Of.SequenceEqual(other.Of);

        /// <inheritdoc />
        public override int GetHashCode() => Of.Aggregate(Of.Length, HashCode.Combine);
    }

    /// <summary>At least one of these; none: never.</summary>
    public sealed record Any(ImmutableArray<Formula> Of) : Formula
    {
        /// <inheritdoc />
        public bool Equals(Any? other) => other is not null && Of.SequenceEqual(other.Of);

        /// <inheritdoc />
        public override int GetHashCode() => Of.Aggregate(~Of.Length, HashCode.Combine);
    }

    /// <summary>For some value of the variable. "For every" is <c>Not(Some(Not …))</c>.</summary>
    public sealed record Some(string Over, Formula Of) : Formula;

    /// <summary>Held at some instant of the window behind.</summary>
    public sealed record Past(Window Within, Formula Of) : Formula;

    /// <summary>Will hold at some instant of the window ahead; the window is finite.</summary>
    public sealed record Next(Window Within, Formula Of) : Formula;

    /// <summary><c>Start</c> held at some t' of the window behind, and <c>Keeping</c> throughout (t', t].</summary>
    public sealed record Since(Formula Keeping, Window Within, Formula Start) : Formula;

    /// <summary><c>End</c> will hold at some t' of the window ahead, and <c>Keeping</c> throughout [t, t'); the window is finite.</summary>
    public sealed record Until(Formula Keeping, Window Within, Formula End) : Formula;

    /// <summary>A number over the bindings whose point lies in the window behind.</summary>
    /// <param name="Result">The variable that gets the number; compare it in a <see cref="Compare"/> beside.</param>
    /// <param name="Kind">Count, distinct values, sum, least or greatest.</param>
    /// <param name="Of">The variable whose values are told apart, summed …; with a count: different bindings are counted; null: facts are.</param>
    /// <param name="Per">
    /// The variables by which it is counted apart, such as <c>party</c> and <c>sector</c>. One that is fixed outside means the
    /// same inside, whether it stands here or not.
    /// </param>
    /// <param name="Within">The window behind.</param>
    /// <param name="Over">What is counted.</param>
    public sealed record Tally(
        string Result,
        [property: JsonPropertyName("tally")] TallyKind Kind,
        string? Of,
        ImmutableArray<string> Per,
        Window Within,
        Formula Over
    ) : Formula
    {
        /// <inheritdoc />
        public bool Equals(Tally? other) =>
            other is not null
            && (Result, Kind, Of, Within) == (other.Result, other.Kind, other.Of, other.Within)
            && Per.SequenceEqual(other.Per)
            && Over.Equals(other.Over);

        /// <inheritdoc />
        public override int GetHashCode() => HashCode.Combine(Result, Kind, Of, Within, Over);
    }

    /// <summary>A defined term holds: the formula of the <see cref="Norm.Means"/> of that name, its variables by the same names.</summary>
    public sealed record Defined(string Term) : Formula;

    /// <summary>The instants at which it begins to hold.</summary>
    public sealed record Begins(Formula Of) : Formula;

    /// <summary>The first instants at which it holds no more.</summary>
    public sealed record Ends(Formula Of) : Formula;

    /// <summary>The time behind, so long, was watched for all observed nouns and zones of the formula.</summary>
    /// <remarks>Watched: for at least the rulebook's share of its cell-hours somebody could have seen.</remarks>
    public sealed record Watched(long Behind, Formula Of) : Formula;

    /// <summary>The ceasefire is in that state.</summary>
    public sealed record Truce(CeasefireState State) : Formula;
}

/// <summary>What one field of a fact must be.</summary>
/// <param name="Field">The field, such as <c>by</c>, <c>to</c>, <c>about</c>, <c>sector</c>, <c>weapon</c>, <c>place</c>, <c>file</c>, <c>id</c>.</param>
/// <param name="Is">A variable (it gets or must equal the field's value) or a value.</param>
public sealed record Argument(string Field, Operand Is);

/// <summary>A variable or a value.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Operand.Variable), "variable")]
[JsonDerivedType(typeof(Operand.Constant), "constant")]
public abstract record Operand
{
    private Operand() { }

    /// <summary>What a variable is bound to, by the variable's name.</summary>
    public sealed record Variable(string Name) : Operand;

    /// <summary>A fixed value.</summary>
    public sealed record Constant(Value Value) : Operand;
}

/// <summary>A value of a field.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Value.Number), "number")]
[JsonDerivedType(typeof(Value.Name), "name")]
public abstract record Value
{
    private Value() { }

    /// <summary>A number in the measure of the field: mm, kg …; lengths in metres, times in microseconds.</summary>
    public sealed record Number([property: JsonPropertyName("number")] double Of) : Value;

    /// <summary>A party, body, sector, or a listed value such as <c>artillery</c>, by its id.</summary>
    public sealed record Name([property: JsonPropertyName("name")] string Of) : Value;
}

/// <summary>How two values are compared. Names are only ever equal or not.</summary>
public enum Comparison
{
    /// <summary>The same.</summary>
    Is = 1,

    /// <summary>Not the same.</summary>
    IsNot = 2,

    /// <summary>≥.</summary>
    AtLeast = 3,

    /// <summary>≤.</summary>
    AtMost = 4,

    /// <summary>&gt;.</summary>
    MoreThan = 5,

    /// <summary>&lt;.</summary>
    LessThan = 6,
}

/// <summary>What is made of many.</summary>
public enum TallyKind
{
    /// <summary>How many.</summary>
    Count = 1,

    /// <summary>How many different ones.</summary>
    Distinct = 2,

    /// <summary>All added up.</summary>
    Sum = 3,

    /// <summary>The least.</summary>
    Min = 4,

    /// <summary>The greatest.</summary>
    Max = 5,
}

/// <summary>A stretch of time seen from an instant: both ends included, in microseconds.</summary>
/// <param name="From">The nearer end, 0 or more.</param>
/// <param name="To">The farther end; null: without end (behind only).</param>
public sealed record Window(long From, long? To);

/// <summary>The states of a ceasefire.</summary>
public enum CeasefireState
{
    /// <summary>There is none.</summary>
    None = 1,

    /// <summary>Declared by somebody.</summary>
    Declared = 2,

    /// <summary>Agreed by both.</summary>
    Agreed = 3,

    /// <summary>Its beginning is set.</summary>
    Scheduled = 4,

    /// <summary>It binds all parties.</summary>
    InForce = 5,

    /// <summary>It is in force and holds.</summary>
    Credible = 6,

    /// <summary>Its time is over.</summary>
    Expired = 7,

    /// <summary>Suspended.</summary>
    Suspended = 8,

    /// <summary>It broke down.</summary>
    Collapsed = 9,

    /// <summary>Another took its place.</summary>
    Superseded = 10,
}
