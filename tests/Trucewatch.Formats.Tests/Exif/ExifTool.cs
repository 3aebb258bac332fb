using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Trucewatch.Formats.Tests.Exif;

/// <summary>Phil Harvey's exiftool: a second opinion on what a picture says. Where it is missing the test is skipped; in CI it fails.</summary>
internal static class ExifTool
{
    private const string Missing = "exiftool is missing: apt-get install libimage-exiftool-perl";

    /// <summary>All tags with their group, numbers as numbers.</summary>
    public static JsonObject Read(string file)
    {
        var said = Run("-j", "-n", "-a", "-G1", "-s", file);
        return JsonNode.Parse(said)!.AsArray()[0]!.AsObject();
    }

    /// <summary>Writes tags into a picture.</summary>
    public static void Write(string file, params string[] tags) => Run(["-q", "-overwrite_original", .. tags, file]);

    private static string Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("exiftool", arguments) { UseShellExecute = false, RedirectStandardOutput = true }
            )!;
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(Missing);
            Assert.Skip(Missing);
            throw;
        }
    }
}
