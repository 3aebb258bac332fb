using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trucewatch.Formats.Tests.TimeStamps;

namespace Trucewatch.Hosts.Tests;

/// <summary><c>stamp</c> by two authorities of <c>openssl ts</c>, and what <c>verify record</c> says of it.</summary>
public sealed class StampCommandTests(ReplayedByCommand replayed) : IClassFixture<ReplayedByCommand>, IDisposable
{
    private readonly Scratch scratch = new();
    private readonly TestAuthority one = new("Authority of one state");
    private readonly TestAuthority two = new("Authority of another");

    private string Record => Path.Combine(replayed.Folder, "record");

    [Fact]
    public async Task Two_authorities_stamp_the_newest_checkpoint_once_and_a_reader_is_told_since_when()
    {
        await using var served = await ServeAsync();
        var roots = Write(served);

        var ran = await StampAsync();
        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.Equal(2, ran.Out.Split("was stamped").Length - 1);
        Assert.Equal((0, ""), ((await StampAsync()).Exit, (await StampAsync()).Out)); // the record did not grow

        var told = await Command.RunAsync(["verify", "record", Record, .. roots]);
        Assert.Equal((0, ""), (told.Exit, told.Error));
        Assert.Contains("Its first 238 entries were there by", told.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("one authority alone", told.Out, StringComparison.Ordinal);
        var half = await Command.RunAsync(["verify", "record", Record, .. roots[..2]]);
        Assert.Equal(1, half.Exit); // of the other authority's stamp nothing is known
        Assert.Contains("one authority alone", half.Out, StringComparison.Ordinal);
        var bare = await Command.RunAsync("verify", "record", Record);
        Assert.Contains("were not checked, for no --stamp-root was given", bare.Out, StringComparison.Ordinal);

        var token = Directory.GetFiles(Path.Combine(Record, "stamps"), "*.one.tsr").Single();
        var bytes = await File.ReadAllBytesAsync(token);
        bytes[^10] ^= 1;
        await File.WriteAllBytesAsync(token, bytes);
        var broken = await Command.RunAsync(["verify", "record", Record, .. roots]);
        Assert.Equal(1, broken.Exit);
        Assert.Contains("The stamp by one over 238 entries does not hold", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_does_not_answer_is_told_and_the_other_stamps()
    {
        await using var served = await ServeAsync();
        Write(served, "/nobody");

        var ran = await Command.RunAsync("stamp", await OtherAsync(), "--authorities", scratch["authorities.txt"]);

        Assert.Equal(1, ran.Exit);
        Assert.Contains("No stamp by two", ran.Error, StringComparison.Ordinal);
        Assert.Contains("by one", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_authority_is_too_few()
    {
        scratch.Write("one.pem", one.RootPem);
        var file = scratch.Write("authorities.txt", "one http://127.0.0.1:1/ one.pem\n");
        var ran = await Command.RunAsync("stamp", replayed.Folder, "--authorities", file);

        Assert.Equal(2, ran.Exit);
        Assert.Contains("at least two authorities", ran.Error, StringComparison.Ordinal);
    }

    private async Task<string> OtherAsync()
    {
        await Command.RunAsync("replay", "missions/lantern", "--out", scratch["other"]);
        return scratch["other"];
    }

    private Task<Ran> StampAsync() =>
        Command.RunAsync("stamp", replayed.Folder, "--authorities", scratch["authorities.txt"]);

    private string[] Write(WebApplication served, string second = "/two")
    {
        var address = served.Urls.First();
        string[] roots =
        [
            "--stamp-root",
            scratch.Write("one.pem", one.RootPem),
            "--stamp-root",
            scratch.Write("two.pem", two.RootPem),
        ];
        scratch.Write(
            "authorities.txt",
            $"# ours\none {address}/one one.pem\ntwo {address}{second} two.pem # theirs\n"
        );
        return roots;
    }

    private async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        foreach (var (path, authority) in new[] { ("/one", one), ("/two", two) })
            app.MapPost(
                path,
                async (HttpRequest request) =>
                {
                    using var asked = new MemoryStream();
                    await request.Body.CopyToAsync(asked);
                    return Results.Bytes(authority.Answer(asked.ToArray()), "application/timestamp-reply");
                }
            );
        await app.StartAsync();
        return app;
    }

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
        scratch.Dispose();
    }
}
