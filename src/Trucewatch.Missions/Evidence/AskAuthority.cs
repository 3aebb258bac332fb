using System.Net;
using System.Net.Http.Headers;
using Trucewatch.Formats.TimeStamps;

namespace Trucewatch.Missions.Evidence;

/// <summary>Asks a time-stamping authority over HTTP (RFC 3161 §3.4).</summary>
public static class AskAuthority
{
    private const string Query = "application/timestamp-query";
    private const string Answer = "application/timestamp-reply";

    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>An answer; whether it proves anything is for <see cref="TimeStampCheck"/>.</summary>
        public sealed record Answered(byte[] Bytes) : Reply;

        /// <summary>No answer.</summary>
        public sealed record Failed(Hindrance Why) : Reply;
    }

    /// <summary>A client for this: it follows no redirection and waits 30 seconds at most.</summary>
    public static HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Sends a request and reads the answer, at most <see cref="TimeStampCheck.MostBytes"/> of it.</summary>
    /// <param name="http">The client.</param>
    /// <param name="authority">The authority's address, http or https: the answer is signed, so either will do.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Reply> RunAsync(
        HttpClient http,
        Uri authority,
        TimeStampRequest request,
        CancellationToken cancellationToken
    )
    {
        using var content = new ByteArrayContent([.. request.Bytes]);
        content.Headers.ContentType = new MediaTypeHeaderValue(Query);
        using var message = new HttpRequestMessage(HttpMethod.Post, authority) { Content = content };
        try
        {
            using var reply = await http.SendAsync(
                message,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (reply.StatusCode != HttpStatusCode.OK)
                return Failed(authority, $"status {(int)reply.StatusCode}");
            if (reply.Content.Headers.ContentType?.MediaType != Answer)
                return Failed(authority, $"an answer of type {reply.Content.Headers.ContentType?.MediaType}");
            var bytes = new byte[TimeStampCheck.MostBytes + 1];
            await using var stream = await reply.Content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(
                bytes,
                bytes.Length,
                throwOnEndOfStream: false,
                cancellationToken
            );
            return length <= TimeStampCheck.MostBytes
                ? new Reply.Answered(bytes[..length])
                : Failed(authority, $"more than {TimeStampCheck.MostBytes} bytes");
        }
        catch (Exception down) when (down is HttpRequestException or IOException)
        {
            return Failed(authority, down.Message);
        }
        catch (TaskCanceledException slow) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(authority, slow.Message);
        }
    }

    private static Reply.Failed Failed(Uri authority, string found) =>
        new(new(authority.ToString(), found, "Look at the address, or ask another authority."));
}
