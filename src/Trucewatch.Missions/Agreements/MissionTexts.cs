using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Formats.Agreement;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Guarantees;

namespace Trucewatch.Missions.Agreements;

/// <summary>An instrument as read: a text of its own, with its own terms and its own guarantors.</summary>
/// <param name="Id">The instrument's id.</param>
/// <param name="Read">As read; addresses are those of its own document.</param>
public sealed record InstrumentText(string Id, ReadAgreement Read)
{
    /// <summary>Its provisions under their whole addresses.</summary>
    public IEnumerable<Provision> Provisions => Read.Provisions.Select(p => InstrumentClause.Of(Id, p));
}

/// <summary>All that a mission has agreed on in words: the agreement between the parties, and the instruments beside it.</summary>
/// <param name="Agreement">The texts of <c>agreement/*.md</c>.</param>
/// <param name="Instruments">Those of <c>guarantees/*.md</c> that have blocks, by id.</param>
public sealed record MissionTexts(ReadAgreement Agreement, ImmutableArray<InstrumentText> Instruments)
{
    /// <summary>A noun that another text of the mission declares otherwise.</summary>
    public const string OtherNoun = "AG073";

    /// <summary>An instrument that says itself when it enters into force.</summary>
    public const string EntryOfInstrument = "AG074";

    /// <summary>Reads all of them.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="reading">What the mission brings to the reading of its agreement.</param>
    public static MissionTexts Read(OpenedMission mission, AgreementContext reading) =>
        new(
            AgreementReader.Read(
                [.. mission.AgreementFiles.Select(f => AgreementMarkdown.Split(f.Path, f.Text))],
                reading
            ),
            [
                .. WithBlocks(mission.Guarantees)
                    .Select(i => new InstrumentText(
                        i.Id,
                        AgreementReader.Read([i.Document], Context(mission.Guarantees!, i.Id, reading))
                    )),
            ]
        );

    /// <summary>The instruments of which something runs, in the order of their ids.</summary>
    public static IEnumerable<Instrument> WithBlocks(GuaranteeRegister? register) =>
        (register?.Instruments ?? []).Where(i => !i.Document.Blocks.IsEmpty).OrderBy(i => i.Id, StringComparer.Ordinal);

    /// <summary>What an instrument's text may name: what the agreement may, and as guarantors those who have a part in it.</summary>
    public static AgreementContext Context(GuaranteeRegister register, string instrument, AgreementContext reading) =>
        reading with
        {
            Guarantors =
            [
                .. register
                    .Commitments.Where(c => c.Instrument == instrument)
                    .Select(c => new KnownName(
                        c.Guarantor,
                        register.Guarantors.GetValueOrDefault(c.Guarantor)?.GetValueOrDefault("en") is { } name
                            ? [name]
                            : []
                    )),
            ],
        };

    /// <summary>All nouns, each once.</summary>
    public IEnumerable<FactKind> Kinds => Each(r => r.Terms.Kinds).DistinctBy(k => k.Noun, StringComparer.Ordinal);

    /// <summary>All that runs, under the addresses that the record has.</summary>
    public IEnumerable<Provision> Provisions => Agreement.Provisions.Concat(Instruments.SelectMany(i => i.Provisions));

    /// <summary>All that is wrong with any of the texts, and with one beside the others; by file and line.</summary>
    public ImmutableArray<TextProblem> Problems =>
        [
            .. Each(r => r.Problems)
                .Concat(Nouns())
                .Concat(Terms())
                .Concat(Entries())
                .OrderBy(p => p.Where.File, StringComparer.Ordinal)
                .ThenBy(p => p.Where.Line)
                .ThenBy(p => p.Where.Column),
        ];

    private IEnumerable<T> Each<T>(Func<ReadAgreement, IEnumerable<T>> of) =>
        Instruments.Select(i => i.Read).Prepend(Agreement).SelectMany(of);

    // One register holds the acts of all texts: a noun means one thing in all of them.
    private IEnumerable<TextProblem> Nouns() =>
        from same in Each(r => r.Terms.Kinds).GroupBy(k => k.Noun, StringComparer.Ordinal)
        let first = same.First()
        from other in same.Skip(1)
        where !IsSame(first, other)
        select new TextProblem(
            other.Text,
            OtherNoun,
            other.Noun,
            $"{first.Text.File} (line {first.Text.Line}) declares it otherwise, and facts are filed under it once for all texts",
            "Write the same line, or give the noun another name."
        );

    private static bool IsSame(FactKind one, FactKind other) =>
        (one.IsIncident, one.Codes, one.Register) == (other.IsIncident, other.Codes, other.Register)
        && one.Attributes.SequenceEqual(other.Attributes);

    private IEnumerable<TextProblem> Terms() =>
        from same in Each(r => r.Provisions)
            .Where(p => p.Norm is Norm.Means)
            .GroupBy(p => ((Norm.Means)p.Norm).Term, StringComparer.Ordinal)
        let first = same.First()
        from other in same.Skip(1)
        select new TextProblem(
            other.Text,
            Ag.SecondTerm,
            same.Key,
            $"it is defined already ({first.Text.File}, line {first.Text.Line})",
            "Give it another name, or take one of the two out."
        );

    // When an instrument runs for whom is in its head and in the steps of each guarantor.
    private IEnumerable<TextProblem> Entries() =>
        from instrument in Instruments
        from provision in instrument.Read.Provisions
        where provision.Norm is Norm.InForce
        select new TextProblem(
            provision.Text,
            EntryOfInstrument,
            provision.Clause,
            "an instrument enters into force by its guarantors' steps, for each of them alone",
            "Take the provision out; say it with trigger and runs in the head, and in guarantees/steps.csv."
        );
}
