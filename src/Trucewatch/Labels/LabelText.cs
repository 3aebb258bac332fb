using System.Collections.Immutable;
using NodaTime.Text;

namespace Trucewatch.Labels;

/// <summary>A label's one canonical text: <c>MISSION//REL TO COAL, OBS//ORCON//EMBARGO 2026-03-01T00:00:00Z//BY viina</c>.</summary>
public static class LabelText
{
    /// <summary>The canonical text of a label.</summary>
    public static string Write(Label label)
    {
        var parts = new List<string> { label.Marking.ToString().ToUpperInvariant() };
        if (!label.RelTo.IsEmpty)
            parts.Add("REL TO " + string.Join(", ", label.RelTo.Select(g => g.ToString().ToUpperInvariant())));
        if (label.Orcon)
            parts.Add("ORCON");
        if (label.EmbargoUntil is { } until)
            parts.Add("EMBARGO " + InstantPattern.ExtendedIso.Format(until));
        parts.Add("BY " + label.Originator);
        return string.Join("//", parts);
    }

    /// <summary>The label of a text; null: it is none. Whatever is unknown in it makes it none: unknown denies.</summary>
    public static Label? Read(string text)
    {
        var parts = text.Split("//");
        if (!TryName<Marking>(parts[0], out var marking))
            return null;
        var label = Label.Of("", marking);
        foreach (var part in parts.Skip(1))
        {
            if (part == "ORCON")
                label = label with { Orcon = true };
            else if (part.StartsWith("BY ", StringComparison.Ordinal))
                label = label with { Originator = part[3..] };
            else if (part.StartsWith("REL TO ", StringComparison.Ordinal) && Groups(part[7..]) is { } groups)
                label = label with { RelTo = groups };
            else if (
                part.StartsWith("EMBARGO ", StringComparison.Ordinal)
                && InstantPattern.ExtendedIso.Parse(part[8..]).TryGetValue(default, out var until)
            )
                label = label with { EmbargoUntil = until };
            else
                return null;
        }
        return label;
    }

    private static ImmutableSortedSet<Group>? Groups(string text)
    {
        var groups = ImmutableSortedSet.CreateBuilder<Group>();
        foreach (var name in text.Split(", "))
        {
            if (!TryName<Group>(name, out var group))
                return null;
            groups.Add(group);
        }
        return groups.ToImmutable();
    }

    private static bool TryName<T>(string name, out T value)
        where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>())
        {
            if (string.Equals(known.ToString().ToUpperInvariant(), name, StringComparison.Ordinal))
            {
                value = known;
                return true;
            }
        }
        value = default;
        return false;
    }
}
