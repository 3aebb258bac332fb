namespace Trucewatch.Record;

/// <summary>What is wrong with a log, in plain words.</summary>
/// <param name="Path">The file in which it shows.</param>
/// <param name="Index">The entry's place, counted from 0; null: it is of no single entry.</param>
/// <param name="What">A sentence.</param>
public sealed record LogFault(string Path, long? Index, string What)
{
    /// <summary>File, entry and sentence.</summary>
    public override string ToString() => Index is { } index ? $"{Path}, entry {index + 1}: {What}" : $"{Path}: {What}";
}

/// <summary>A log's files cannot be used: one is missing or damaged.</summary>
/// <param name="fault">What is wrong.</param>
public sealed class LogFaultException(LogFault fault) : Exception(fault.ToString())
{
    /// <summary>What is wrong.</summary>
    public LogFault Fault { get; } = fault;
}
