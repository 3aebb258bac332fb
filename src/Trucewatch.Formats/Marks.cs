using System.Collections.Immutable;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Sources;

namespace Trucewatch.Formats;

/// <summary>Details with their markings: what the source says of the field, else the format's default.</summary>
internal sealed class Marks(Source source)
{
    private readonly ImmutableSortedDictionary<string, Detail>.Builder _details =
        ImmutableSortedDictionary.CreateBuilder<string, Detail>(StringComparer.Ordinal);

    /// <summary>Adds a field with what the source says of it, else this marking. Nothing is added where nothing stands.</summary>
    public Marks Add(string name, string value, Marking otherwise) =>
        Put(name, value, source.FieldLabels.GetValueOrDefault(name, otherwise));

    /// <summary>Adds a field that is never below this marking, whatever the source says.</summary>
    public Marks AddAtLeast(string name, string value, Marking least) =>
        Put(name, value, (Marking)Math.Max((int)least, (int)source.FieldLabels.GetValueOrDefault(name, least)));

    /// <summary>All of them.</summary>
    public ImmutableSortedDictionary<string, Detail> All() => _details.ToImmutable();

    private Marks Put(string name, string value, Marking marking)
    {
        if (value.Length > 0)
            _details[name] = new(value, marking);
        return this;
    }
}
