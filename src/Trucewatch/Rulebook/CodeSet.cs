using System.Collections.Immutable;

namespace Trucewatch.Rulebook;

/// <summary>Which codes a clause, a claim or a sensor speaks of: single codes and ranges, or all.</summary>
/// <remarks>Text form: <c>K-1 to K-12, I-1</c>, or <c>all</c> (every code but the N family, which is no violation).</remarks>
public sealed record CodeSet(ImmutableArray<(Code From, Code To)> Ranges)
{
    /// <summary>Every code but the N family.</summary>
    public static readonly CodeSet All = new(ImmutableArray<(Code, Code)>.Empty);

    /// <summary>True if the code is meant.</summary>
    public bool Has(Code code) =>
        Ranges.IsEmpty
            ? code.Family != 'N'
            : Ranges.Any(r =>
                r.From.Family == code.Family && r.From.Number <= code.Number && code.Number <= r.To.Number
            );

    /// <summary>Reads the text form; null: it is none.</summary>
    public static CodeSet? Read(string text)
    {
        if (string.Equals(text.Trim(), "all", StringComparison.OrdinalIgnoreCase))
            return All;
        var ranges = ImmutableArray.CreateBuilder<(Code, Code)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split(" to ", StringSplitOptions.TrimEntries);
            if (Code.Read(ends[0]) is not { } from || Code.Read(ends[^1]) is not { } to || from.Family != to.Family)
                return null;
            ranges.Add((from, to));
        }
        return ranges.Count == 0 ? null : new(ranges.ToImmutable());
    }

    /// <inheritdoc />
    public bool Equals(CodeSet? other) => other is not null && Ranges.SequenceEqual(other.Ranges);

    /// <inheritdoc />
    public override int GetHashCode() => Ranges.Length == 0 ? 0 : Ranges[0].GetHashCode();

    /// <summary>The text form.</summary>
    public override string ToString() =>
        Ranges.IsEmpty
            ? "all"
            : string.Join(", ", Ranges.Select(r => r.From == r.To ? r.From.Text : $"{r.From.Text} to {r.To.Text}"));
}
