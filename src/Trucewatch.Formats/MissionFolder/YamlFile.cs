using Trucewatch.Agreements;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads a YAML file into parts that know their line and column.</summary>
internal static class YamlFile
{
    private const int Deepest = 32;

    /// <summary>The file's one map; null: it is none, which is noted.</summary>
    public static YamlPart? Read(string file, string text, Problems problems)
    {
        if (!IsTame(file, text, problems))
            return null;
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (Exception e) when (IsBadYaml(e))
        {
            Note(file, e, Mark.Empty, problems);
            return null;
        }
        if (yaml.Documents.Count == 1 && yaml.Documents[0].RootNode is YamlMappingNode map)
            return new(file, "", map, problems);
        problems.Add(
            new(file, 1, 1),
            Rule.WrongShape,
            "",
            "one document, a map of keys",
            "Begin the file with a key and a colon."
        );
        return null;
    }

    // No aliases (they unfold without bound) and no deep nesting (it would end the stack): nobody writes a mission so.
    private static bool IsTame(string file, string text, Problems problems)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        try
        {
            while (parser.MoveNext())
            {
                depth += parser.Current!.NestingIncrease;
                if (parser.Current is AnchorAlias alias)
                    return Refuse(alias.Start, "*" + alias.Value, "no aliases", "Write the value out.");
                if (depth > Deepest)
                    return Refuse(parser.Current.Start, "", $"at most {Deepest} levels", "Nest less deeply.");
            }
            return true;
        }
        catch (Exception e) when (IsBadYaml(e))
        {
            Note(file, e, parser.Current?.End ?? Mark.Empty, problems);
            return false;
        }

        bool Refuse(Mark at, string found, string expected, string cure)
        {
            problems.Add(At(file, at), Rule.NoYaml, found, expected, cure);
            return false;
        }
    }

    // The library throws exceptions of its own for most bad YAML, and these two for some.
    private static bool IsBadYaml(Exception e) => e is YamlException or InvalidOperationException or ArgumentException;

    private static void Note(string file, Exception e, Mark before, Problems problems) =>
        problems.Add(
            At(file, e is YamlException yaml ? yaml.Start : before),
            e.Message.Contains("uplicate key", StringComparison.Ordinal) ? Rule.Twice : Rule.NoYaml,
            "",
            e is YamlException ? e.Message : "YAML",
            "Check indentation, quotes, brackets and colons in this line and the one before; each key stands once."
        );

    internal static TextSpan At(string file, Mark mark) =>
        new(file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
