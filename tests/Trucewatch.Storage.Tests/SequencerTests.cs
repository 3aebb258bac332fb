using System.Collections.Immutable;
using Trucewatch.Record;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

public sealed class SequencerTests : IAsyncLifetime
{
    private static readonly SequencerLimits Small = new(4, 2, TimeSpan.FromMilliseconds(20), 300);

    private readonly TemporaryFolder _folder = new();
    private readonly List<(long First, int Count)> _told = [];
    private SqliteLogStore? _store;
    private SqliteCheckpointStore? _checkpoints;
    private RecordLog? _log;

    public async ValueTask InitializeAsync()
    {
        _store = SqliteLogStore.Open(new(_folder.Path));
        _checkpoints = SqliteCheckpointStore.Open(new StoragePaths(_folder.Path).CheckpointDb);
        _log = await RecordLog.OpenAsync(_store, _checkpoints, Key("trucewatch.example/test"), default);
        await _log.AppendAsync([Begins], default);
    }

    public ValueTask DisposeAsync()
    {
        _log?.Dispose();
        _checkpoints?.Dispose();
        _store?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_entry_gets_its_number_and_a_path_that_holds()
    {
        await using var sequencer = Start(SequencerLimits.Default);
        var given = Enumerable.Range(2, 290).Select(Sighting).ToList();
        var answers = await Task.WhenAll(given.Select(sequencer.SubmitAsync));

        var stored = answers.Select(a => Assert.IsType<Submission.Stored>(a)).ToList();
        Assert.Equal(Enumerable.Range(2, 290).Select(i => (long)i), stored.Select(s => s.Number.Value).Order());
        Assert.All(
            given.Zip(stored),
            p =>
                Assert.True(
                    MerkleProof.IsIncluded(
                        Leaf(p.First),
                        p.Second.Number.Value - 1,
                        p.Second.Checkpoint.Checkpoint.Size,
                        p.Second.Path,
                        p.Second.Checkpoint.Checkpoint.Root
                    )
                )
        );
        Assert.Equal(290, _told.Sum(t => t.Count));
        Assert.Equal(_told.OrderBy(t => t.First), _told);
    }

    [Fact]
    public async Task The_same_entry_twice_at_once_and_after_a_restart_has_one_number()
    {
        EntryNumber number;
        await using (var sequencer = Start(SequencerLimits.Default))
        {
            var both = await Task.WhenAll(sequencer.SubmitAsync(Sighting(2)), sequencer.SubmitAsync(Sighting(2)));
            number = Assert.IsType<Submission.Stored>(both[0]).Number;
            Assert.Equal(number, Assert.IsType<Submission.Stored>(both[1]).Number);
        }
        await using var again = Start(SequencerLimits.Default);
        Assert.Equal(number, Assert.IsType<Submission.Stored>(await again.SubmitAsync(Sighting(2))).Number);
        Assert.Equal(2, _log!.Checkpoint.Size);
    }

    [Fact]
    public async Task A_second_program_that_has_not_heard_of_a_key_stops_and_refuses_nobody()
    {
        var party = Key("party");
        using var second = await RecordLog.OpenAsync(_store!, _checkpoints!, Key("trucewatch.example/test"), default);
        await _log!.AppendAsync([KeyEntry("begins", party, party)], default);
        await using var sequencer = new Sequencer(second, Small, new Fixed(Easter), null, null);

        var answer = Assert.IsType<Submission.Stopped>(await sequencer.SubmitAsync(Note(party)));
        Assert.Contains("somebody else writes", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_stored_now_is_still_answered_with_the_number_that_it_has()
    {
        var party = Key("party");
        OpenEntry[] given = [KeyEntry("begins", party, party), Note(party), KeyEntry("revoked", party, party)];
        await using (var sequencer = Start(SequencerLimits.Default))
        {
            foreach (var entry in given)
                Assert.IsType<Submission.Stored>(await sequencer.SubmitAsync(entry));
        }

        await using var much = new Sequencer(_log!, SequencerLimits.Default, new Fixed(Easter + 9999), null, null);
        var again = new List<Submission>();
        foreach (var entry in given)
            again.Add(await much.SubmitAsync(entry)); // its answer was lost: the author asks again, hours later
        Assert.Equal([2, 3, 4], again.Select(a => Assert.IsType<Submission.Stored>(a).Number.Value));
        Assert.Equal(4, _log!.Checkpoint.Size);
    }

    [Fact]
    public async Task When_too_many_wait_the_next_is_turned_away_and_nothing_of_it_is_stored()
    {
        await using var sequencer = Start(Small);
        var answers = await Task.WhenAll(Enumerable.Range(2, 200).Select(i => sequencer.SubmitAsync(Sighting(i))));

        Assert.Contains(answers, a => a is Submission.Full);
        var stored = answers.OfType<Submission.Stored>().Count();
        Assert.Equal(stored + 1, _log!.Checkpoint.Size);
    }

    [Fact]
    public async Task A_key_that_is_revoked_in_the_same_batch_ends_there_and_the_others_are_stored()
    {
        var (party, keeper) = (Key("party"), Lead);
        await _log!.AppendAsync([KeyEntry("begins", party, party)], default);
        await using var sequencer = Start(SequencerLimits.Default);

        var answers = await Task.WhenAll(
            sequencer.SubmitAsync(KeyEntry("revoked", party, keeper)),
            sequencer.SubmitAsync(Note(party)),
            sequencer.SubmitAsync(Sighting(3))
        );

        Assert.IsType<Submission.Stored>(answers[0]);
        Assert.Equal(RecordRule.Author, Assert.IsType<Submission.Refused>(answers[1]).Rule);
        Assert.IsType<Submission.Stored>(answers[2]);
    }

    [Fact]
    public async Task A_party_cannot_erase_what_speaks_against_it()
    {
        var party = Key("party");
        await _log!.AppendAsync([KeyEntry("begins", party, party), Sighting(2)], default);
        await using var sequencer = Start(SequencerLimits.Default);
        var order = new Erasure(new(3), [], "request of 3 May", ["Olena", "Jan"]);

        var refused = Assert.IsType<Submission.Refused>(
            await sequencer.SubmitAsync(
                OpenEntry.Seal(Erasure.Kind, null, null, party, "R", Easter + 2, order.Fields("PUBLIC", "MISSION"))
            )
        );
        Assert.Equal(RecordRule.Erasure, refused.Rule);
        Assert.Contains("does not keep the record", refused.Found, StringComparison.Ordinal);
        Assert.Equal(3, _log.Checkpoint.Size);
        Assert.Equal(3, (await ListAsync(_log.ReadAsync(new(3), new(3), default)))[0].Open.Fields.Length);
    }

    [Fact]
    public async Task What_is_refused_only_in_its_batch_is_told_the_rule_that_it_breaks()
    {
        await _log!.AppendAsync([NoteAt(Easter + 590)], default); // the latest time ahead
        await using var sequencer = Start(SequencerLimits.Default);

        var refused = await sequencer.SubmitAsync(NoteAt(Easter + 280));
        Assert.Equal(RecordRule.TimeOrder, Assert.IsType<Submission.Refused>(refused).Rule);
    }

    [Fact]
    public async Task What_a_further_rule_refuses_is_not_stored()
    {
        await using var sequencer = Start(SequencerLimits.Default, o => o.Entry.Kind == "note" ? "no notes" : null);
        Assert.Equal(new Submission.Refused(RecordRule.EntryForm, "no notes"), await sequencer.SubmitAsync(Note(Lead)));
        Assert.Equal(1, _log!.Checkpoint.Size);
    }

    [Fact]
    public async Task When_the_log_is_closed_everybody_is_told()
    {
        await using var sequencer = Start(SequencerLimits.Default);
        EditByHand(new StoragePaths(_folder.Path).CheckpointDb, "UPDATE checkpoint SET size = 77");

        Assert.IsType<Submission.Stopped>(await sequencer.SubmitAsync(Sighting(2)));
        Assert.IsType<Submission.Stopped>(await sequencer.SubmitAsync(Sighting(3)));
    }

    private Sequencer Start(SequencerLimits limits, Func<OpenEntry, string?>? rule = null) =>
        new(_log!, limits, new Fixed(Easter), rule, (first, entries) => _told.Add((first.Value, entries.Length)));

    private static OpenEntry NoteAt(long at) => OpenEntry.Seal("note", null, null, Lead, "P", at, []);

    private static OpenEntry Note(SigningKey by) => OpenEntry.Seal("note", null, null, by, "P", Easter + 2, []);

    /// <summary>It is always the same time; delays pass by the machine's clock.</summary>
    private sealed class Fixed(long unixSeconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(unixSeconds);
    }
}
