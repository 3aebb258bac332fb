using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Reports;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

/// <summary>Checks the proof of a verdict against the record alone.</summary>
/// <remarks>
/// It uses nothing that judges: no signal is computed, and no search is made. Every step is a rule that is checked where it
/// stands; every fact is compared with the entries that it cites; where a step says "none", the record is looked through.
/// It does not compute fusion again: which observations are one happening is taken as cited (<c>recompute</c> checks that).
/// </remarks>
public sealed partial class VerdictCheck
{
    private readonly Proof proof;
    private readonly VerdictRecord record;
    private readonly Provision provision;
    private readonly ProofSpan valid;
    private readonly Findings found;
    private readonly PremiseCheck premises;
    private readonly StepCheck steps;
    private readonly Bound bound;

    /// <summary>What a check of a proof's JSON says.</summary>
    public static VerdictAnswer Run(System.Text.Json.Nodes.JsonNode json, VerdictRecord record)
    {
        try
        {
            return ProofJson.Read(json) is { } proof
                ? Run(proof, record)
                : new VerdictAnswer.AsFarAsOpened(["what it proves"], []);
        }
        catch (System.Text.Json.JsonException wrong)
        {
            return new VerdictAnswer.Fails("form", wrong.Message.TrimEnd('.'));
        }
    }

    /// <summary>What a check says.</summary>
    /// <param name="proof">The proof, as far as it is open.</param>
    /// <param name="record">The record that it is of.</param>
    public static VerdictAnswer Run(Proof proof, VerdictRecord record)
    {
        var findings = new Findings();
        var (verdict, entry) = (proof.Verdict, proof.Verdict.Entry);
        if (entry < 1 || entry > record.Entries)
            findings.Fail("entry", $"the record has {record.Entries} entries");
        else if (verdict.Until != NodaTime.Instant.FromUnixTimeSeconds(record.At(entry)))
            findings.Fail("until", $"entry {entry} was logged at another time");
        else if (verdict.Fold != Known.FoldVersion)
            findings.Fail(
                "fold",
                $"it was made by folds of version {verdict.Fold}, these are of version {Known.FoldVersion}: run release {verdict.Release}"
            );
        else if (record.Last<Rules>(entry) is not var (_, rules))
            findings.Close("rulebook");
        else if (proof.Steps.FirstOrDefault() is not ProofStep.Version { Entry: var adopted } version)
            findings.Close("version of the clause");
        else if (record.Clause(adopted, entry) is not { Provision: { } provision } clause)
            Missing(adopted, record, findings);
        else
            new VerdictCheck(proof, record, provision, clause.Valid, rules, findings).Check(version);
        return findings.Answer();
    }

    private VerdictCheck(
        Proof proof,
        VerdictRecord record,
        Provision provision,
        ProofSpan valid,
        Rules rules,
        Findings found
    )
    {
        (this.proof, this.record, this.provision, this.valid, this.found) = (proof, record, provision, valid, found);
        premises = new(proof, record, provision.Needs, rules, found);
        steps = new(premises, found);
        bound = BearerBound();
    }

    private static void Missing(long entry, VerdictRecord record, Findings findings)
    {
        if (record.IsClosed(entry))
            findings.Close($"entry {entry}, the clause");
        else
            findings.Fail("version", $"entry {entry} adopts no clause");
    }

    private ProvenVerdict Verdict => proof.Verdict;

    private void IsAnchor()
    {
        if (Verdict.Anchor.Length == 0)
            return;
        if (premises.Of(Verdict.Anchor, "anchor") is { Span: { } span } && span != Verdict.At)
            found.Fail("at", "its anchor happened at another time");
    }

    // What the anchor is, is closed as far as the truce is asked for it: where it was, and whether a register keeps it.
    private bool IsAnchorClosed =>
        Verdict is { Anchor.Length: > 0, Sector: null }
        && (
            premises.Anchor(Verdict.Anchor) is not { Fields: not null, Proof: not null } anchor
            || anchor.IsClosed("sector")
        );

    private void Check(ProofStep.Version version)
    {
        foreach (var again in proof.Premises.GroupBy(p => p.Label, StringComparer.Ordinal).Where(g => g.Count() > 1))
            found.Fail("premises", $"two are called {again.Key}");
        foreach (var premise in proof.Premises)
            premises.Check(premise);
        IsAnchor();
        var runs = IsVersion(version);
        var binds = proof.Steps.Length > 1 ? proof.Steps[1] as ProofStep.InForce : null;
        if (proof.Steps.Length > 1 && proof.Steps[1] is ProofStep.Closed)
            found.Close("the truce");
        else if (binds is null)
            found.Fail("truce", "whether it bound is not shown");
        var force = binds is null ? (Answer?)null : InForceNow(binds);
        Value(runs, force, [.. proof.Steps.Skip(2)]);
    }
}
