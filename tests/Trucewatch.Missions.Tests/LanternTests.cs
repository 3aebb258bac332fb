using Trucewatch.Formats.Reports;
using Trucewatch.Labels;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Values;
using Trucewatch.Verdicts;
using Trucewatch.Verifier;

namespace Trucewatch.Missions.Tests;

/// <summary>What the exercise must come to: its folder says so.</summary>
public sealed class LanternTests(Lantern lantern) : IClassFixture<Lantern>
{
    private Known Known => lantern.Replayed.Known;

    [Fact]
    public void The_board_is_the_expected_one()
    {
        var cells = Known
            .Draw()
            .Board.Cells.ToDictionary(
                c => $"{c.Clause},{c.Party},{c.Sector},{c.Day:uuuu-MM-dd}",
                c => BoardCsv.Word(c.Verdict.Value)
            );
        var differences =
            from line in File.ReadLines(Path.Combine(Replayed.Mission("lantern"), "expected", "board.csv")).Skip(1)
            let cut = line.LastIndexOf(',')
            let given = cells.GetValueOrDefault(line[..cut], "no cell")
            where given != line[(cut + 1)..]
            select $"{line}: the board says {given}";
        Assert.Empty(differences);
    }

    [Fact]
    public void Each_of_the_four_values_occurs() =>
        Assert.Equal(
            Enum.GetValues<BoardValue>(),
            Known.Draw().Board.Cells.Select(c => c.Verdict.Value).Distinct().Order()
        );

    [Fact]
    public void The_report_says_what_it_must_and_nothing_that_it_must_not()
    {
        var text = Replayed.TextOf(File.ReadAllText(Path.Combine(lantern.Mission, "report.html")));
        var (must, mustNot) = ExpectedWords.Of("lantern");
        Assert.Empty(must.Where(m => !text.Contains(m, StringComparison.Ordinal)).ToList());
        Assert.Empty(mustNot.Where(m => text.Contains(m, StringComparison.Ordinal)).ToList());
    }

    [Fact]
    public void The_parties_swapped_give_the_mirrored_board()
    {
        var board = Known.Draw().Board;
        var mirrored = Swapping.Of(Known).Draw().Board;
        Assert.Equal(Cells(board, swapped: false), Cells(mirrored, swapped: true));
        Assert.NotEqual(Cells(board, swapped: false), Cells(mirrored, swapped: false));
        Assert.Equal(
            board.Parties.Select(p => (p.Party, p.Share)).Order(),
            mirrored.Parties.Select(p => (Swapping.Of(p.Party), p.Share)).Order()
        );
    }

    [Fact]
    public async Task As_known_at_an_entry_is_the_fold_of_what_came_before_it()
    {
        var record = lantern.Replayed.Record;
        foreach (var entry in new[] { 40L, 90, 150, record.Checkpoint.Size })
        {
            var fold = new MissionFold();
            await foreach (var stored in record.Store.ReadAsync(new(1), new(entry), CancellationToken.None))
                fold.Add(stored.Number, stored.Open);
            var known = await record.KnownAtAsync(new(entry), CancellationToken.None);
            Assert.Equal(Json(fold.Now()!), Json(known!));
            Assert.All(known!.EntryOf.Values, e => Assert.True(e.Value <= entry));
        }
    }

    [Fact]
    public void What_comes_later_takes_nothing_back_from_what_was_known()
    {
        var picture = Known.Draw();
        Assert.Equal(Known.Observations.Keys.Order(), picture.Incidents.SelectMany(i => i.Members).Order());
    }

    [Fact]
    public async Task The_conclusions_follow_from_the_entries()
    {
        var record = lantern.Replayed.Record;
        var again = await Recompute.RunAsync(
            record.Store.ReadAsync(new(1), new(record.Checkpoint.Size), CancellationToken.None),
            CancellationToken.None
        );
        Assert.Equal(4, Assert.IsType<Recomputed.Same>(again).Products); // a report and a board, for each of two audiences
    }

    [Fact]
    public async Task An_issue_whose_digest_is_another_differs()
    {
        var record = lantern.Replayed.Record;
        var again = await Recompute.RunAsync(Forged(record.Store, record.Checkpoint.Size), CancellationToken.None);
        Assert.IsType<Recomputed.Differs>(again);
    }

    [Fact]
    public async Task The_exported_record_holds_for_an_outsider()
    {
        var verdict = await VerifyRecord.FolderAsync(
            Path.Combine(lantern.Public, "record"),
            null,
            CancellationToken.None
        );
        Assert.True(verdict.Match(holds => holds.ClosedDigests > 0, _ => false));
    }

    [Fact]
    public void Each_wart_is_told_with_its_reason()
    {
        var rejected = Known.Rejections.ToLookup(r => Path.GetFileName(r.File), r => r.Reasons.Length);
        Assert.Equal(2, rejected["cameras.csv"].Count());
        Assert.Contains(3, rejected["array-west.csv"]); // three decimal commas, all told at once
        Assert.Contains(2, rejected["patrols.csv"]); // bearing in letters and an unknown kind
        Assert.All(Known.Rejections, r => Assert.NotEmpty(r.Reasons));
        Assert.Equal(lantern.Replayed.Done.Rejected, Known.Rejections.Length);
    }

    [Fact]
    public void Counts_of_the_parties_are_kept_and_make_no_incident()
    {
        Assert.Equal(11, Known.Counts.Length);
        var ids = Known.Counts.Select(c => c.Id).ToHashSet();
        Assert.DoesNotContain(Known.Draw().Incidents, i => i.Members.Any(ids.Contains));
    }

    private static IEnumerable<string> Cells(Board board, bool swapped) =>
        board
            .Cells.Select(c =>
                $"{c.Clause} {(swapped ? Swapping.Of(c.Party) : c.Party)} {c.Sector} {c.Day} {c.Verdict.Value} {c.InForce} {c.Watching.Watched} {c.Allegations} {string.Join(' ', c.RestsOn)}"
            )
            .Order(StringComparer.Ordinal);

    private static string Json(Known known) =>
        ValueCodec.ToJson(known.Draw().Board).ToJsonString()
        + ValueCodec.ToJson(known.Observations.Values.ToArray()).ToJsonString()
        + known.AsOf
        + known.At;

    private static async IAsyncEnumerable<StoredEntry> Forged(ILogStore store, long size)
    {
        await foreach (var stored in store.ReadAsync(new(1), new(size), CancellationToken.None))
            yield return stored.Open.Entry.Kind != "issue"
                ? stored
                : stored with
                {
                    Open = stored.Open with
                    {
                        Fields =
                        [
                            .. stored.Open.Fields.Select(f => f.Name == "digest" ? f with { Json = "\"00\"" } : f),
                        ],
                    },
                };
    }
}
