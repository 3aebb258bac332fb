using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NodaTime;
using Trucewatch.Formats.TimeStamps;
using Trucewatch.Missions.Evidence;
using Trucewatch.Record;
using Trucewatch.Storage.Files;

namespace Trucewatch.Missions.Records;

/// <summary>Has the newest checkpoint stamped by authorities that do not know one another (RFC 3161): it was there by then.</summary>
public static class StampCheckpoint
{
    /// <summary>An authority that is asked.</summary>
    /// <param name="Name">The keeper's name for it (<see cref="CheckpointStamp.IsName"/>).</param>
    /// <param name="Address">Its address, http or https.</param>
    /// <param name="Roots">Its roots: a stamp that does not lead there is not kept.</param>
    public sealed record Authority(string Name, Uri Address, X509Certificate2Collection Roots);

    /// <summary>What came of asking one authority.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>Its stamp holds and is on disk.</summary>
        public sealed record Stamped(CheckpointStamp Stamp, string Subject) : Reply;

        /// <summary>It gave none that holds; nothing was stored, and it is asked again next time.</summary>
        public sealed record Failed(string Authority, string Why) : Reply;
    }

    /// <summary>Asks those authorities whose stamp is due (<see cref="CheckpointStamp.Due"/>).</summary>
    /// <param name="newest">The newest checkpoint under the record's signature.</param>
    /// <param name="folder">Where the stamps are kept.</param>
    /// <param name="authorities">Whom to ask.</param>
    /// <param name="every">How long after its last stamp an authority is asked again.</param>
    /// <param name="now">Now.</param>
    /// <param name="http">The client, from <see cref="AskAuthority.Client"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">A stamp could not be stored.</exception>
    public static async Task<ImmutableArray<Reply>> RunAsync(
        SignedCheckpoint newest,
        StampFolder folder,
        ImmutableArray<Authority> authorities,
        Duration every,
        Instant now,
        HttpClient http,
        CancellationToken cancellationToken
    )
    {
        var due = CheckpointStamp.Due(
            newest.Checkpoint,
            folder.List(),
            [.. authorities.Select(static a => a.Name)],
            now.ToUnixTimeSeconds(),
            (long)every.TotalSeconds
        );
        var replies = ImmutableArray.CreateBuilder<Reply>();
        foreach (var authority in authorities.Where(a => due.Contains(a.Name)))
            replies.Add(await AskAsync(newest, folder, authority, http, cancellationToken));
        return replies.ToImmutable();
    }

    /// <summary>Reads the file of authorities: a line each of name, address and PEM file of its roots; <c>#</c> begins a remark.</summary>
    /// <param name="file">The file; PEM files are found from its folder.</param>
    /// <exception cref="FormatException">A line has another form, two have one name, or there are fewer than two.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ImmutableArray<Authority> ReadAuthorities(string file)
    {
        var found = ImmutableArray.CreateBuilder<Authority>();
        foreach (var line in File.ReadAllLines(file).Select(static l => l.Split('#')[0].Trim()))
        {
            if (line.Length == 0)
                continue;
            if (
                line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [var name, var address, var pem]
                || !CheckpointStamp.IsName(name)
                || !Uri.TryCreate(address, UriKind.Absolute, out var uri)
                || uri.Scheme is not ("http" or "https")
                || found.Any(a => a.Name == name)
            )
                throw new FormatException(
                    $"\"{line}\" is no authority. Give a name of its own (lower-case letters, digits, hyphens), its address and a PEM file of its roots."
                );
            found.Add(new(name, uri, Roots(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, pem))));
        }
        return found.Count >= 2
            ? found.ToImmutable()
            : throw new FormatException("Name at least two authorities: one alone could be wrong, or gone.");
    }

    /// <summary>Checks a stamp over a checkpoint.</summary>
    /// <param name="token">The authority's answer.</param>
    /// <param name="note">The signed checkpoint, byte for byte.</param>
    /// <param name="roots">The roots that are trusted.</param>
    public static TimeStampOutcome Check(byte[] token, byte[] note, X509Certificate2Collection roots) =>
        TimeStampCheck.CheckSha256(token, [.. SHA256.HashData(note)], nonce: null, roots);

    private static X509Certificate2Collection Roots(string pem)
    {
        try
        {
            return TimeStampCheck.Roots(File.ReadAllText(pem));
        }
        catch (CryptographicException wrong)
        {
            throw new FormatException($"{pem}: {wrong.Message}", wrong);
        }
    }

    private static async Task<Reply> AskAsync(
        SignedCheckpoint newest,
        StampFolder folder,
        Authority authority,
        HttpClient http,
        CancellationToken cancellationToken
    )
    {
        var request = TimeStampRequest.ForSha256(
            SHA256.HashData(Encoding.UTF8.GetBytes(newest.Note)),
            RandomNumberGenerator.GetBytes(TimeStampRequest.NonceLength)
        );
        var asked = await AskAuthority.RunAsync(http, authority.Address, request, cancellationToken);
        if (asked is not AskAuthority.Reply.Answered { Bytes: var token })
            return new Reply.Failed(authority.Name, ((AskAuthority.Reply.Failed)asked).Why.ToString());
        var outcome = TimeStampCheck.CheckSha256(token, request.Hash, request.Nonce, authority.Roots);
        if (outcome is not TimeStampOutcome.Holds holds)
            return new Reply.Failed(
                authority.Name,
                string.Join("; ", ((TimeStampOutcome.Refused)outcome).Reasons.Select(static r => r.ToString()))
            );
        var stamp = new CheckpointStamp(newest.Checkpoint.Size, authority.Name, holds.At.ToUnixTimeSeconds());
        folder.Add(stamp, newest.Note, token);
        return new Reply.Stamped(stamp, holds.Authority);
    }
}
