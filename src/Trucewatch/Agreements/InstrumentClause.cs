using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Clauses of instruments beside the agreement: their address begins with the instrument's id, <c>rehearsal-pact/2(1)</c>.</summary>
/// <remarks>
/// Neither an id nor a number has a slash, so no address of one text can be that of another. In its own document an instrument
/// speaks of <c>2(1)</c>; everywhere else, the record included, the whole address stands.
/// </remarks>
public static class InstrumentClause
{
    private const char Slash = '/';

    /// <summary>The whole address of a clause of an instrument.</summary>
    public static string Address(string instrument, string clause) => $"{instrument}{Slash}{clause}";

    /// <summary>The instrument that a clause belongs to; null: it is one of the agreement.</summary>
    public static string? InstrumentOf(string clause) =>
        clause.IndexOf(Slash) is > 0 and var slash ? clause[..slash] : null;

    /// <summary>True if what is said of an instrument, or of one of its clauses, holds for this clause: it is that one or stands below it.</summary>
    /// <param name="said">Such as <c>rehearsal-pact</c> or <c>rehearsal-pact/1</c>.</param>
    /// <param name="clause">The clause's whole address.</param>
    public static bool Covers(string said, string clause) =>
        clause.StartsWith(said, StringComparison.Ordinal)
        && (clause.Length == said.Length || clause[said.Length] is Slash or '(');

    /// <summary>A provision as the record has it: with whole addresses, its own and those that it names.</summary>
    public static Provision Of(string instrument, Provision provision) =>
        provision with
        {
            Clause = Address(instrument, provision.Clause),
            Unless =
            [
                .. provision.Unless.Select(u =>
                    u.GrantedBy is { } by ? u with { GrantedBy = Address(instrument, by) } : u
                ),
            ],
            Norm = provision.Norm switch
            {
                Norm.Permit permit => permit with { From = Whole(permit.From, instrument) },
                Norm.Empower power => power with { Over = Whole(power.Over, instrument) },
                var norm => norm,
            },
        };

    private static ImmutableArray<string> Whole(ImmutableArray<string> clauses, string instrument) =>
        [.. clauses.Select(c => Address(instrument, c))];
}
