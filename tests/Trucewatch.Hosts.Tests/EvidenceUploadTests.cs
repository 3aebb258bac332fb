using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Trucewatch.Hosts.Tests;

public sealed class EvidenceUploadTests(ServedInside inside, ServedToAll toAll)
    : IClassFixture<ServedInside>,
        IClassFixture<ServedToAll>
{
    private static readonly byte[] Page = "<script>alert(1)</script> is evidence, too"u8.ToArray();

    [Fact]
    public async Task A_file_comes_in_chunks_is_acknowledged_and_goes_out_as_an_attachment()
    {
        var id = await BeginAsync(Page);
        Assert.Equal(10, (long)(await PutAsync(id, Page, 0, 10)).Body["next"]!);
        Assert.Equal(10, (long)(await GetAsync($"/api/evidence/uploads/{id}")).Body["kept"]!);
        Assert.Equal((409, "incomplete"), Told(await FinishAsync(id)));
        await PutAsync(id, Page, 10, Page.Length - 10);
        var receipt = (await FinishAsync(id)).Body;
        Assert.Equal(Sha256(Page), (string)receipt["sha256"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA512.HashData(Page)), (string)receipt["sha512"]!);
        Assert.True((long)receipt["index"]! >= 1);

        var entry = (long)receipt["entry"]!;
        using var proof = await inside.Client.GetAsync(new Uri($"/record/proof/{entry}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, proof.StatusCode);
        Assert.Equal(entry, (long)(await FinishAsync(id)).Body["entry"]!); // asked again, it is entered once

        using var original = await inside.Client.GetAsync(
            new Uri($"/api/evidence/originals/{Sha256(Page)}", UriKind.Relative)
        );
        Assert.Equal(Page, await original.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", original.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("application/octet-stream", original.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["nosniff"], original.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_finished_upload_is_three_entries_of_the_record_which_name_its_digest_source_and_holder()
    {
        byte[] bytes = [7, 7, 7];
        var id = await BeginAsync(bytes);
        await PutAsync(id, bytes, 0, 3);
        Assert.Equal((400, "unknown_source"), Told(await FinishAsync(id, source: "NOBODY")));
        Assert.Equal((400, "malformed"), Told(await FinishAsync(id, source: "")));
        var entry = (long)(await FinishAsync(id)).Body["entry"]!;

        var kinds = new List<string>();
        await foreach (var stored in inside.Record.Log.ReadAsync(new(entry - 2), new(entry), default))
            kinds.Add(stored.Open.Entry.Kind + string.Concat(stored.Open.Fields.Select(f => f.Json)));
        Assert.Equal(3, kinds.Count);
        Assert.All(kinds, k => Assert.Contains(Sha256(bytes), k, StringComparison.Ordinal));
        Assert.Contains(kinds, k => k.Contains("Ann Odeh", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_chunk_again_is_fine_and_other_bytes_are_a_conflict()
    {
        byte[] bytes = [1, 2, 3, 4];
        var id = await BeginAsync(bytes);
        await PutAsync(id, bytes, 0, 2);
        Assert.Equal(200, (await PutAsync(id, bytes, 0, 2)).Status);
        Assert.Equal((409, "other_bytes"), Told(await PutAsync(id, [9, 9], 0, 2)));
        Assert.Equal((400, "outside"), Told(await PutAsync(id, [9, 9], 3, 2, at: 3, from: 0)));
    }

    [Fact]
    public async Task A_chunk_without_its_digest_or_with_another_is_refused()
    {
        var id = await BeginAsync([1]);
        using var bare = new ByteArrayContent([1]);
        using var reply = await inside.Client.PutAsync(
            new Uri($"/api/evidence/uploads/{id}/0", UriKind.Relative),
            bare
        );
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        using var wrong = new ByteArrayContent([1]);
        wrong.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData([2]))}:");
        using var refused = await inside.Client.PutAsync(
            new Uri($"/api/evidence/uploads/{id}/0", UriKind.Relative),
            wrong
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal((404, "no_such_upload"), Told(await GetAsync("/api/evidence/uploads/0123")));
        Assert.Equal(404, (await GetAsync("/api/evidence/originals/" + new string('0', 64))).Status);
        Assert.Equal(404, (await GetAsync("/api/evidence/originals/..%2F..%2Fkeys%2Fevidence.key")).Status);
    }

    [Fact]
    public async Task Below_the_mechanism_there_is_no_evidence()
    {
        using var reply = await toAll.Client.PostAsJsonAsync(
            "/api/evidence/uploads",
            new { length = 1, sha256 = Sha256([1]) }
        );
        Assert.False(reply.IsSuccessStatusCode);
    }

    private async Task<string> BeginAsync(byte[] bytes)
    {
        using var reply = await inside.Client.PostAsJsonAsync(
            "/api/evidence/uploads",
            new { length = bytes.Length, sha256 = Sha256(bytes) }
        );
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        return (string)JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["id"]!;
    }

    private async Task<(int Status, JsonNode Body)> PutAsync(
        string id,
        byte[] bytes,
        int offset,
        int length,
        int? at = null,
        int? from = null
    )
    {
        var chunk = bytes.AsSpan(from ?? offset, length).ToArray();
        using var content = new ByteArrayContent(chunk);
        content.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(chunk))}:");
        using var reply = await inside.Client.PutAsync(
            new Uri($"/api/evidence/uploads/{id}/{at ?? offset}", UriKind.Relative),
            content
        );
        return await ReadAsync(reply);
    }

    private async Task<(int Status, JsonNode Body)> FinishAsync(string id, string? source = null)
    {
        using var reply = await inside.Client.PostAsJsonAsync(
            $"/api/evidence/uploads/{id}/finish",
            new
            {
                name = "photo.jpg",
                source = source ?? inside.Record.Known!.Sources.Keys.First().Code,
                by = "Ann Odeh",
                holder = "the archive",
            }
        );
        return await ReadAsync(reply);
    }

    private async Task<(int Status, JsonNode Body)> GetAsync(string path)
    {
        using var reply = await inside.Client.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(reply);
    }

    private static async Task<(int, JsonNode)> ReadAsync(HttpResponseMessage reply) =>
        ((int)reply.StatusCode, JsonNode.Parse(await reply.Content.ReadAsStringAsync())!);

    private static (int, string) Told((int Status, JsonNode Body) reply) =>
        (reply.Status, (string)reply.Body["title"]!);

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
