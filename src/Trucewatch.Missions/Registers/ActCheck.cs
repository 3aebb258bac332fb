using System.Collections.Immutable;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Missions.Evidence;
using Trucewatch.Parties;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Registers;

/// <summary>Whether an act can be filed by a body, as far as is known: all that hinders it, at once.</summary>
internal sealed class ActCheck(Known known, string body)
{
    private readonly ImmutableArray<RegisteredAct> standing = ActRegister.Standing(known.Acts, known.Charter);

    /// <summary>What hinders it; empty: nothing.</summary>
    public ImmutableArray<Hindrance> Of(RegisteredAct act) => [.. Who().Concat(Own(act)).Concat(What(act))];

    private IEnumerable<Hindrance> Who()
    {
        if (Body(body) is null)
            yield return Unknown($"--as {body}", "no body of the mission", body, Bodies);
    }

    private IEnumerable<Hindrance> Own(RegisteredAct act)
    {
        if (known.Acts.Any(a => a.Id == act.Id))
            yield return new(
                $"act {act.Id}",
                "an act of that id is on file",
                "Give another --id, or correct that one."
            );
    }

    private IEnumerable<Hindrance> What(RegisteredAct act) =>
        act switch
        {
            RegisteredAct.Filed filed => Filed(filed),
            RegisteredAct.Attribution a => [.. May("attribute"), .. Observed(a.About), .. Party(a.Party)],
            RegisteredAct.Verification v => [.. May("verify"), .. Observed(v.About)],
            RegisteredAct.Examination e => [.. May("examine"), .. Pleaded(e.About)],
            RegisteredAct.Plea p => [.. Observed(p.About), .. Party(p.By)],
            RegisteredAct.Acceptance a => [.. Claimed(a.Claim), .. Party(a.By)],
            RegisteredAct.Exercise e => Empowered(e),
            RegisteredAct.Withdrawal w => TakenBack(w.Of),
            RegisteredAct.Correction c => [.. TakenBack(c.Of), .. What(c.Instead)],
            _ => [new("act", $"a {act.GetType().Name} is not filed this way", "Write it into acts.csv.")],
        };

    private IEnumerable<Hindrance> Filed(RegisteredAct.Filed act)
    {
        var kind = known.Kinds.FirstOrDefault(k => k.Noun == act.Noun);
        if (kind is null or { IsIncident: true })
        {
            var acts = known.Kinds.Where(k => !k.IsIncident).Select(k => k.Noun).ToImmutableArray();
            yield return kind is null
                ? Unknown(act.Noun, "no noun of the agreement's terms", act.Noun, acts)
                : new(act.Noun, "it is a kind of incident", "Incidents come from observations, not from acts.");
            yield break;
        }
        foreach (var (where, id) in new[] { ("--by", act.By), ("--to", act.To) })
            if (id is not null && !Anybody.Contains(id))
                yield return Unknown($"{where} {id}", "neither a party nor a body of the mission", id, Anybody);
        foreach (var field in act.Fields.Keys.Where(f => !kind.HasField(f)))
            yield return Unknown(
                $"--with {field}",
                $"\"{act.Noun}\" has no such field",
                field,
                [.. kind.Attributes.OfType<KindAttribute.Field>().Select(f => f.Name)]
            );
        if (act.About is { } about && !standing.Any(a => a.Id == about))
            foreach (var hindrance in Observed(about))
                yield return hindrance;
    }

    private IEnumerable<Hindrance> May(string what)
    {
        if (Body(body) is { } own && !own.May.Contains(what))
            yield return Unknown(
                $"--as {body}",
                $"a body that may not {what}",
                body,
                [.. known.Charter.Bodies.Where(b => b.May.Contains(what)).Select(b => b.Id)]
            );
    }

    private IEnumerable<Hindrance> Observed(string about)
    {
        if (!known.Observations.Values.Any(o => o.Reference is { } reference && $"{o.Source}:{reference}" == about))
            yield return new(
                about,
                "neither an act on file nor an observation of this record",
                "Write an observation like patrol-1:17, as source:reference."
            );
    }

    private IEnumerable<Hindrance> Pleaded(string about)
    {
        if (!standing.OfType<RegisteredAct.Plea>().Any(p => p.About == about))
            yield return new(about, "nobody pleaded self-defence for it", "File the plea first: trucewatch act plead.");
    }

    private IEnumerable<Hindrance> Party(PartyId? party)
    {
        if (party is { } id && known.Charter.Parties.All(p => p.Id != id))
            yield return Unknown(id.Code, "no party of the mission", id.Code, Parties);
    }

    private IEnumerable<Hindrance> Claimed(string claim)
    {
        // A guarantor's word on an instrument binds nobody else, and is no truce that a party could accept.
        var truces = known.Claims.Where(c => known.Charter.Bodies.All(b => b.Id != c.Claimant)).ToList();
        if (truces.TrueForAll(c => c.Id != claim))
            yield return Unknown(claim, "no claim of this record", claim, [.. truces.Select(c => c.Id)]);
    }

    private IEnumerable<Hindrance> Empowered(RegisteredAct.Exercise use)
    {
        var powers = known.Provisions.Select(p => p.Norm).OfType<Norm.Empower>().ToList();
        if (
            !powers.Exists(p => p.By == body && p.Power == use.Power && (p.Over.Contains(use.Over) || p.Of == use.Over))
        )
            yield return new(
                $"--as {body}",
                $"no provision gives it the power to {use.Power.ToString().ToLowerInvariant()} {use.Over}",
                powers.Count == 0
                    ? "The agreement gives no powers."
                    : $"Powers: {string.Join("; ", powers.Select(p => $"{p.By} may {p.Power.ToString().ToLowerInvariant()} {string.Join(", ", p.Over.Append(p.Of).OfType<string>())}"))}."
            );
    }

    private IEnumerable<Hindrance> TakenBack(string of)
    {
        if (standing.FirstOrDefault(a => a.Id == of) is not { } act)
            yield return Unknown(of, "no act that stands on the register", of, [.. standing.Select(a => a.Id)]);
        else if (!ActRegister.MayTakeBack(body, act, known.Charter))
            yield return new(
                $"--as {body}",
                $"{of} was filed by {act.Maker}, and {body} may not correct the register",
                $"Let {act.Maker} do it, or a body that may \"{ActRegister.MayCorrect}\"."
            );
    }

    private Body? Body(string id) => known.Charter.Bodies.FirstOrDefault(b => b.Id == id);

    private ImmutableArray<string> Bodies => [.. known.Charter.Bodies.Select(b => b.Id)];

    private ImmutableArray<string> Parties => [.. known.Charter.Parties.Select(p => p.Id.Code)];

    private ImmutableArray<string> Anybody => [.. Parties, .. Bodies];

    private static Hindrance Unknown(string where, string found, string word, ImmutableArray<string> instead) =>
        new(
            where,
            found,
            Nearest.To(word, instead) is { } near ? $"Did you mean \"{near}\"?"
                : instead.IsEmpty ? "There is none."
                : $"Give one of {string.Join(", ", instead)}."
        );
}
