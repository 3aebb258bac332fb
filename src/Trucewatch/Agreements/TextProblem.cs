namespace Trucewatch.Agreements;

/// <summary>Something wrong in a text that people wrote: where, which rule, what was found, and how to cure it.</summary>
/// <param name="Where">File, line and column.</param>
/// <param name="Code">The rule, such as <c>AG014</c> for agreements and <c>MF…</c> for other files of a mission.</param>
/// <param name="Found">The words found.</param>
/// <param name="Expected">What was expected there.</param>
/// <param name="Cure">How to cure it, with the nearest known word where there is one.</param>
public sealed record TextProblem(TextSpan Where, string Code, string Found, string Expected, string Cure)
{
    /// <summary>One line: <c>file:line:column  CODE  "found": expected. Cure.</c></summary>
    public override string ToString() =>
        $"{Where.File}:{Where.Line}:{Where.Column}  {Code}  \"{Found}\": {Expected}. {Cure}";
}
