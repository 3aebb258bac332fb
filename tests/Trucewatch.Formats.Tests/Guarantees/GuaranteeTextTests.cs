using System.Text.RegularExpressions;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Formats.Guarantees;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Formats.Texts;
using Trucewatch.Guarantees;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.Guarantees;

/// <summary>Guarantees are told in five languages without a gap.</summary>
public sealed class GuaranteeTextTests
{
    private static readonly GuaranteeRegister register = Assert
        .IsType<Opening.Opened>(MissionReader.Open(Path.Combine(Shared.Repository(), "missions", "paris-2026")))
        .Mission.Guarantees!;

    private static readonly Instant at = Instant.FromUtc(2026, 5, 12, 21, 0);

    public static TheoryData<string> Languages => [.. Words.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_line_has_its_words(string language)
    {
        var text = new GuaranteeText(register, language);
        var cells = WhatBinds.At(register, at, at);
        string[] lines =
        [
            .. text.Matrix(new(2026, 5, 12), at, cells, cells),
            .. register.Instruments.SelectMany(text.Head),
            .. cells.SelectMany(text.Cell),
            .. cells.SelectMany(c => EveryState(c)).SelectMany(text.Cell),
            .. text.Gate(DeploymentGate.At(register, "general-ceasefire", new("UA"), "FR", at, at)),
            .. text.Positions(Positions.At(register, at), Positions.Beside(register)),
        ];
        Assert.DoesNotContain(
            lines,
            l => l.Contains("guarantees.", StringComparison.Ordinal) || l.Contains("{{", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(lines, l => l.Contains('\n'));
    }

    [Fact]
    public void Every_word_stands_in_all_five_languages_with_the_same_holes() =>
        Assert.Empty(
            from key in GuaranteeText.Words.Keys
            from language in Words.Languages
            let text = GuaranteeText.Words.Text(language, key)
            where text == key || text.Length == 0 || Holes(text) != Holes(GuaranteeText.Words.Text("en", key))
            select $"{language} {key}"
        );

    // One of each that can be said of a cell.
    private static IEnumerable<MatrixCell> EveryState(MatrixCell cell)
    {
        foreach (var state in Enum.GetValues<InstrumentState>())
            yield return cell with
            {
                Standing = new(state),
            };
        foreach (var state in Enum.GetValues<CeasefireState>())
            yield return cell with
            {
                IsInForce = true,
                Ceasefire = state,
                Needs = [new Need.OfCeasefire(CeasefireNeeded.Credible, "t", state)],
            };
        foreach (var trigger in Enum.GetValues<CeasefireNeeded>().Where(t => t != CeasefireNeeded.None))
            yield return cell with
            {
                Needs = [new Need.OfCeasefire(trigger, "t", CeasefireState.None)],
            };
        foreach (var kind in Enum.GetValues<Authorisation>())
            yield return cell with
            {
                Commitment = cell.Commitment with { Authorisation = kind },
            };
        yield return cell with
        {
            IsOver = true,
            InParliament = true,
            Needs =
            [
                new Need.NewInstrument(),
                new Need.Resumption(),
                new Need.Beginning(cell.Instrument.Date),
                new Need.OwnStep(InstrumentAct.Authorise, cell.Instrument.Date),
            ],
            Refused = [new(at, ["s"], "GA206", "why", "cure")],
        };
    }

    private static string Holes(string text) =>
        string.Join(
            ' ',
            Regex
                .Matches(text, @"\{\{(\w+)\}\}", RegexOptions.None, TimeSpan.FromSeconds(5))
                .Select(m => m.Value)
                .Order(StringComparer.Ordinal)
        );
}
