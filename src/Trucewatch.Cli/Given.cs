using System.CommandLine;
using Trucewatch.Formats.Reports;
using Trucewatch.Formats.Texts;
using Trucewatch.Record;
using Trucewatch.Verifier;

namespace Trucewatch.Cli;

/// <summary>What a reader brings along: keys, policies, files. What cannot be used is wrong use.</summary>
internal static class Given
{
    private const int MaxText = 1 << 20;

    /// <summary>This program, for recomputing.</summary>
    public static readonly Making Making = new(ReportJson.Release, r => ReportJson.Write(r, Words.Shipped))
    {
        BoardCsv = BoardCsv.Write,
    };

    public static Option<string?> Key() =>
        new("--key")
        {
            Description =
                "The record's verifier key (name+hash+base64), or a file that holds it. Take it from elsewhere than the record.",
        };

    public static Option<string?> Policy() =>
        new("--policy") { Description = "A file with the witnesses you trust and their quorum (C2SP tlog-policy)." };

    public static Argument<string> Record(string name = "record") =>
        new(name)
        {
            Description =
                "An exported record: the folder that holds its checkpoint, or an address (http://…) with /checkpoint and /tile under it.",
        };

    /// <summary>The trust that these two options name; nobody's if both are missing.</summary>
    public static Trust Trust(string? key, string? policy) =>
        new(key is null ? null : LogKey(key), policy is null ? null : ReadPolicy(policy));

    /// <summary>A log's verifier key, from its text or from a file.</summary>
    public static VerifierKey LogKey(string given) =>
        Verifier(given) is { Type: KeyType.Ed25519 } key
            ? key
            : throw new WrongUseException(
                $"\"{given}\" is a witness's key, not a record's: a record's has the type log."
            );

    /// <summary>Any verifier key, from its text or from a file.</summary>
    public static VerifierKey Verifier(string given)
    {
        var text = File.Exists(given) ? ReadText(given).Trim() : given.Trim();
        if (text.StartsWith("PRIVATE+KEY+", StringComparison.Ordinal))
            throw new WrongUseException(
                $"{(File.Exists(given) ? given : "What you gave")} is a private key. Give the verifier key: trucewatch keys show FILE prints it."
            );
        try
        {
            return VerifierKey.Read(text);
        }
        catch (FormatException wrong)
        {
            throw new WrongUseException(
                $"\"{given}\" is neither a file nor a verifier key. {wrong.Message} A key looks like name+1a2b3c4d+AbCd…"
            );
        }
    }

    /// <summary>A policy from a file.</summary>
    public static WitnessPolicy ReadPolicy(string file)
    {
        try
        {
            return WitnessPolicy.Read(ReadText(file));
        }
        catch (FormatException wrong)
        {
            throw new WrongUseException($"{file}: {wrong.Message}");
        }
    }

    /// <summary>Reads a file that the user named and that has a form.</summary>
    /// <param name="file">The file.</param>
    /// <param name="maxBytes">How long it may be.</param>
    /// <param name="read">Reads it; a <see cref="FormatException"/> becomes wrong use.</param>
    public static T Read<T>(string file, long maxBytes, Func<byte[], T> read)
    {
        try
        {
            return read(ReadBytes(file, maxBytes));
        }
        catch (FormatException wrong)
        {
            throw new WrongUseException($"{file}: {wrong.Message}");
        }
    }

    /// <summary>Reads a short file that the user named.</summary>
    public static byte[] ReadBytes(string file, long maxBytes)
    {
        var found = new FileInfo(file);
        if (!found.Exists)
            throw new WrongUseException($"There is no file {file}.");
        return found.Length <= maxBytes
            ? File.ReadAllBytes(file)
            : throw new WrongUseException($"{file} is longer than the {maxBytes} bytes that such a file may have.");
    }

    /// <summary>A record in a folder or at an address; a folder without a checkpoint is wrong use.</summary>
    public static RecordFiles Files(string place, HttpClient client)
    {
        if (TileAddress.Read(place) is null && !Directory.Exists(place))
            throw new WrongUseException(
                $"There is no folder {place}. Give an exported record, or an address that begins with http:// or https://."
            );
        return RecordFiles.At(place, client);
    }

    internal static string ReadText(string file) => System.Text.Encoding.UTF8.GetString(ReadBytes(file, MaxText));
}
