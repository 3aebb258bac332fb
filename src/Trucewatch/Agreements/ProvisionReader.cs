using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Something in a provision that names another clause.</summary>
/// <param name="From">The clause that names.</param>
/// <param name="To">The address named.</param>
/// <param name="At">Where.</param>
/// <param name="Granting">For an exception that names who grants it: what it says; null: no exception.</param>
/// <param name="Problems">The problems of its file.</param>
internal sealed record Reference(string From, string To, Token At, Formula? Granting, Problems Problems);

/// <summary>Reads one <c>provision</c> block.</summary>
/// <param name="terms">The meanings of the defined terms read so far.</param>
/// <param name="references">Gets what names another clause.</param>
internal sealed class ProvisionReader(
    TextBlock block,
    Clause? clause,
    Vocabulary words,
    IReadOnlyDictionary<string, Formula> terms,
    Problems problems,
    List<Reference> references
)
{
    /// <summary>The provision; null: it has problems, all of them reported.</summary>
    public Provision? Read()
    {
        var before = problems.Count;
        var lines = Lines.Of(block, problems);
        if (lines.IsEmpty)
            return null;
        var norm = new NormReader(lines[0], words).Read();
        if (norm is NormSaid.Empowering power)
            return Finished(before, Empowered(power, lines));
        var options = new OptionReader(words, norm);
        if (problems.Count > before)
            options.Options.Meant.Add(""); // a line that the lexer could not read may have been any option
        foreach (var line in lines)
            if (norm is not null || line != lines[0])
                options.Read(line);
        if (norm is null || !OptionFit.Check(norm, options.Options, false, problems))
            return null;
        var maker = new ProvisionMaker(words, terms, problems, lines[0]);
        var made = maker.Make(norm, options.Options, problems.Count == before);
        return Finished(before, made, options.Options);
    }

    private Made? Empowered(NormSaid.Empowering power, ImmutableArray<Cursor> lines)
    {
        var reader = new PowerReader(
            words,
            power,
            (address, at) => references.Add(new(block.Address, address, at, null, problems))
        );
        return reader.Read(lines) is { } norm ? Made.Only(norm) : null;
    }

    private Provision? Finished(int before, Made? made, Options? options = null)
    {
        if (made is null || problems.Count > before)
            return null;
        foreach (var (address, at) in options is null ? [] : Derogations(options))
            references.Add(new(block.Address, address, at, null, problems));
        foreach (var (unless, said) in made.Unless.Zip(options?.Unless ?? []))
            if (unless.GrantedBy is { } grants)
                references.Add(new(block.Address, grants, said.At, unless.When, problems));
        return clause is null
            ? null
            : new(
                block.Address,
                clause.Title,
                clause.Prose,
                string.Join('\n', block.Lines.Select(l => l.Text)),
                made.Norm,
                made.Unless,
                made.When,
                made.Needs,
                made.Breach,
                block.Text
            );
    }

    private static IEnumerable<(string, Token)> Derogations(Options options) =>
        options.Derogates.Concat(options.IfBreached is var (_, inner) ? Derogations(inner) : []);
}
