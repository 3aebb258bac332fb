using System.Collections.Immutable;
using Trucewatch.Parties;

namespace Trucewatch.Agreements;

/// <summary>AG107: what binds one party and has no mirror for the other. It is listed; the text may say that it is meant so.</summary>
/// <remarks>
/// Meant: a paragraph of the clause begins with <c>Unequal by agreement:</c> and gives the reason. Then it is a note.
/// Two provisions that are alike but for the zone are mirrors, for each side has its own.
/// </remarks>
internal static class CheckMirror
{
    public const string Code = "AG107";

    /// <summary>How the text says that it is meant so.</summary>
    public const string Mark = "Unequal by agreement:";

    public static IEnumerable<Flaw> Of(Checking all)
    {
        var parties = all.Context.Parties;
        foreach (var provision in all.Provisions)
        {
            var named = Named(provision, parties);
            if (named.Count == 0)
                continue;
            foreach (var other in parties.Where(p => !named.Contains(p)))
                if (!all.Provisions.Any(p => IsMirror(provision, p, named.First(), other)))
                    yield return Unequal(provision, named.First(), other);
        }
    }

    private static Flaw Unequal(Provision provision, string named, string other)
    {
        var meant = provision
            .Prose.Split('\n')
            .Any(l => l.TrimStart().StartsWith(Mark, StringComparison.OrdinalIgnoreCase));
        return Checking.Flaw(
            Code,
            provision,
            meant ? FlawWeight.Note : FlawWeight.Warning,
            $"it speaks of {named}, and no provision says the same with {other} in its place"
                + (meant ? "; the text says that it is meant so" : ""),
            meant
                ? "Nothing need be done"
                : $"Say \"each party\", add the same for {other}, or write in the clause \"{Mark}\" and why",
            new ExampleFact(null, $"the same act by {named} and by {other}", $"only that of {named} is judged")
        );
    }

    /// <summary>The parties by name of a provision that does not speak of all.</summary>
    private static ImmutableSortedSet<string> Named(Provision provision, ImmutableArray<string> parties)
    {
        var named = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var norm in Parts.Chain(provision.Norm))
            if (Parts.BearerOf(norm) is Bearer.Named bearer)
                named.Add(bearer.Party.Code);
        foreach (var formula in Parts.Of(provision).SelectMany(Parts.AllOf))
            named.UnionWith(Renaming.NamesOf(formula).Where(n => parties.Contains(n)));
        return named.ToImmutable();
    }

    private static bool IsMirror(Provision provision, Provision other, string one, string two)
    {
        string Swapped(string name) =>
            name == one ? two
            : name == two ? one
            : name;
        return provision.When == other.When
            && provision.Needs == other.Needs
            && provision.Breach == other.Breach
            && AreAlike(Renaming.Of(provision.Norm, Swapped, _ => ""), Renaming.Of(other.Norm, n => n, _ => ""))
            && provision
                .Unless.Select(u => Renaming.Of(u.When, Swapped, _ => ""))
                .SequenceEqual(other.Unless.Select(u => Renaming.Of(u.When, n => n, _ => "")));
    }

    private static bool AreAlike(Norm one, Norm other) =>
        (one, other) switch
        {
            (Norm.Permit a, Norm.Permit b) => a.By == b.By && a.Act.Equals(b.Act),
            _ => one.Equals(other),
        };
}

/// <summary>A formula or norm with other names of parties and zones.</summary>
internal static class Renaming
{
    public static IEnumerable<string> NamesOf(Formula formula) =>
        (
            formula switch
            {
                Formula.Fact fact => fact.Arguments.Select(a => a.Is),
                Formula.Compare compare => [compare.Left, compare.Right],
                _ => [],
            }
        )
            .OfType<Operand.Constant>()
            .Select(c => c.Value)
            .OfType<Value.Name>()
            .Select(n => n.Of);

    public static Norm Of(Norm norm, Func<string, string> party, Func<string, string> zone) =>
        norm switch
        {
            Norm.Forbid f => f with { By = Of(f.By, party), Act = Of(f.Act, party, zone) },
            Norm.Require r => r with
            {
                By = Of(r.By, party),
                OwedTo = r.OwedTo is { } to ? party(to) : null,
                Trigger = Of(r.Trigger, party, zone),
                Act = Of(r.Act, party, zone),
                IfBreached = r.IfBreached is { } then ? Of(then, party, zone) : null,
            },
            Norm.Keep k => k with { By = Of(k.By, party), State = Of(k.State, party, zone) },
            Norm.Permit p => p with { By = Of(p.By, party), Act = Of(p.Act, party, zone) },
            Norm.InForce i => i with { When = Of(i.When, party, zone) },
            _ => norm,
        };

    private static Bearer Of(Bearer bearer, Func<string, string> party) =>
        bearer is Bearer.Named named ? new Bearer.Named(new PartyId(party(named.Party.Code))) : bearer;

    public static Formula Of(Formula formula, Func<string, string> party, Func<string, string> zone)
    {
        return formula switch
        {
            Formula.Fact f => f with
            {
                Arguments =
                [
                    .. f.Arguments.Select(a => new Argument(a.Field, a.Field == "zone" ? Zoned(a.Is) : Named(a.Is))),
                ],
            },
            Formula.Compare c => c with { Left = Named(c.Left), Right = Named(c.Right) },
            Formula.Near n => n with { Zone = zone(n.Zone) },
            Formula.Not n => new Formula.Not(In(n.Of)),
            Formula.All a => new Formula.All([.. a.Of.Select(In)]),
            Formula.Any a => new Formula.Any([.. a.Of.Select(In)]),
            Formula.Some s => s with { Of = In(s.Of) },
            Formula.Past p => p with { Of = In(p.Of) },
            Formula.Next n => n with { Of = In(n.Of) },
            Formula.Since s => s with { Keeping = In(s.Keeping), Start = In(s.Start) },
            Formula.Until u => u with { Keeping = In(u.Keeping), End = In(u.End) },
            Formula.Tally t => t with { Over = In(t.Over) },
            Formula.Begins b => new Formula.Begins(In(b.Of)),
            Formula.Ends e => new Formula.Ends(In(e.Of)),
            Formula.Watched w => w with { Of = In(w.Of) },
            _ => formula,
        };

        Formula In(Formula inner) => Of(inner, party, zone);

        Operand Named(Operand operand) =>
            operand is Operand.Constant { Value: Value.Name name }
                ? new Operand.Constant(new Value.Name(party(name.Of)))
                : operand;

        Operand Zoned(Operand operand) =>
            operand is Operand.Constant { Value: Value.Name name }
                ? new Operand.Constant(new Value.Name(zone(name.Of)))
                : operand;
    }
}
