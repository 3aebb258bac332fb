using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Formats.Agreement;
using Trucewatch.Guarantees;
using Trucewatch.Parties;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads an instrument: a document in the agreement's own format, whose head says what the register needs to know.</summary>
internal sealed class InstrumentMarkdown(string file, Charter charter, Problems problems)
{
    private const string Fence = "---";

    /// <summary>The instrument; null: something was noted that leaves none.</summary>
    public Instrument? Read(string text)
    {
        var before = problems.Count;
        var id = System.IO.Path.GetFileNameWithoutExtension(file);
        if (!Ids.IsId(id))
            problems.Add(new(file, 1, 1), Rule.BadId, id, "a file whose name is an id", Ids.Cure);
        var document = AgreementMarkdown.Split(file, text);
        foreach (var problem in document.Problems)
            problems.Add(problem.Where, problem.Code, problem.Found, problem.Expected, problem.Cure);
        if (Head(text) is not { } head || YamlFile.Read(file, head, problems) is not { } root)
            return null;
        root.Knows(KnownKeys.At("instrument"));
        var name = root.Must("name")?.Languages();
        var date = Dated(root.Must("date"));
        var nature = root.Must("nature")?.Word(GuaranteeWords.Natures);
        var protects = root.Must("protects")?.Word(GuaranteeWords.Protected);
        var beneficiary = Beneficiary(root, protects);
        var trigger = root.Must("trigger")?.Word(GuaranteeWords.Triggers);
        var truce = Truce(root, trigger);
        var runs = root.Maybe("runs")?.Word(GuaranteeWords.From) ?? RunsFrom.EntryIntoForce;
        var consultation = Consultation(root.Maybe("consultation"), document);
        var tests = Tests(root.Maybe("tests"));
        var ends = root.Maybe("ends_with_ceasefire")?.Word(GuaranteeWords.Ends);
        var source = root.MustText("source");
        if (problems.Count > before)
            return null;
        return new(
            id,
            name!,
            date!,
            nature!.Value,
            protects!.Value,
            beneficiary,
            trigger!.Value,
            truce,
            runs,
            consultation,
            tests,
            ends is null or GuaranteeWords.Open.Open ? null : ends == GuaranteeWords.Open.Yes,
            source,
            document
        );
    }

    // The head's lines, on the lines where they stand in the file.
    private string? Head(string text)
    {
        var lines = text.Split('\n');
        var end = Array.FindIndex(lines, 1, l => l.TrimEnd() == Fence);
        if (lines[0].TrimEnd() == Fence && end > 0)
            return "\n" + string.Join('\n', lines[1..end]) + "\n";
        problems.Add(
            new(file, 1, 1),
            Rule.WrongShape,
            lines[0],
            "a head between two lines of three hyphens",
            "Begin the file with ---, the keys of docs/formats/instrument.schema.json, and --- again."
        );
        return null;
    }

    private Time.Dated? Dated(YamlPart? part)
    {
        if (part?.Text() is not { } text)
            return null;
        var dated = Moments.ReadDated(text, charter.TimeZone);
        if (dated is null)
            part.Wrong(Rule.BadTime, "a day, a month or a year", "Write it like 2026-01-06, 2026-01 or 2026.");
        return dated;
    }

    private PartyId? Beneficiary(YamlPart root, Protects? protects)
    {
        var part = protects == Protects.Beneficiary ? root.Must("beneficiary") : root.Maybe("beneficiary");
        if (part?.Text() is not { } id)
            return null;
        var known = charter.Parties.Select(p => p.Id.Code).ToArray();
        if (!known.Contains(id))
            part.Wrong(Rule.UnknownId, "a party's id", Nearest.Cure(id, known));
        return new(id);
    }

    private static string? Truce(YamlPart root, CeasefireNeeded? trigger)
    {
        if (trigger is not (CeasefireNeeded.None or CeasefireNeeded.Open or null))
            return root.Id("truce");
        root.Maybe("truce")?.Wrong(Rule.UnknownKey, "no truce where the trigger is none or open", "Take it out.");
        return null;
    }

    private static Consultation? Consultation(YamlPart? part, AgreementDocument document)
    {
        if (part is null)
            return null;
        part.Knows(KnownKeys.At("instrument/consultation"));
        Duration? within = null;
        if (part.Maybe("within") is { } time && time.Text() is { } text)
        {
            within = Moments.ReadDuration(text);
            if (within is null)
                time.Wrong(Rule.BadTime, "a length of time", "Write it like 24 h.");
        }
        var from = part.Must("from")?.Word(GuaranteeWords.From);
        var request = part.Must("on_request")?.Word(GuaranteeWords.YesOrNo);
        return new(within, from ?? default, request ?? default, Clause(part.Maybe("clause"), document));
    }

    private static string? Clause(YamlPart? part, AgreementDocument document)
    {
        if (part?.Text() is not { } clause)
            return null;
        var known = document.Clauses.Select(c => c.Address).Where(a => a.Length > 0).ToArray();
        if (!known.Contains(clause))
            part.Wrong(Rule.UnknownId, "a clause of the document, by its number", Nearest.Cure(clause, known));
        return clause;
    }

    private static ImmutableArray<AttackTest> Tests(YamlPart? part)
    {
        if (part is null)
            return [];
        var tests = part.Items()
            .Select(i =>
                (Part: i.Knows(KnownKeys.At("instrument/tests[]")), Id: i.Id("id"), Question: i.MustText("question"))
            )
            .ToList();
        Ids.AllDifferent(tests.Select(t => (t.Part, t.Id)));
        return [.. tests.Select(t => new AttackTest(t.Id, t.Question))];
    }
}
