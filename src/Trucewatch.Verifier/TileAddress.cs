using System.Net;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>The files of a log at an address: <c>ADDRESS/checkpoint</c>, <c>ADDRESS/tile/…</c> (C2SP tlog-tiles).</summary>
/// <remarks>Only that address is asked: a redirection is an error. A file longer than its form allows is not read to its end.</remarks>
public static class TileAddress
{
    /// <summary>How long one file may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A client that follows no redirections and keeps nothing of one address for another.</summary>
    public static HttpClient Client() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
                ConnectTimeout = TimeSpan.FromSeconds(10),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan, // each file has its own
        };

    /// <summary>Is this an address, and not a folder? It begins with <c>http://</c> or <c>https://</c>.</summary>
    public static Uri? Read(string place) =>
        (
            place.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || place.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        ) && Uri.TryCreate(place.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            ? address
            : null;

    /// <summary>Reads from an address.</summary>
    /// <param name="client">Who asks; it stays the caller's.</param>
    /// <param name="address">What stands before <c>/checkpoint</c>.</param>
    /// <returns>
    /// The source; it gives null where the server answers 404 or 410, and throws <see cref="IOException"/> where it
    /// cannot be reached, answers something else, takes too long or sends more than the file's form allows.
    /// </returns>
    public static TileSource Source(HttpClient client, Uri address)
    {
        var root = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        return (path, cancellationToken) =>
            GetAsync(client, new Uri(root, path), FileLimits.Of(path), cancellationToken);
    }

    private static async Task<byte[]?> GetAsync(
        HttpClient client,
        Uri file,
        long limit,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await client.GetAsync(file, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
                return null;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new IOException(
                    $"{file} answered {(int)answer.StatusCode}, not 200. Is it the address of a record, with /checkpoint and /tile under it?"
                );
            await using var body = await answer.Content.ReadAsStreamAsync(patience.Token);
            return await ReadAsync(body, file, limit, patience.Token);
        }
        catch (HttpRequestException under)
        {
            throw new IOException($"{file} cannot be read: {under.Message}", under);
        }
        catch (OperationCanceledException under) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{file} did not come within {Patience.TotalSeconds:0} seconds.", under);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream body, Uri file, long limit, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var part = new byte[1 << 16];
        for (int length; (length = await body.ReadAsync(part, cancellationToken)) > 0; )
        {
            if (read.Length + length > limit)
                throw new IOException($"{file} is longer than the {limit} bytes that such a file may have.");
            read.Write(part, 0, length);
        }

        return read.ToArray();
    }
}
