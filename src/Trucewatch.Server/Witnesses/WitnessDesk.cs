using System.Collections.Concurrent;
using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Server.Witnesses;

/// <summary>What a witness answers.</summary>
/// <param name="Status">200, or why not (<see cref="WitnessVerdict.Refused"/>).</param>
/// <param name="Body">The witness's signature lines, or the reason.</param>
/// <param name="ContentType">The body's type.</param>
public sealed record WitnessAnswer(int Status, string Body, string ContentType);

/// <summary>A witness at work: decides, stores durably, and only then answers; of one log one request at a time.</summary>
/// <param name="logs">The logs that it watches: their verifier keys.</param>
/// <param name="key">Its own key; it stays the caller's.</param>
/// <param name="state">What it knows; it stays the caller's.</param>
/// <param name="clock">Tells the time of a cosignature.</param>
public sealed class WitnessDesk(
    ImmutableArray<VerifierKey> logs,
    SigningKey key,
    WitnessState state,
    TimeProvider clock
)
{
    /// <summary>The greatest length of a request, in bytes: a proof of 63 hashes and a checkpoint with many signatures.</summary>
    public const int MaxBytes = 1 << 17;

    private const string Text = "text/plain; charset=utf-8";

    private readonly Witness _witness = new([
        .. logs.GroupBy(static l => l.Name).Select(static l => new WitnessedLog(l.Key, [.. l])),
    ]);
    private readonly ConcurrentDictionary<string, Lock> _locks = new(
        logs.Select(static l => l.Name).Distinct().Select(static n => KeyValuePair.Create(n, new Lock()))
    );

    /// <summary>The witness's public key.</summary>
    public VerifierKey Key => key.Verifier;

    /// <summary>The names of the logs that it watches.</summary>
    public ImmutableArray<string> Origins => [.. _locks.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Receives a request to cosign (C2SP tlog-witness, <c>add-checkpoint</c>).</summary>
    /// <param name="body">The body as it came.</param>
    /// <exception cref="IOException">What it decided could not be stored: nothing was answered, nothing signed is known to anybody.</exception>
    public WitnessAnswer Receive(byte[] body)
    {
        if (OriginOf(body) is not { } origin || !_locks.TryGetValue(origin, out var one))
            return Decide(body, ImmutableDictionary<string, Checkpoint>.Empty);
        lock (one)
        {
            var known = ImmutableDictionary<string, Checkpoint>.Empty;
            return Decide(body, state.Last(origin) is { } last ? known.Add(origin, last) : known);
        }
    }

    /// <summary>The newest cosigned checkpoint at a monitoring path; null: there is none.</summary>
    /// <param name="hash">Hexadecimal SHA-256 of the origin.</param>
    public byte[]? Published(string hash) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? state.Published($"{hash}/checkpoint") : null;

    private WitnessAnswer Decide(byte[] body, ImmutableDictionary<string, Checkpoint> last)
    {
        switch (_witness.Receive(body, last))
        {
            case WitnessVerdict.Refused refused:
                return new(refused.Status, refused.Body, refused.ContentType);
            case WitnessVerdict.Cosign cosign:
                var (published, lines) = cosign.With([key], clock.GetUtcNow().ToUnixTimeSeconds());
                state.Store(cosign.Checkpoint.Origin, published);
                return new(200, lines, Text);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static string? OriginOf(byte[] body)
    {
        try
        {
            return AddCheckpoint.Read(body).Checkpoint.Origin;
        }
        catch (FormatException)
        {
            return null; // the witness says what is wrong with it
        }
    }
}
