using System.Text.Json;
using System.Text.Unicode;
using NodaTime;
using Trucewatch.Observations;
using Trucewatch.Sources;

namespace Trucewatch.Formats.Files;

/// <summary>Reads a JSON file whole, up to a bound.</summary>
internal static class JsonFile
{
    /// <summary>The most that a JSON file may unpack to: 128 MiB.</summary>
    public const long MostBytes = 128L << 20;

    /// <summary>The document; or what is kept of a file that is none.</summary>
    public static (JsonDocument? Document, Intake.Rejected? Rejected) Read(
        SourceId source,
        Stream file,
        string name,
        Instant at
    )
    {
        using var bytes = UnpackedStream.Open(file, MostBytes);
        using var whole = new MemoryStream();
        try
        {
            bytes.CopyTo(whole);
            if (BrokenText(whole.GetBuffer().AsSpan(0, (int)whole.Length)) is { } found)
                return (null, Reject(0, Problem.BrokenText, found));
            return (JsonDocument.Parse(whole.GetBuffer().AsMemory(0, (int)whole.Length)), null);
        }
        catch (BrokenStreamException e)
        {
            return (null, Reject(0, e.Problem, e.Message));
        }
        catch (JsonException e)
        {
            return (null, Reject((e.LineNumber ?? -1) + 1, Problem.BadJson, e.Message));
        }

        // JSON's own reader looks at a text only when it is asked for: then it would be too late to reject the file.
        static string? BrokenText(ReadOnlySpan<byte> json)
        {
            if (!Utf8.IsValid(json))
                return "bytes that are not UTF-8";
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
                if (reader is { TokenType: JsonTokenType.String or JsonTokenType.PropertyName, ValueIsEscaped: true })
                    try
                    {
                        _ = reader.GetString();
                    }
                    catch (InvalidOperationException)
                    {
                        return $"half of a surrogate pair at byte {reader.TokenStartIndex}";
                    }
            return null;
        }

        Intake.Rejected Reject(long line, string problem, string found)
        {
            var head = whole.GetBuffer().AsSpan(0, (int)Math.Min(Kept.MostOriginal, whole.Length));
            var original = System.Text.Encoding.UTF8.GetString(head);
            return Kept.Reject(source, name, line, original, [Kept.Because("", problem, found)], at);
        }
    }
}
