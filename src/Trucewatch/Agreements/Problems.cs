using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>The problems of one file, gathered.</summary>
internal sealed class Problems(string file)
{
    private const int MostFound = 120;

    private readonly ImmutableArray<TextProblem>.Builder all = ImmutableArray.CreateBuilder<TextProblem>();

    public int Count => all.Count;

    public IEnumerable<TextProblem> All => all;

    public TextSpan At(Token token) => new(file, token.Line, token.Column);

    public void Add(Token at, string code, string found, string expected, string cure) =>
        Add(At(at), code, found, expected, cure);

    public void Add(TextSpan at, string code, string found, string expected, string cure) =>
        all.Add(new(at, code, found.Length > MostFound ? found[..MostFound] + " …" : found, expected, cure));
}
