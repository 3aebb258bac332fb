using System.Collections.Immutable;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Incidents;

/// <summary>The codes of a rulebook in order, with the logarithms of their priors.</summary>
internal sealed class CodeTable
{
    private readonly ImmutableArray<Code> codes;
    private readonly double[] lnPrior;

    public CodeTable(Rules rules)
    {
        codes = [.. rules.Codes.Keys];
        var sum = 0.0;
        foreach (var rule in rules.Codes.Values)
            sum += rule.Prior;
        lnPrior = [.. rules.Codes.Values.Select(r => Arithmetic.Ln(r.Prior / sum))];
    }

    /// <summary>What a report says, as a row over all codes.</summary>
    public double[] Row(TypeEvidence type) => [.. codes.Select(type.Of)];

    /// <summary>Λtype: ln Σ π e^(a+b) − ln Σ π e^a − ln Σ π e^b.</summary>
    public double Weigh(double[] a, double[] b)
    {
        var both = new double[codes.Length];
        for (var k = 0; k < both.Length; k++)
            both[k] = a[k] + b[k];
        return LogSum(both) - LogSum(a) - LogSum(b);
    }

    /// <summary>The chance of each code from 0.001 up, given a row.</summary>
    public ImmutableSortedDictionary<Code, double> Posterior(double[] row)
    {
        var total = LogSum(row);
        var chances = ImmutableSortedDictionary.CreateBuilder<Code, double>();
        for (var k = 0; k < row.Length; k++)
            if (Arithmetic.Exp(lnPrior[k] + row[k] - total) is >= 0.001 and var chance)
                chances.Add(codes[k], chance);
        return chances.ToImmutable();
    }

    private double LogSum(double[] row)
    {
        var most = double.NegativeInfinity;
        for (var k = 0; k < row.Length; k++)
            most = Math.Max(most, lnPrior[k] + row[k]);
        var sum = 0.0;
        for (var k = 0; k < row.Length; k++)
            sum += Arithmetic.Exp(lnPrior[k] + row[k] - most);
        return most + Arithmetic.Ln(sum);
    }
}
