namespace Trucewatch.Agreements;

/// <summary>One bearer, and what its variables stand for.</summary>
/// <param name="Kind"><c>party</c>, <c>guarantor</c> or <c>body</c>.</param>
/// <param name="Id">Its code or id.</param>
/// <param name="Other">The other one of two parties; null: there are not two.</param>
internal sealed record OneBearer(string Kind, string Id, string? Other)
{
    /// <summary>What a variable stands for; null: it is open.</summary>
    public string? Of(string variable) =>
        variable == Kind ? Id
        : variable == "other party" ? Other
        : null;

    /// <summary>All that a bearer means in a mission.</summary>
    public static IEnumerable<OneBearer> Each(Bearer? bearer, CheckContext context) =>
        bearer switch
        {
            Bearer.Named named => [Party(named.Party.Code, context)],
            Bearer.EachGuarantor => (context.Guarantors ?? ["a guarantor"]).Select(g => new OneBearer(
                "guarantor",
                g,
                null
            )),
            Bearer.TheBody body => [new("body", body.Body, null)],
            _ => context.Parties.Select(p => Party(p, context)),
        };

    private static OneBearer Party(string code, CheckContext context) =>
        new("party", code, context.Parties.Length == 2 ? context.Parties.FirstOrDefault(p => p != code) : null);
}
