using System.Collections.Immutable;

namespace Trucewatch.Verifier;

/// <summary>What a check of a proof came upon.</summary>
internal sealed class Findings
{
    private readonly SortedSet<string> _closed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _taken = new(StringComparer.Ordinal);
    private VerdictAnswer.Fails? _first;

    public void Fail(string where, string why) => _first ??= new(where, why);

    public void Close(string what) => _closed.Add(what);

    public void Take(string what) => _taken.Add(what);

    public VerdictAnswer Answer() =>
        _first is { } fails ? fails
        : _closed.Count > 0 ? new VerdictAnswer.AsFarAsOpened([.. _closed], [.. _taken])
        : new VerdictAnswer.Holds([.. _taken]);
}
