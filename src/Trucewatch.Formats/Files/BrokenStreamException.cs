namespace Trucewatch.Formats.Files;

/// <summary>A file broke while it was read. Caught by the readers, which keep what came before.</summary>
public sealed class BrokenStreamException : IOException
{
    /// <summary>The code of <see cref="Files.Problem"/>.</summary>
    public string Problem { get; } = Files.Problem.Unreadable;

    /// <summary>A file broke for this reason.</summary>
    public BrokenStreamException(string problem, string message)
        : base(message) => Problem = problem;

    /// <summary>A file broke for this reason, with what caused it.</summary>
    public BrokenStreamException(string problem, string message, Exception cause)
        : base(message, cause) => Problem = problem;

    /// <summary>A file broke.</summary>
    public BrokenStreamException() { }

    /// <summary>A file broke.</summary>
    public BrokenStreamException(string message)
        : base(message) { }

    /// <summary>A file broke.</summary>
    public BrokenStreamException(string message, Exception innerException)
        : base(message, innerException) { }
}
