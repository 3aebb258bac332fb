using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Trucewatch.Testing;

/// <summary>Random tests that are the same in every run: TRUCEWATCH_SEED gives another seed, TRUCEWATCH_TIMES so many times as many.</summary>
internal static class Repeatable
{
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15; // odd, as a splittable generator wants it

    private static ulong Seed => Number("TRUCEWATCH_SEED", 20_260_106);

    /// <summary>How a property is checked: so many cases, and the first that fails is thrown.</summary>
    public static Config Cases(int cases = 100) =>
        Config.QuickThrowOnFailure.WithMaxTest(Many(cases)).WithReplay(new Replay(new Rnd(Seed, Gamma), null));

    /// <summary>So many values of a generator.</summary>
    /// <param name="of">The generator.</param>
    /// <param name="count">How many.</param>
    /// <param name="size">How large they may be, in FsCheck's sense.</param>
    public static IEnumerable<T> Samples<T>(Gen<T> of, int count, int size) =>
        of.Sample(size, new Rnd(Seed, Gamma), Many(count));

    private static int Many(int count) => count * (int)Number("TRUCEWATCH_TIMES", 1);

    private static ulong Number(string name, ulong usual) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : usual;
}
