using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Trucewatch.Evidence;
using Trucewatch.Formats.TimeStamps;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Evidence;

/// <summary>Has a piece of evidence stamped by an authority, checks the stamp, and enters it.</summary>
public static class StampEvidence
{
    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>The stamp holds and is in the record.</summary>
        public sealed record Stamped(TimeStampOutcome.Holds Stamp, long Entry) : Reply;

        /// <summary>Nothing was entered.</summary>
        public sealed record Refused(ImmutableArray<Hindrance> Reasons) : Reply;
    }

    /// <summary>Asks, checks, enters: a stamp that does not hold is never stored.</summary>
    /// <param name="sha256">The evidence.</param>
    /// <param name="by">The person who has it stamped.</param>
    /// <param name="authority">The authority's address.</param>
    /// <param name="roots">The roots that are trusted.</param>
    /// <param name="desk">The mission.</param>
    /// <param name="http">The client, from <see cref="AskAuthority.Client"/>.</param>
    /// <param name="cancellationToken">Gives up; nothing is entered.</param>
    public static async Task<Reply> RunAsync(
        string sha256,
        string by,
        Uri authority,
        X509Certificate2Collection roots,
        EvidenceDesk desk,
        HttpClient http,
        CancellationToken cancellationToken
    )
    {
        var custody = await desk.CustodyAsync(cancellationToken);
        if (!Knows(custody, sha256))
            return new Reply.Refused([Unknown(sha256)]);
        var request = TimeStampRequest.ForSha256(
            Convert.FromHexString(sha256),
            RandomNumberGenerator.GetBytes(TimeStampRequest.NonceLength)
        );
        var asked = await AskAuthority.RunAsync(http, authority, request, cancellationToken);
        if (asked is AskAuthority.Reply.Failed failed)
            return new Reply.Refused([failed.Why]);
        var answer = ((AskAuthority.Reply.Answered)asked).Bytes;
        var outcome = TimeStampCheck.CheckSha256(answer, request.Hash, request.Nonce, roots);
        if (outcome is not TimeStampOutcome.Holds holds)
            return new Reply.Refused([
                .. ((TimeStampOutcome.Refused)outcome).Reasons.Select(r => new Hindrance(
                    $"{authority} {r.Rule}",
                    r.Found,
                    r.Cure
                )),
            ]);
        var act = new CustodyAct.Stamped(
            desk.NewId(),
            new(sha256),
            desk.Now,
            by,
            holds.Authority,
            holds.At,
            Convert.ToBase64String(answer)
        );
        var entry = await desk.AppendAsync([EvidenceEntries.Of(act)], cancellationToken);
        return new Reply.Stamped(holds, entry.Value);
    }

    /// <summary>Has the record an original or derivative of this SHA-256?</summary>
    internal static bool Knows(CustodyState custody, string sha256) =>
        sha256.Length == 64
        && sha256.All(char.IsAsciiHexDigitLower)
        && (custody.Items.ContainsKey(new(sha256)) || custody.Derivatives.ContainsKey(new(sha256)));

    internal static Hindrance Unknown(string sha256) =>
        new(sha256, "the record has no evidence of this SHA-256", "Take it in first, or look the SHA-256 up.");
}
