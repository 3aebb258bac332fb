using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>What a reader brings along to a check: a record's key, a policy, both or neither.</summary>
/// <remarks>They come from elsewhere (papers, a gazette, another state), never from the record that is checked.</remarks>
/// <param name="Key">The record's key; null: none was given.</param>
/// <param name="Policy">Whose cosignatures must stand under a checkpoint, perhaps also the record's key; null: none was given.</param>
public sealed record Trust(VerifierKey? Key, WitnessPolicy? Policy)
{
    /// <summary>Neither was given: whose record it is cannot be checked.</summary>
    public static readonly Trust Nobody = new(null, null);

    private LogTrust? Ready { get; init; }

    /// <summary>Exactly this trust; null: nobody's.</summary>
    public static Trust In(LogTrust? trust) => Nobody with { Ready = trust };

    /// <summary>What is asked of a checkpoint of that origin; null: nothing.</summary>
    /// <remarks>A key or policy that names another record stays: the checkpoint is then refused with both names.</remarks>
    public LogTrust? Of(string origin)
    {
        if (Ready is not null || (Key is null && Policy is null))
            return Ready;
        if (Key is not null)
            return LogTrust.Of(Key, Policy ?? WitnessPolicy.None);
        var named = Policy!.Logs.FirstOrDefault(l => l.Name == origin) ?? Policy.Logs.FirstOrDefault();
        return named is null ? new(origin, [], Policy) : LogTrust.Of(Policy, named.Name);
    }
}
