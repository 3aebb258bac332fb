using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Whether absence on file is absence.</summary>
public enum Register
{
    /// <summary>Absence counts only where and while somebody could have seen.</summary>
    Observed = 1,

    /// <summary>The mechanism itself keeps the register: what is not on file did not happen.</summary>
    Registered = 2,
}

/// <summary>What a kind of fact has, besides its time.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(KindAttribute.By), "by")]
[JsonDerivedType(typeof(KindAttribute.To), "to")]
[JsonDerivedType(typeof(KindAttribute.About), "about")]
[JsonDerivedType(typeof(KindAttribute.Field), "field")]
public abstract record KindAttribute
{
    private KindAttribute() { }

    /// <summary>Whose it is: party, guarantor, body, or one body by name.</summary>
    public sealed record By(string Who) : KindAttribute;

    /// <summary>Towards whom.</summary>
    public sealed record To(string Who) : KindAttribute;

    /// <summary>About which other kind of fact.</summary>
    public sealed record About(string Noun) : KindAttribute;

    /// <summary>A field, with its measure; null: no number.</summary>
    public sealed record Field(string Name, string? Measure) : KindAttribute;
}

/// <summary>A noun of the agreement, bound to a kind of facts.</summary>
/// <param name="Noun">In the singular, as declared.</param>
/// <param name="IsIncident">True: incidents; false: acts.</param>
/// <param name="Codes">The codes of its incidents; null: none were named.</param>
/// <param name="Attributes">What its facts have.</param>
/// <param name="Register">Observed or registered.</param>
/// <param name="Text">Where it is declared.</param>
public sealed record FactKind(
    string Noun,
    bool IsIncident,
    CodeSet? Codes,
    ImmutableArray<KindAttribute> Attributes,
    Register Register,
    TextSpan Text
)
{
    /// <summary>True if its facts have that field.</summary>
    public bool HasField(string name) =>
        Attributes.Any(a =>
            a is KindAttribute.Field f && string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)
        );
}

/// <summary>One word of a phrase, or a hole that a value fills.</summary>
public sealed record PhrasePart(string Word, bool IsHole)
{
    /// <inheritdoc />
    public override string ToString() => IsHole ? $"<{Word}>" : Word;
}

/// <summary>A phrase of the agreement, bound to a condition.</summary>
/// <param name="IsAct">Declared with <c>to</c>: it may stand behind <c>must not</c>.</param>
/// <param name="Parts">Its words and holes, without <c>to</c>.</param>
/// <param name="Condition">The condition as written.</param>
/// <param name="Text">Where it is declared.</param>
public sealed record Phrase(bool IsAct, ImmutableArray<PhrasePart> Parts, string Condition, TextSpan Text)
{
    /// <summary>What it means, its holes open; null: its condition has a problem.</summary>
    internal Condition? Is { get; init; }

    /// <summary>The phrase as it is used: its words and holes.</summary>
    public string Words => string.Join(' ', Parts);
}

/// <summary>The vocabulary of an agreement, from all its <c>terms</c> blocks.</summary>
public sealed record Terms(ImmutableArray<FactKind> Kinds, ImmutableArray<Phrase> Phrases);
