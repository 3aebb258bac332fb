using Trucewatch.Storage.Tests;

namespace Trucewatch.Hosts.Tests;

/// <summary>A record whose entries lie in PostgreSQL: the same record, by the same commands.</summary>
public sealed class DatabaseCommandTests(PostgresCluster cluster, ReplayedByCommand inFiles)
    : IClassFixture<ReplayedByCommand>,
        IDisposable
{
    private readonly Scratch scratch = new();

    [Fact]
    public async Task A_replay_into_PostgreSQL_gives_the_same_products_and_is_read_again()
    {
        var database = cluster.Address(await cluster.NewSchemaAsync());
        var ran = await ReplayAsync("--database", database);

        Assert.Equal(1, ran.Exit); // rows that are wrong on purpose
        foreach (var file in (string[])["report.json", "board.csv", "record/checkpoint"])
            Assert.Equal(
                await File.ReadAllTextAsync(Path.Combine(inFiles.Folder, file)),
                await File.ReadAllTextAsync(Path.Combine(scratch["out"], file))
            );
        Assert.False(File.Exists(Path.Combine(scratch["out"], "state", "record.db")));
        Assert.Contains("(0 new)", (await ReplayAsync()).Out, StringComparison.Ordinal); // the folder remembers
        Assert.Equal(0, (await Command.RunAsync("recompute", scratch["out"])).Exit);
    }

    [Fact]
    public async Task A_record_does_not_move_to_another_database()
    {
        var ran = await Command.RunAsync(
            "replay",
            "missions/lantern",
            "--out",
            inFiles.Folder,
            "--database",
            "postgres://localhost/other"
        );

        Assert.Equal(2, ran.Exit);
        Assert.Contains("a record does not move", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql://localhost/x", "is no database")]
    [InlineData("postgres://ann:secret@localhost/x", "PGPASSWORD")]
    [InlineData("postgres://localhost/x?schema=Record", "is no name of a schema")]
    [InlineData("postgres://localhost/x?colour=red", "is not known")]
    public async Task What_is_no_address_of_a_database_is_wrong_use(string address, string says)
    {
        var ran = await ReplayAsync("--database", address);

        Assert.Equal(2, ran.Exit);
        Assert.Contains(says, ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_in_a_sentence()
    {
        var ran = await ReplayAsync("--database", "postgres://localhost:1/nothing?sslmode=disable");

        Assert.Equal(3, ran.Exit);
        Assert.Contains("Could not run:", ran.Error, StringComparison.Ordinal);
    }

    private Task<Ran> ReplayAsync(params string[] more) =>
        Command.RunAsync(["replay", "missions/lantern", "--out", scratch["out"], .. more]);

    public void Dispose() => scratch.Dispose();
}
