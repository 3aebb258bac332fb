using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What the engine must know of an agreement besides the facts.</summary>
/// <param name="Provisions">Its provisions.</param>
/// <param name="Terms">Its nouns: which are incidents, of which codes, and which are observed.</param>
/// <param name="Calendar">Its time zone and entry into force.</param>
/// <param name="Parties">The parties, by id.</param>
/// <param name="Guarantors">The guarantors, by id.</param>
public sealed record EngineAgreement(
    ImmutableArray<Provision> Provisions,
    Terms Terms,
    Calendar Calendar,
    ImmutableArray<string> Parties,
    ImmutableArray<string> Guarantors
)
{
    internal FactKind? Kind(string noun) => Terms.Kinds.FirstOrDefault(k => k.Noun == noun);

    internal Formula Term(string name) =>
        Provisions.Select(p => p.Norm).OfType<Norm.Means>().FirstOrDefault(m => m.Term == name)?.Is
        ?? throw new NotCompiledException($"no provision defines \"{name}\"");
}

/// <summary>Turns provisions into programs: one anchor each, and the questions put to it.</summary>
internal sealed class Compiler(EngineCore core, EngineAgreement agreement)
{
    /// <summary>What stands behind the clause of a duty in the name of what its breach starts.</summary>
    public const string IfBreached = " if breached";

    private readonly List<EngineProgram> programs = [];
    private readonly List<(string, string)> refused = [];

    public (ImmutableArray<EngineProgram> Programs, ImmutableArray<(string, string)> Refused) All()
    {
        foreach (var provision in agreement.Provisions)
            if (provision.Norm is not (Norm.Permit or Norm.Empower))
                One(provision);
        return ([.. programs], [.. refused]);
    }

    private void One(Provision provision)
    {
        var streams = core.Streams;
        try
        {
            if (provision.Breach.AtLeast is not null)
                throw new NotCompiledException("a least severity is judged by the count, not here");
            programs.Add(Made(provision, provision.Clause, null));
            if (provision.Norm is Norm.Require { IfBreached: { } remedy } breached)
                One(provision with { Clause = provision.Clause + IfBreached, Norm = remedy }, breached);
        }
        catch (NotCompiledException e)
        {
            core.Streams = streams;
            refused.Add((provision.Clause, e.Message));
        }
    }

    private void One(Provision remedy, Norm.Require breached)
    {
        var streams = core.Streams;
        try
        {
            programs.Add(Made(remedy, remedy.Clause, breached));
        }
        catch (NotCompiledException e)
        {
            core.Streams = streams;
            refused.Add((remedy.Clause, e.Message));
        }
    }

    private EngineProgram Made(Provision provision, string name, Norm.Require? breached)
    {
        var program = new EngineProgram(programs.Count, provision, name);
        var norm = new NormCompiler(core, agreement, program);
        program.Top = norm.Top(breached);
        program.Top.ReportsItself();
        if (program.Top.Indexes.IsEmpty)
            norm.Keep(program.Top);
        return program;
    }
}

/// <summary>Formulas taken apart and put together.</summary>
internal static class FormulaParts
{
    public static readonly Formula Always = new Formula.All([]);

    /// <summary>The parts that must all hold.</summary>
    public static IEnumerable<Formula> Parts(this Formula formula) =>
        formula switch
        {
            Formula.All all => all.Of.SelectMany(Parts),
            Formula.Not { Of: Formula.Not not } => not.Of.Parts(),
            _ => [formula],
        };

    /// <summary>All atoms, at whatever depth.</summary>
    public static IEnumerable<Formula.Fact> Atoms(this Formula formula) =>
        formula is Formula.Fact fact ? [fact] : formula.Below().SelectMany(Atoms);

    public static IEnumerable<Formula> Below(this Formula formula) =>
        formula switch
        {
            Formula.Not not => [not.Of],
            Formula.All all => all.Of,
            Formula.Any any => any.Of,
            Formula.Some some => [some.Of],
            Formula.Past past => [past.Of],
            Formula.Next next => [next.Of],
            Formula.Since since => [since.Keeping, since.Start],
            Formula.Until until => [until.Keeping, until.End],
            Formula.Tally tally => [tally.Over],
            Formula.Begins begins => [begins.Of],
            Formula.Ends ends => [ends.Of],
            _ => [],
        };

    /// <summary>All parts of one kind, at whatever depth.</summary>
    public static IEnumerable<T> Within<T>(this Formula formula)
        where T : Formula => formula.Below().SelectMany(Within<T>).Concat(formula is T found ? [found] : []);

    public static bool Contains<T>(this Formula formula)
        where T : Formula => formula.Within<T>().Any();

    /// <summary>The atoms that no part of one kind encloses.</summary>
    public static IEnumerable<Formula.Fact> Outside<T>(this Formula formula)
        where T : Formula =>
        formula switch
        {
            T => [],
            Formula.Fact fact => [fact],
            _ => formula.Below().SelectMany(Outside<T>),
        };

    /// <summary>Whether it is about the row alone: nothing else has to be looked for.</summary>
    public static bool IsOfTheRow(this Formula formula) =>
        formula switch
        {
            Formula.Compare or Formula.Near => true,
            Formula.Not or Formula.All or Formula.Any => formula.Below().All(IsOfTheRow),
            _ => false,
        };

    /// <summary>The parts about the row alone; what compares a tally's number stays with the tally.</summary>
    public static IEnumerable<Formula> OfTheRow(this IReadOnlyCollection<Formula> parts)
    {
        var results = parts.OfType<Formula.Tally>().Select(t => t.Result).ToHashSet(StringComparer.Ordinal);
        return parts.Where(p =>
            p.IsOfTheRow() && !(p is Formula.Compare { Left: Operand.Variable left } && results.Contains(left.Name))
        );
    }

    public static string? Name(this Operand operand) => (operand as Operand.Variable)?.Name;

    /// <summary>The codes that a formula's fact may have: those named, otherwise the noun's.</summary>
    public static CodeSet CodesOf(this Formula.Fact fact, FactKind kind) =>
        fact.Codes.Ranges.IsEmpty ? kind.Codes ?? CodeSet.All : fact.Codes;
}
