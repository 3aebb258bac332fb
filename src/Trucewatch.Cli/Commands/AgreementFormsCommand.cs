using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trucewatch.Agreements;
using Trucewatch.Formats.LegalRuleMl;
using Trucewatch.Formats.Texts;
using Trucewatch.Missions.Agreements;
using Trucewatch.Reports;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch agreement read FOLDER</c>: what was understood of each provision, for a lawyer to sign off.</summary>
internal static class AgreementReadCommand
{
    public static Command Make()
    {
        var (mission, language) = (Shared.Mission(), Shared.Language());
        language.Description = "The language of the reading back: en, fr, uk, de or ru.";
        var clause = new Option<string?>("--clause")
        {
            Description = "Only this clause, such as 2(1), or ID/2(1) of an instrument.",
        };
        var command = new Command(
            "read",
            """
            Prints each provision as it was understood: the words agreed, the reading back in a language of your choice, the
            formula in signs, and the digest that names this version of the provision. The reading back is what a lawyer signs off.
            The instruments of guarantees/ follow the agreement, each as a text of its own: its clauses bear its id, ID/2(1).
            Exit code 0: all was read; 1: a text has a problem; 2: there is no such clause.

            Example:
              trucewatch agreement read missions/lantern --language fr
            """
        )
        {
            mission,
            language,
            clause,
        };
        command.SetAction(parsed =>
            AgreementFolder.OpenAll(parsed.GetValue(mission)!) is { } found
                ? Read(found, parsed.GetValue(language)!, parsed.GetValue(clause))
                : Exit.WrongUse
        );
        return command;
    }

    private static int Read(ReadTexts found, string language, string? clause)
    {
        if (!found.Problems.IsEmpty)
            return AgreementFolder.Refuse(found.Problems);
        var all = found.All.SelectMany(t => t.Provisions).Select(p => p.Clause).ToList();
        if (all.Count == 0 || (clause is not null && !all.Contains(clause)))
            return ReplayCommand.Say(
                Exit.WrongUse,
                $"There is no provision {clause}. There are: {string.Join(", ", all)}."
            );
        foreach (var text in found.All)
            Read(text, language, clause);
        return Exit.Done;
    }

    private static void Read(ReadText text, string language, string? clause)
    {
        var found = text.Checked;
        var wanted = text.Provisions.Where(p => clause is null || p.Clause == clause).ToList();
        if (wanted.Count == 0)
            return;
        foreach (var provision in wanted)
        {
            Console.WriteLine($"{provision.Text.File}:{provision.Text.Line}  {provision.Clause}  {provision.Title}");
            Console.WriteLine(Quoted(provision.Prose));
            Console.WriteLine(
                ReadBack.Say(provision, language, key => Words.Shipped.Find(language, key) ?? Name(found, key))
            );
            Console.WriteLine($"  {ReadBack.Signs(provision).Replace("\n", "\n  ", StringComparison.Ordinal)}");
            Console.WriteLine($"  sha256 {ProvisionDigest.Of(provision)}");
            foreach (
                var note in found.Flaws.Where(f =>
                    text.Whole(f.Clause) == provision.Clause && f.Weight == FlawWeight.Note
                )
            )
                Console.WriteLine($"  {note.Check}  {note.Wrong}. {note.Cure}.");
            Console.WriteLine();
        }
        var silent = found.Read.NotJudged.Where(c => c.Address.Length > 0).Select(c => text.Whole(c.Address)).ToList();
        Console.WriteLine(
            $"{Shared.Counted(wanted.Count, "provision")}; not judged, as text only: {(silent.Count == 0 ? "nothing" : string.Join(", ", silent))}."
        );
    }

    // The mission's own names, as its agreement writes them.
    private static string? Name(CheckedAgreement found, string key)
    {
        var reading = found.Setting.Reading;
        var names = key.Split('.', 2) switch
        {
            ["party", var id] => reading.Parties.Where(n => n.Id == id),
            ["guarantor", var id] => reading.Guarantors.Where(n => n.Id == id),
            ["body", var id] => reading.Bodies.Where(n => n.Id == id),
            ["zone", var id] => reading.Zones.Where(n => n.Id == id),
            _ => [],
        };
        return names.SelectMany(n => n.Names).FirstOrDefault();
    }

    private static string Quoted(string prose) =>
        string.Join('\n', prose.Split('\n', StringSplitOptions.TrimEntries).Select(l => $"> {l}".TrimEnd()));
}

