using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts.Tests;

/// <summary>A fact as it was, nothing open: at one point of the axis, with a value for every field that is asked for.</summary>
/// <param name="Id">Which; its field <c>id</c>, and <c>place</c> unless it names one.</param>
/// <param name="Noun">Its kind.</param>
/// <param name="Point">Its place on the axis.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Code">Its code; null: it has none.</param>
internal sealed record Exact(
    string Id,
    string Noun,
    int Point,
    ImmutableDictionary<string, Value> Fields,
    Code? Code = null
)
{
    public Value? Of(string field) =>
        Fields.GetValueOrDefault(field) ?? (field is "id" or "place" ? new Value.Name(Id) : null);
}

/// <summary>What variables are bound to, the newest first; a variable bound to null is open again.</summary>
internal sealed class Naming
{
    public static readonly Naming Nothing = new("", null, null);

    private readonly string name;
    private readonly Value? value;
    private readonly Naming? before;

    private Naming(string name, Value? value, Naming? before) =>
        (this.name, this.value, this.before) = (name, value, before);

    public Value? this[string of] => name == of ? value : before?[of];

    public Naming With(string of, Value? its) => new(of, its, this);

    /// <summary>All names added since another one, as text: those of facts (which begin with #), or all others.</summary>
    public string Since(Naming outer, bool facts)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        for (var one = this; one.before is not null && one != outer; one = one.before)
            if (one.name.StartsWith('#') == facts)
                found.Add($"{one.name}={this[one.name]}");
        return string.Join(' ', found);
    }
}
