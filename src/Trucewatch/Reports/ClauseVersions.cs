using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Record;
using Trucewatch.Verdicts;

namespace Trucewatch.Reports;

/// <summary>The versions of clauses as entries adopt them.</summary>
internal sealed class ClauseVersions
{
    private readonly List<ClauseVersion> versions = [];

    /// <summary>A clause of the text as it was signed: valid from ever, until it is amended.</summary>
    public void Adopt(Provision provision, EntryNumber entry) =>
        versions.Add(new(ByBearer(provision), ProvisionDigest.Of(provision), Stretch.Always, entry.Value));

    /// <summary>An amendment ends the version that is valid then, and begins another unless the clause is struck.</summary>
    /// <remarks>One with effect before the newest version began takes its place from there: that version never was.</remarks>
    public void Amend(Amendment amendment, EntryNumber entry)
    {
        var from = amendment.WithEffectFrom.ToMicros();
        versions.RemoveAll(v => v.Provision.Clause == amendment.Clause && v.Valid.From >= from);
        var old = versions.FindLastIndex(v => v.Provision.Clause == amendment.Clause);
        if (old >= 0 && versions[old].Valid.Until > from)
            versions[old] = versions[old] with
            {
                Valid = versions[old].Valid with { Until = from },
                Then = amendment.Then,
            };
        if (amendment.Provision is { } provision)
            versions.Insert(
                old < 0 ? versions.Count : old + 1,
                new(provision, ProvisionDigest.Of(provision), new(from, long.MaxValue), entry.Value)
            );
    }

    /// <summary>All versions, those of one clause together, older ones first.</summary>
    public ImmutableArray<ClauseVersion> Now() => [.. versions];

    // The first records hold bans that do not say by whom the act is: a ban is of the acts of those whom it binds.
    private static Provision ByBearer(Provision provision) =>
        provision.Norm is Norm.Forbid { By: Bearer.EachParty or Bearer.Named } forbid
            ? provision with
            {
                Norm = forbid with { Act = ByBearer(forbid.Act) },
            }
            : provision;

    private static Formula ByBearer(Formula act) =>
        act switch
        {
            Formula.All all => new Formula.All([.. all.Of.Select((f, i) => i == 0 ? ByBearer(f) : f)]),
            Formula.Fact fact when fact.Arguments.All(a => a.Field != "by") => fact with
            {
                Arguments = fact.Arguments.Insert(0, new("by", new Operand.Variable("party"))),
            },
            _ => act,
        };
}
