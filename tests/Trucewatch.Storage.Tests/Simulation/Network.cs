namespace Trucewatch.Storage.Tests.Simulation;

/// <summary>Carries messages between machines: late, twice, in another order or not at all; and it may be cut in two.</summary>
internal sealed class Network(World world)
{
    private const long Patience = 400; // milliseconds after which the caller gives up
    private readonly HashSet<string> _cutOff = [];

    /// <summary>Messages are lost once in so many times, and doubled as often; 0: never.</summary>
    public int FaultOnceIn { get; set; } = 12;

    /// <summary>These machines reach one another and nobody else, until the next cut.</summary>
    public void Cut(IEnumerable<string> side)
    {
        _cutOff.Clear();
        _cutOff.UnionWith(side);
        world.Note($"cut off: {string.Join(' ', _cutOff.Order(StringComparer.Ordinal))}");
    }

    /// <summary>Asks another machine.</summary>
    /// <param name="from">Who asks.</param>
    /// <param name="to">Who is asked.</param>
    /// <param name="answer">What the other machine does for each copy of the question that reaches it.</param>
    /// <returns>The first answer that comes back; null: none came in time, whatever the other machine has done.</returns>
    public async Task<T?> AskAsync<T>(string from, string to, Func<Task<T>> answer)
        where T : class
    {
        var first = new TaskCompletionSource<T?>();
        world.At(Patience, () => first.TrySetResult(null));
        Carry(
            from,
            to,
            () =>
                world.Start(async () =>
                {
                    var given = await answer();
                    Carry(to, from, () => first.TrySetResult(given));
                })
        );
        return await first.Task;
    }

    private void Carry(string from, string to, Action arrive)
    {
        var copies =
            FaultOnceIn == 0 || !world.OnceIn(FaultOnceIn) ? 1
            : world.OnceIn(2) ? 0
            : 2;
        for (; copies > 0; copies--)
            world.At(
                1 + world.Chance.Next(FaultOnceIn > 0 && world.OnceIn(8) ? 600 : 20),
                () =>
                {
                    if (_cutOff.Contains(from) == _cutOff.Contains(to))
                        arrive();
                }
            );
    }
}
