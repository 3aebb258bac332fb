using System.CommandLine;
using Trucewatch.Record;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch keys make|show</c>.</summary>
internal static class KeysCommand
{
    public static Command Make()
    {
        var name = new Argument<string>("name")
        {
            Description = "The key's name; for a record, its origin. No spaces, no plus signs.",
        };
        var type = new Option<string>("--type") { Description = "log, witness or author.", Required = true };
        type.AcceptOnlyFromAmong("log", "witness", "author");
        var output = new Option<string>("--out")
        {
            Description = "The file for the private key; it must not be there yet.",
            Required = true,
        };
        var make = new Command(
            "make",
            """
            Makes a private key in a file that only its owner may read, and prints its verifier key, which all may know.

            Example:
              trucewatch keys make witness.example/a --type witness --out witness.key
            """
        )
        {
            name,
            type,
            output,
        };
        make.SetAction(parsed =>
        {
            var file = parsed.GetValue(output)!;
            Write(
                file,
                parsed.GetValue(name)!,
                parsed.GetValue(type) == "witness" ? KeyType.Ed25519Cosignature : KeyType.Ed25519
            );
            return Show(file);
        });

        var key = new Argument<string>("file") { Description = "A private key file." };
        var show = new Command(
            "show",
            """
            Prints the verifier key of a private key file; never the secret.

            Example:
              trucewatch keys show witness.key
            """
        )
        {
            key,
        };
        show.SetAction(parsed =>
            File.Exists(parsed.GetValue(key))
                ? Show(parsed.GetValue(key)!)
                : throw new WrongUseException($"There is no file {parsed.GetValue(key)}.")
        );
        return new Command(
            "keys",
            """
            Makes and shows keys of records, witnesses and authors.

            Example:
              trucewatch keys make witness.example/a --type witness --out witness.key
            """
        )
        {
            make,
            show,
        };
    }

    /// <summary>Makes a key file; one that is there is never written over.</summary>
    internal static void Write(string file, string name, KeyType type)
    {
        if (File.Exists(file))
            throw new WrongUseException($"{file} is there already: a key is never written over.");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            KeyFile.Write(file, SigningKey.NewText(name, type));
        }
        catch (ArgumentException)
        {
            throw new WrongUseException($"\"{name}\" is no name of a key: it is empty or holds a space or a +.");
        }
    }

    private static int Show(string file)
    {
        using var key = KeyFile.Read(file, name: null);
        Console.WriteLine(key.Verifier);
        return Exit.Done;
    }
}
