using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime.Text;
using Trucewatch.Labels;
using Trucewatch.Missions;
using Trucewatch.Missions.Proofs;
using Trucewatch.Missions.Records;
using Trucewatch.Observations;
using Trucewatch.Record;
using Trucewatch.Reports;

namespace Trucewatch.Server;

/// <summary>What came of asking for a view.</summary>
public abstract record ViewAnswer
{
    private ViewAnswer() { }

    /// <summary>The view.</summary>
    public sealed record Found(View View) : ViewAnswer;

    /// <summary>Refused, and why: all reasons at once.</summary>
    public sealed record Refused(int Status, ImmutableArray<Reason> Reasons) : ViewAnswer;
}

/// <summary>Views by entry and audience, made once and kept: the record of a replay does not grow while it is served.</summary>
public sealed class Views(MissionRecord record, Audience most)
{
    private readonly ConcurrentDictionary<(long Entry, Audience Audience), Lazy<Task<View?>>> made = new();

    /// <summary>The widest audience that anybody may look as.</summary>
    public Audience Most => most;

    /// <summary>The view for an audience (null: the widest allowed) as known at an entry or instant (null: now).</summary>
    public async Task<ViewAnswer> GetAsync(string? audience, string? asOf, CancellationToken cancellationToken)
    {
        if ((audience is null ? most : Audiences.Read(audience)) is not { } asked)
            return new ViewAnswer.Refused(400, [new("audience", "unknown_word", audience ?? "")]);
        if (asked != most && most != Audience.Mission)
            return new ViewAnswer.Refused(403, [new("audience", "forbidden", audience ?? "")]);
        if (asOf is not null && !new Viewer(asked).MayAskAsOf)
            return new ViewAnswer.Refused(403, [new("asOf", "forbidden", asOf)]);

        var entry = asOf is null ? new EntryNumber(record.Checkpoint.Size) : await EntryAsync(asOf, cancellationToken);
        if (entry is not { Value: > 0 } number)
            return new ViewAnswer.Refused(400, [new("asOf", "malformed", asOf ?? "")]);
        var view = await made.GetOrAdd(
            (number.Value, asked),
            key => new(() => MakeAsync(key.Entry, key.Audience))
        ).Value;
        return view is null
            ? new ViewAnswer.Refused(400, [new("asOf", "out_of_range", asOf ?? "")])
            : new ViewAnswer.Found(view);
    }

    private readonly ConcurrentDictionary<(long Entry, Audience Audience), Lazy<Task<ProofDesk?>>> desks = new();

    /// <summary>What proofs of a view are made of; null: nothing was known then.</summary>
    public async Task<ProofDesk?> DeskAsync(View view, CancellationToken cancellationToken)
    {
        var key = (view.Known.AsOf.Value, view.Viewer.Audience);
        return await desks
            .GetOrAdd(
                key,
                k => new(() => ProofDesk.OpenAsync(record, new(k.Entry), k.Audience, CancellationToken.None))
            )
            .Value.WaitAsync(cancellationToken);
    }

    /// <summary>An entry as the one who looks may see it; null: there is none with that number, or not yet.</summary>
    public async Task<EntryReply?> EntryAsync(long number, View view, CancellationToken cancellationToken)
    {
        if (number < 1 || number > view.Known.AsOf.Value)
            return null;
        await foreach (var stored in record.Log.ReadAsync(new(number), new(number), cancellationToken))
            return EntryReply.Of(stored, view);
        return null;
    }

    private async Task<View?> MakeAsync(long entry, Audience audience)
    {
        var known =
            entry == record.Checkpoint.Size
                ? record.Known
                : await record.KnownAtAsync(new(entry), CancellationToken.None);
        if (known is null)
            return null;
        var written = WrittenReport.Of(known.Draw(), audience, Math.Max(1, known.Reports));
        return new(
            written,
            new Viewer(audience),
            record.Checkpoint.Size,
            Convert.ToHexStringLower(record.Checkpoint.Root.AsSpan())
        );
    }

    private async Task<EntryNumber?> EntryAsync(string asOf, CancellationToken cancellationToken)
    {
        if (long.TryParse(asOf, out var number))
            return number >= 1 && number <= record.Checkpoint.Size ? new EntryNumber(number) : null;
        return InstantPattern.ExtendedIso.Parse(asOf).TryGetValue(default, out var instant)
            ? await record.LastAtAsync(instant.ToUnixTimeSeconds(), cancellationToken)
            : null;
    }
}