/// <summary><c>trucewatch agreement export FOLDER --format F</c>: the provisions for other programs.</summary>
internal static class AgreementExportCommand
{
    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true, NewLine = "\n" };

    public static Command Make()
    {
        var mission = Shared.Mission();
        var format = new Option<string>("--format")
        {
            Description =
                "json: a list of provisions in the form of docs/formats/provision.schema.json; legalruleml: one LegalRuleML document.",
            DefaultValueFactory = _ => "json",
        };
        format.AcceptOnlyFromAmong("json", "legalruleml");
        var command = new Command(
            "export",
            """
            Writes the provisions of an agreement to standard output, for other programs. What is imported of it again has the
            same digests.

            Example:
              trucewatch agreement export missions/lantern --format legalruleml > lantern.xml
            """
        )
        {
            mission,
            format,
        };
        command.SetAction(parsed =>
            AgreementFolder.Open(parsed.GetValue(mission)!) is { } found
                ? Export(found, parsed.GetValue(format)!)
                : Exit.WrongUse
        );
        return command;
    }

    private static int Export(CheckedAgreement found, string format)
    {
        if (!found.Problems.IsEmpty)
            return AgreementFolder.Refuse(found);
        var provisions = found.Read.Provisions;
        Console.WriteLine(
            format == "json"
                ? new JsonArray([.. provisions.Select(ProvisionJson.Of)]).ToJsonString(indented)
                : $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{LegalRuleMlWriter.Write(provisions)}"
        );
        return Exit.Done;
    }
}

/// <summary><c>trucewatch agreement import FOLDER FILE</c>: provisions of another program, in the words of an agreement.</summary>
internal static class AgreementImportCommand
{
    /// <summary>It is no list of provisions in our JSON form.</summary>
    private const string NoJson = "LR003";

    public static Command Make()
    {
        var mission = Shared.Mission();
        var file = new Argument<string>("file") { Description = "What `agreement export` wrote: LegalRuleML or JSON." };
        var command = new Command(
            "import",
            """
            Prints the provisions of a file as blocks in the words of a mission's agreement, to be put into its document, and
            checked there. Nothing is changed.
            Exit code 0: all could be said; 1: the file has a problem, or the terms have no words for something.

            Example:
              trucewatch agreement import missions/lantern lantern.xml
            """
        )
        {
            mission,
            file,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (AgreementFolder.Open(parsed.GetValue(mission)!) is not { } found)
                    return Exit.WrongUse;
                var path = parsed.GetValue(file)!;
                return File.Exists(path)
                    ? Import(found, Provisions(path, await File.ReadAllTextAsync(path, cancellationToken)))
                    : ReplayCommand.Say(Exit.WrongUse, $"There is no file {path}.");
            }
        );
        return command;
    }

    private static int Import(CheckedAgreement found, LegalRuleMlReader.Reading reading)
    {
        foreach (var problem in reading.Problems)
            Console.Error.WriteLine(problem);
        var text = ProvisionText.For(found.Read, found.Setting.Reading);
        var silent = 0;
        foreach (var provision in reading.Provisions)
        {
            if (text.Print(provision) is not { } lines)
            {
                silent++;
                Console.Error.WriteLine(
                    $"{provision.Clause}: the terms of this agreement have no words for it. Add the noun or the phrase to a terms block."
                );
                continue;
            }
            Console.WriteLine($"```provision {provision.Clause}\n{string.Join('\n', lines)}\n```\n");
        }
        return reading.Problems.IsEmpty && silent == 0 ? Exit.Done : Exit.Rejected;
    }

    private static LegalRuleMlReader.Reading Provisions(string path, string text)
    {
        if (text.TrimStart('\uFEFF', ' ', '\n', '\r', '\t').StartsWith('<'))
            return LegalRuleMlReader.Read(path, text);
        try
        {
            return JsonNode.Parse(text) is JsonArray list
                ? new([.. list.Select(n => ProvisionJson.Read(n!))], [])
                : NotRead("the file is no list of provisions", line: 1);
        }
        catch (JsonException wrong)
        {
            return NotRead("neither LegalRuleML nor a list of provisions in JSON", (int)(wrong.LineNumber ?? 0) + 1);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException)
        {
            return NotRead(wrong.Message, line: 1);
        }

        LegalRuleMlReader.Reading NotRead(string what, int line) =>
            new(
                [],
                [
                    new(
                        new(path, line, 1),
                        NoJson,
                        text.Split('\n')[0] is { Length: > 20 } first ? first[..20] : text.Split('\n')[0],
                        what,
                        "Export the agreement again, or compare with docs/formats/provision.schema.json."
                    ),
                ]
            );
    }
}
