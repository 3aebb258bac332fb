using System.Collections.Immutable;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Record;
using Trucewatch.Sources;

namespace Trucewatch.Reports;

/// <summary>Which entry brought what: folded beside what is known, for those who cite.</summary>
public sealed class Citations
{
    private readonly Dictionary<(string Kind, string Key), long> entries = [];
    private readonly HashSet<long> batches = [];

    /// <summary>Reads one more entry; what is closed has no key and is cited by nobody.</summary>
    public void Add(EntryNumber number, OpenEntry open)
    {
        if (open.Entry.Kind == "batch")
            batches.Add(number.Value);
        if (EntryValues.KeyOf(open) is { } key)
            entries[(open.Entry.Kind, key)] = number.Value;
    }

    /// <summary>The entry of a zone as its drawer drew it; 0: none is known.</summary>
    public long Of(Zone zone) => Of("zone", $"{zone.Id}|{zone.Drawer}|{zone.Valid}");

    /// <summary>The entry of a claim; of an acceptance, the act's.</summary>
    public long Of(TruceClaim claim) => Of("claim", claim.Id) is > 0 and var entry ? entry : Of("act", claim.Id);

    /// <summary>The entry of an act.</summary>
    public long Of(RegisteredAct act) => Of("act", act.Id);

    /// <summary>The entry of a source.</summary>
    public long Of(Source source) => Of("source", source.Id.Code);

    /// <summary>Whether an entry brought many readings at once.</summary>
    public bool IsReading(EntryNumber entry) => batches.Contains(entry.Value);

    private long Of(string kind, string key) => entries.GetValueOrDefault((kind, key));
}
