using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>Whom a norm binds, and the variables that this fixes.</summary>
/// <param name="Id">The party, guarantor or body, by id.</param>
/// <param name="Binding">The bearer's variable, and of two parties the other one's.</param>
internal sealed record Bound(string Id, ImmutableSortedDictionary<string, Value> Binding)
{
    /// <summary>All whom it binds, in the order of their ids.</summary>
    public static IEnumerable<Bound> By(Bearer bearer, Matter matter) =>
        bearer switch
        {
            Bearer.EachParty => matter
                .Parties.Select(p => p.Code)
                .Order(StringComparer.Ordinal)
                .Select(p => Party(p, matter)),
            Bearer.Named named => [Party(named.Party.Code, matter)],
            Bearer.EachGuarantor => matter.Guarantors.Order(StringComparer.Ordinal).Select(g => One("guarantor", g)),
            Bearer.TheBody body => [One("body", body.Body)],
            _ => throw new ArgumentOutOfRangeException(nameof(bearer), bearer, "no bearer"),
        };

    /// <summary>Who is bound by this norm; null: a norm that binds nobody.</summary>
    public static Bearer? Of(Norm norm) =>
        norm switch
        {
            Norm.Forbid forbid => forbid.By,
            Norm.Require require => require.By,
            Norm.Keep keep => keep.By,
            Norm.Permit permit => permit.By,
            _ => null,
        };

    private static Bound Party(string party, Matter matter)
    {
        var bound = One("party", party);
        var others = matter.Parties.Where(p => p.Code != party).ToList();
        return others is [var other]
            ? bound with
            {
                Binding = bound.Binding.SetItem("other party", new Value.Name(other.Code)),
            }
            : bound;
    }

    private static Bound One(string variable, string id) =>
        new(
            id,
            ImmutableSortedDictionary.Create<string, Value>(StringComparer.Ordinal).Add(variable, new Value.Name(id))
        );
}
