using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>Which column each variable stands in, for one stream.</summary>
internal sealed record Scope(EngineKind? Kind, Dictionary<string, int> Columns)
{
    public Stream Stream { get; set; } = null!;

    /// <summary>How long after the anchor it is asked: what lifts a missed limit is asked when it is missed.</summary>
    public long Shift { get; init; }

    /// <summary>True: what is asked makes a state, whose begins are the anchors.</summary>
    public bool IsState { get; init; }
}

/// <summary>What one provision's compilation shares: constants, key spaces, streams.</summary>
internal sealed class Workshop(EngineCore core, EngineAgreement agreement, EngineProgram program)
{
    private readonly Dictionary<string, KeySpace> spaces = [];
    private readonly Dictionary<string, Formula.Fact> locals = [];

    public EngineCore Core => core;
    public EngineAgreement Agreement => agreement;
    public EngineProgram Program => program;

    /// <summary>Variables that have one value throughout: a named bearer, a body.</summary>
    public Dictionary<string, Value> Constants { get; } = [];

    /// <summary>The bearer's variable; null: it is one and the same throughout.</summary>
    public string? Bearer { get; set; }

    public int Need { get; } = core.Schema.Need(program.Provision.Needs);

    /// <summary>Keys of the same variables seen from the same stream have the same numbers.</summary>
    public KeySpace Space(Stream anchors, string[] variables)
    {
        var name = anchors.Number + " " + string.Join(' ', variables);
        if (!spaces.TryGetValue(name, out var space))
            spaces[name] = space = new(variables.Length);
        return space;
    }

    public Stream Made(StreamShape shape)
    {
        Stream stream = shape.Kind < 0 ? new BeginStream(core, program, shape) : new Stream(core, program, shape);
        program.Add(stream);
        return stream;
    }

    /// <summary>Notes where a stream has the bearer: while all have one, the provision may be split by bearer.</summary>
    public void Tied(Scope scope, string[] shared)
    {
        if (Bearer is null || !shared.Contains(Bearer))
            program.BearerColumns = null;
        else
            program.BearerColumns?.Add(scope.Stream, scope.Columns[Bearer]);
    }

    /// <summary>Notes a variable that only this atom has; one that two atoms share and nothing fixes would be a join.</summary>
    public void Local(string variable, Formula.Fact atom)
    {
        if (locals.TryGetValue(variable, out var other) && !ReferenceEquals(other, atom))
            throw new NotCompiledException(
                $"{variable} is shared by {other.Kind} and {atom.Kind}, and the anchor does not fix it"
            );
        locals[variable] = atom;
    }

    /// <summary>Forgets the variables that a part kept to itself.</summary>
    public void Leave(IEnumerable<string> variables)
    {
        foreach (var variable in variables)
            locals.Remove(variable);
    }

    /// <summary>The column of a field, and the answer columns.</summary>
    public static int Field(EngineKind kind, string field) => kind.Column(new EngineColumn.Field(field));

    public RowCondition Equal(int column, Value value) =>
        new RowCondition.Value(
            column,
            Comparison.Is,
            value is Value.Name ? core.Schema.Value(value) : 0,
            value is Value.Number number ? number.Of : 0,
            value is Value.Number
        );

    /// <summary>The condition that the row's code is one of those meant; null: every row of the noun is.</summary>
    public RowCondition? Codes(Formula.Fact fact, EngineKind kind, CodeSet rule)
    {
        var noun = agreement.Kind(fact.Kind);
        if (noun is { IsIncident: false } || (noun is null && fact.Codes.Ranges.IsEmpty))
            return null;
        var codes = noun is null ? fact.Codes : fact.CodesOf(noun);
        return new RowCondition.Given(kind.Column(new EngineColumn.Codes(codes, rule)));
    }
}
