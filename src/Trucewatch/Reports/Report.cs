using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Trucewatch.Labels;
using Trucewatch.Parties;

namespace Trucewatch.Reports;

/// <summary>A value in a sentence: how it is written depends on the reader's language.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Arg.Plain), "plain")]
[JsonDerivedType(typeof(Arg.Named), "named")]
[JsonDerivedType(typeof(Arg.Word), "word")]
[JsonDerivedType(typeof(Arg.List), "list")]
[JsonDerivedType(typeof(Arg.Number), "number")]
[JsonDerivedType(typeof(Arg.Day), "day")]
[JsonDerivedType(typeof(Arg.Moment), "moment")]
[JsonDerivedType(typeof(Arg.Phrase), "phrase")]
public abstract record Arg
{
    private Arg() { }

    /// <summary>The same in every language: an id, a count with its qualifier already in it.</summary>
    public sealed record Plain(string Text) : Arg;

    /// <summary>A name that the mission gives by language.</summary>
    public sealed record Named(ImmutableSortedDictionary<string, string> Names) : Arg;

    /// <summary>A text of <c>texts/</c> by its key.</summary>
    public sealed record Word(string Key) : Arg;

    /// <summary>Several values, parted by commas.</summary>
    public sealed record List(ImmutableArray<Arg> Of) : Arg;

    /// <summary>A number, with at most one decimal; named <c>count</c> it chooses the plural.</summary>
    public sealed record Number(double Value) : Arg;

    /// <summary>A calendar day.</summary>
    public sealed record Day(LocalDate Date) : Arg;

    /// <summary>A moment, shown in the mission's zone.</summary>
    public sealed record Moment(Instant At) : Arg;

    /// <summary>A text with arguments of its own.</summary>
    public sealed record Phrase(string Key, ImmutableSortedDictionary<string, Arg> Args) : Arg;
}

/// <summary>What a sentence is, so that nobody takes an allegation for a finding.</summary>
public enum SentenceKind
{
    /// <summary>Computed from what was observed and decided.</summary>
    Fact = 1,

    /// <summary>A verdict of the board.</summary>
    Verdict = 2,

    /// <summary>What a party says.</summary>
    Allegation = 3,

    /// <summary>What could and could not be seen.</summary>
    Coverage = 4,

    /// <summary>How to read the rest.</summary>
    Caution = 5,
}

/// <summary>What a sentence rests on.</summary>
/// <param name="Kind"><c>incident</c>, <c>count</c>, <c>claim</c>, <c>source</c>, <c>act</c> or <c>cell</c>.</param>
/// <param name="Id">An issued number or a mission's id; never a derived id.</param>
public sealed record Reference(string Kind, string Id);

/// <summary>One sentence of a report: a text's key, its values, and the rows it rests on.</summary>
public sealed record Sentence(
    string Key,
    SentenceKind Kind,
    ImmutableSortedDictionary<string, Arg> Args,
    ImmutableArray<Reference> Refs
);

/// <summary>A table of a report: every column has a head.</summary>
public sealed record Table(string Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<Arg>> Rows);

/// <summary>Counts by day as bars; a day that was not looked at is blank, never zero.</summary>
/// <param name="Title">What is counted, by whom.</param>
/// <param name="Days">By day, in order; null: not looked at.</param>
/// <param name="First">The first day of the report's window.</param>
/// <param name="Last">Its last day.</param>
public sealed record Chart(Arg Title, ImmutableSortedDictionary<LocalDate, int?> Days, LocalDate First, LocalDate Last);

/// <summary>A section of a report.</summary>
public sealed record Section(
    string Id,
    ImmutableArray<Sentence> Sentences,
    ImmutableArray<Table> Tables,
    ImmutableArray<Chart> Charts
)
{
    /// <summary>A section without charts.</summary>
    public Section(string id, ImmutableArray<Sentence> sentences, ImmutableArray<Table> tables)
        : this(id, sentences, tables, []) { }
}

/// <summary>A report for one audience, as computed from one entry of the record; no language in it yet.</summary>
/// <param name="Number">Its number in the mission.</param>
/// <param name="Audience">For whom.</param>
/// <param name="AsOf">The entry up to which it holds.</param>
/// <param name="InformationUntil">When that entry was logged.</param>
/// <param name="Charter">The mission.</param>
/// <param name="RulesVersion">The rulebook's version.</param>
/// <param name="Sections">In the order of the skeleton.</param>
public sealed record Report(
    int Number,
    Audience Audience,
    long AsOf,
    Instant InformationUntil,
    Charter Charter,
    string RulesVersion,
    ImmutableArray<Section> Sections
);
