using System.Collections.Immutable;
using System.Globalization;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Attributions;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Space;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

/// <summary>Acts on the register as facts, read from their entries.</summary>
internal static class ProofActs
{
    /// <summary>The noun, span and fields of an act that is filed; null: its noun is none of the terms. A field that is null cannot be told.</summary>
    public static (string Kind, ProofSpan Span, ImmutableSortedDictionary<string, Field?> Fields)? Of(
        RegisteredAct.Filed act,
        ImmutableArray<FactKind> kinds,
        Func<string, string?> about
    )
    {
        if (kinds.FirstOrDefault(k => !k.IsIncident && k.Noun == act.Noun) is not { } kind)
            return null;
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Field?>(StringComparer.Ordinal);
        fields["by"] = Name(act.By);
        if (act.To is { } to)
            fields["to"] = Name(to);
        if (act.About is { } other)
            fields["about"] = about(other) is { } label ? Name(label) : null;
        foreach (var (name, given) in act.Fields)
            if (
                Read(
                    given,
                    kind.Attributes.OfType<KindAttribute.Field>().FirstOrDefault(f => f.Name == name)?.Measure
                ) is
                { } value
            )
                fields[name] = Field.Of(value);
        return (kind.Noun, Span(act), fields.ToImmutable());
    }

    /// <summary>When an act happened.</summary>
    public static ProofSpan Span(RegisteredAct.Filed act)
    {
        var start = VerdictRecord.Micros(act.Happened.Start);
        return new(
            start,
            act.Happened.HasEnd ? Math.Max(VerdictRecord.Micros(act.Happened.End), start + 1) : start + 1
        );
    }

    /// <summary>A value as it was written; null: it is no number of that measure.</summary>
    public static Value? Read(string given, string? measure)
    {
        var text = given.Trim();
        if (measure is null || text.Length == 0)
            return text.Length == 0 ? null : new Value.Name(text);
        text = text.EndsWith(measure, StringComparison.Ordinal) ? text[..^measure.Length].TrimEnd() : text;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new Value.Number(number)
            : null;
    }

    public static Field Name(string name) => Field.Of(new Value.Name(name));
}
