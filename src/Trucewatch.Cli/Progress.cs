using Spectre.Console;
using Trucewatch.Missions.Replays;

namespace Trucewatch.Cli;

/// <summary>Shows how far a replay is: a line that moves in a terminal, single lines elsewhere.</summary>
internal static class Progress
{
    public static async Task<T> ShowAsync<T>(Func<IProgress<ReplayProgress>, Task<T>> work)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
            return await work(new Lines());
        return await AnsiConsole.Status().StartAsync("…", status => work(new Line(status)));
    }

    private static string Words(ReplayProgress p) =>
        p.Total > 0 ? $"{p.Step} {p.What} {p.Done}/{p.Total}" : $"{p.Step} {p.What}";

    private sealed class Line(StatusContext status) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => status.Status(Markup.Escape(Words(value)));
    }

    private sealed class Lines : IProgress<ReplayProgress>
    {
        private string last = "";

        public void Report(ReplayProgress value)
        {
            var words = value.Step == "append" && value.Done < value.Total ? "append …" : Words(value);
            if (words != last)
                Console.Error.WriteLine(last = words);
        }
    }
}
