using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Missions.Agreements;

namespace Trucewatch.Missions.Tests.Agreements;

/// <summary>The agreements of the missions, mutated: read and checked to the end, and what is wrong has a place in the document.</summary>
/// <remarks>The seed is fixed. <c>TRUCEWATCH_CASES</c> sets how many documents are tried (2,000).</remarks>
public sealed class FuzzedAgreement
{
    private const string Spice = "(((\"“<>=:;,.`#-–+≥0123456789KNSkm \n\n\t\0\uD800\uFEFFéЖ§>*|";

    // Far beyond what any document needs: it tells a reading without end, and nothing about speed.
    private static readonly TimeSpan withoutEnd = TimeSpan.FromSeconds(60);

    private static readonly string[] missions =
    [
        "lantern",
        "easter-2025",
        "energy-2025",
        "measures-2020",
        "minsk-2015",
        "black-sea-2022",
        "model-clauses",
    ];

    private static readonly int cases = int.Parse(
        Environment.GetEnvironmentVariable("TRUCEWATCH_CASES") ?? "2000",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task A_mutated_agreement_is_read_to_the_end_and_its_problems_lie_in_it()
    {
        var random = new Random(20260301);
        var sources = missions.Select(m => new Source(m)).ToList();
        for (var number = 1; number <= cases; number++)
        {
            var source = sources[random.Next(sources.Count)];
            var files = source.Mutated(random, out var mutated);
            var tests = 2; // of those that still read well so many are run
            var reading = Task.Run(() => CheckedAgreement.Of(files, source.Setting, () => tests-- <= 0));
            if (await Task.WhenAny(reading, Task.Delay(withoutEnd)) != reading)
                Assert.Fail($"Case {number} was not read to the end:\n{mutated.Text}");
            Check(await reading, files, $"case {number} of {source.Mission}");
        }
    }

    private static void Check(CheckedAgreement found, ImmutableArray<TextFile> files, string of)
    {
        var lines = files.ToDictionary(f => f.Path, f => Lines(f.Text));
        foreach (var problem in found.Problems)
            Assert.True(
                IsIn(problem.Where, lines) && problem.Expected.Length > 0 && problem.Cure.Length > 0,
                $"{of}: {problem}"
            );
        foreach (var flaw in found.Flaws)
            Assert.True(IsIn(flaw.Where, lines) && flaw.Wrong.Length > 0 && flaw.Cure.Length > 0, $"{of}: {flaw}");
        // as many as there are words to be wrong, and no more
        Assert.True(found.Problems.Length <= files.Sum(f => f.Text.Length), $"{of}: {found.Problems.Length} problems");
    }

    private static bool IsIn(TextSpan where, Dictionary<string, string[]> lines) =>
        lines.TryGetValue(where.File, out var of)
        && where.Line >= 1
        && where.Line <= of.Length
        && where.Column >= 1
        && where.Column <= of[where.Line - 1].Length + 1;

    // as the reader counts them: a mark of byte order is no column, a nought character is one
    private static string[] Lines(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');

    /// <summary>The agreement of a mission, and the words to put into it.</summary>
    private sealed class Source
    {
        private readonly ImmutableArray<TextFile> files;
        private readonly string[] words;

        public Source(string mission)
        {
            var opened = SampleAgreements.Opened(mission);
            (Mission, files, Setting) = (mission, opened.AgreementFiles, AgreementSetting.Of(opened));
            words =
            [
                .. files.SelectMany(f => f.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Distinct(),
            ];
        }

        public string Mission { get; }

        public AgreementSetting Setting { get; }

        /// <summary>The first file, which has the words, and one more if there are several; one of them mutated.</summary>
        public ImmutableArray<TextFile> Mutated(Random random, out TextFile mutated)
        {
            var some = files.Length == 1 ? files : [files[0], files[random.Next(1, files.Length)]];
            var at = random.Next(some.Length);
            mutated = some[at] with { Text = Mutate(some[at].Text, random) };
            return some.SetItem(at, mutated);
        }

        private string Mutate(string of, Random random)
        {
            var text = new StringBuilder(of);
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var at = random.Next(text.Length);
                var length = Math.Min(random.Next(1, 40), text.Length - at);
                _ = random.Next(7) switch
                {
                    0 => text.Remove(at, length),
                    1 => text.Insert(at, text.ToString(at, length)),
                    2 => text.Insert(at, Spice[random.Next(Spice.Length)]),
                    3 => text.Insert(at, $" {words[random.Next(words.Length)]} "),
                    4 => Line(text, at, random, take: true),
                    5 => Line(text, at, random, take: false),
                    _ => text.Replace(text[at], Spice[random.Next(Spice.Length)], at, 1),
                };
            }
            return text.ToString();
        }

        // takes a line out, or puts it where another begins
        private static StringBuilder Line(StringBuilder text, int at, Random random, bool take)
        {
            var lines = text.ToString().Split('\n').ToList();
            var of = text.ToString(0, at).Count(c => c == '\n');
            var line = lines[of];
            if (take)
                lines.RemoveAt(of);
            else
                lines.Insert(random.Next(lines.Count + 1), line);
            return text.Clear().AppendJoin('\n', lines);
        }
    }
}
