using System.Collections.Frozen;
using System.Collections.Immutable;
using Trucewatch.Observations;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.Viina;

/// <summary>The labels of VIINA 2 and the codes that they may mean.</summary>
internal static class ViinaLabels
{
    // Some months cut the labels' stems and mark the cut by a "b": the whole words behind them.
    private static readonly FrozenDictionary<string, string> CutStems = new Dictionary<string, string>
    {
        ["firefighb"] = "firefight",
        ["retreab"] = "retreat",
        ["arresb"] = "arrest",
        ["airalerb"] = "airalert",
    }.ToFrozenDictionary();

    // Labels that speak of no act of fire or movement (loc, property, civcas, control, aad, airalert …) name no code.
    private static readonly FrozenDictionary<string, ImmutableArray<Code>> Codes = new Dictionary<
        string,
        ImmutableArray<Code>
    >
    {
        ["artillery"] = [new("K-4"), new("K-5")],
        ["airstrike"] = [new("K-7")],
        ["uav"] = [new("K-8"), new("K-9")],
        ["armor"] = [new("K-3")],
        ["firefight"] = [new("K-1"), new("K-3")],
        ["raid"] = [new("M-1"), new("M-3")],
        ["ied"] = [new("K-11")],
    }.ToFrozenDictionary();

    private static readonly Code OutOfScope = new("N-6");
    private static readonly Code LongRangeDrone = new("K-8");

    // A "uav" report speaks of a tactical drone unless something says otherwise: far more of them fly (our default, nats).
    private const double AgainstLongRange = -1.5;

    /// <summary>The labels of a row, whole words, in the row's order.</summary>
    public static ImmutableArray<string> Read(string eventType) =>
        [
            .. eventType
                .Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(l => CutStems.GetValueOrDefault(l, l)),
        ];

    /// <summary>One of the codes of all labels; out of scope (N-6) where none names one: kept, but no incident of violence.</summary>
    public static TypeEvidence Evidence(ImmutableArray<string> labels)
    {
        var codes = labels.SelectMany(l => Codes.GetValueOrDefault(l, [])).Distinct().ToArray();
        return codes.Length == 0
            ? TypeEvidence.OneOf(OutOfScope)
            : new TypeEvidence(
                codes.ToImmutableSortedDictionary(c => c, c => c == LongRangeDrone ? AgainstLongRange : 0.0)
            );
    }
}
