using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>The keeper's side of witnessing: asks for cosignatures of the newest checkpoint, and merges what comes back.</summary>
/// <remarks>Needs the record's files only: checkpoint and tiles, in a folder or at an address.</remarks>
/// <param name="files">The record.</param>
public sealed class Cosigning(RecordFiles files)
{
    private const int MaxAnswer = 1 << 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The request for a witness that knows the record up to a size: the body of <c>POST /add-checkpoint</c>.</summary>
    /// <param name="knownSize">What the witness knows; 0: nothing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">The witness knows more entries than the record has.</exception>
    /// <exception cref="IOException">The checkpoint or a tile is missing or damaged.</exception>
    public async Task<string> RequestAsync(long knownSize, CancellationToken cancellationToken)
    {
        var note = await CheckpointAsync(cancellationToken);
        var size = CheckpointForm.Read(note.Text).Size;
        if (knownSize > size || knownSize < 0)
            throw new ArgumentException(
                $"The witness knows {knownSize} entries and the record in {files.Name} has {size}: it is an older copy, or the size is wrong.",
                nameof(knownSize)
            );
        try
        {
            var path =
                knownSize == 0
                    ? []
                    : await new TileProofs(files.Source, size).ConsistencyAsync(knownSize, size, cancellationToken);
            return AddCheckpoint.Of(knownSize, path, note).Body();
        }
        catch (LogFaultException broken)
        {
            throw new IOException($"{files.Name}: {broken.Fault} Run verify record.", broken);
        }
    }

    /// <summary>The newest checkpoint with those of the offered lines that hold by a witness of the policy.</summary>
    /// <param name="offered">What witnesses answered.</param>
    /// <param name="policy">The witnesses and the quorum.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">There is no checkpoint in its form.</exception>
    public async Task<Cosigned> MergeAsync(
        ImmutableArray<NoteSignature> offered,
        WitnessPolicy policy,
        CancellationToken cancellationToken
    )
    {
        var note = await files.CheckpointAsync(cancellationToken) ?? throw Missing();
        VerifierKey[] keys = [.. policy.Witnesses.Select(static w => w.Key)];
        var merged = note.WithVerified(offered, keys);
        var signers = merged.Check(keys) is NoteVerdict.Accepted accepted
            ? accepted.Verified.Select(static v => v.By).ToHashSet()
            : [];
        return new(
            merged,
            CheckpointForm.Read(merged.Text),
            [.. policy.Witnesses.Where(w => signers.Contains(w.Key))],
            [
                .. policy
                    .Witnesses.Where(w => !signers.Contains(w.Key))
                    .Select(w => new Cosigned.Absent(w, "no cosignature")),
            ],
            policy.IsSatisfiedBy(signers)
        );
    }

    /// <summary>Calls all witnesses of a policy that have an address, at once, and merges their answers.</summary>
    /// <param name="client">Who calls.</param>
    /// <param name="policy">The witnesses and the quorum.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="IOException">The record's own files are missing or damaged; a witness that does not answer is only missing.</exception>
    public async Task<Cosigned> CallAsync(HttpClient client, WitnessPolicy policy, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(policy.Witnesses.Select(w => CallAsync(client, w, cancellationToken)));
        var cosigned = await MergeAsync([.. answers.SelectMany(static a => a.Lines)], policy, cancellationToken);
        var why = policy.Witnesses.Zip(answers).ToDictionary(static p => p.First, static p => p.Second.Why);
        return cosigned with
        {
            Missing = [.. cosigned.Missing.Select(m => m with { Why = why[m.Witness] ?? "its answer does not hold" })],
        };
    }

    private async Task<(ImmutableArray<NoteSignature> Lines, string? Why)> CallAsync(
        HttpClient client,
        PolicyWitness witness,
        CancellationToken cancellationToken
    )
    {
        if (witness.Url is null || TileAddress.Read(witness.Url) is not { } address)
            return ([], "the policy gives no address");
        try
        {
            for (var (known, turn) = (0L, 0); turn < 3; turn++) // the record may grow, and others may call, between two turns
            {
                var body = await RequestAsync(known, cancellationToken);
                var (status, answer) = await PostAsync(
                    client,
                    new Uri(address, "add-checkpoint"),
                    body,
                    cancellationToken
                );
                switch (status)
                {
                    case 200:
                        return (NoteSignature.ReadLines(answer), null);
                    case 409
                        when long.TryParse(answer.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out known):
                        continue;
                    default:
                        return ([], $"it answered {status}: {FirstLine(answer)}");
                }
            }

            return ([], "it names another size at every turn");
        }
        catch (ArgumentException older)
        {
            return ([], FirstLine(older.Message));
        }
        catch (FormatException wrong)
        {
            return ([], wrong.Message.TrimEnd('.'));
        }
        catch (Exception e)
            when (e is HttpRequestException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return ([], "it does not answer");
        }
    }

    private static async Task<(int Status, string Body)> PostAsync(
        HttpClient client,
        Uri address,
        string body,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
        var bytes = new byte[MaxAnswer];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, patience.Token);
        return ((int)answer.StatusCode, Encoding.UTF8.GetString(bytes, 0, length));
    }

    private async Task<SignedNote> CheckpointAsync(CancellationToken cancellationToken)
    {
        var bytes = await files.Source(RecordFolder.CheckpointFile, cancellationToken) ?? throw Missing();
        try
        {
            return SignedNote.Read(bytes);
        }
        catch (FormatException wrong)
        {
            throw new IOException($"The checkpoint in {files.Name} is not in its form: {wrong.Message}", wrong);
        }
    }

    private IOException Missing() =>
        new($"There is no checkpoint in {files.Name}: give the folder of an exported record, or its address.");

    private static string FirstLine(string text) =>
        text.Split('\n')[0] is { Length: > 200 } line ? line[..200] : text.Split('\n')[0].TrimEnd('.');
}

/// <summary>A checkpoint with its cosignatures, and who is missing.</summary>
/// <param name="Note">The signed and cosigned checkpoint.</param>
/// <param name="Checkpoint">What it says.</param>
/// <param name="By">The policy's witnesses whose cosignatures hold.</param>
/// <param name="Missing">The others, each with the reason.</param>
/// <param name="Quorum">Whether those suffice.</param>
public sealed record Cosigned(
    SignedNote Note,
    Checkpoint Checkpoint,
    ImmutableArray<PolicyWitness> By,
    ImmutableArray<Cosigned.Absent> Missing,
    bool Quorum
)
{
    /// <summary>A witness without a cosignature.</summary>
    /// <param name="Witness">The witness.</param>
    /// <param name="Why">In words, without a full stop.</param>
    public sealed record Absent(PolicyWitness Witness, string Why);
}
