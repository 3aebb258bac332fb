namespace Trucewatch.Rulebook;

/// <summary>An answer that may be open: doubt is an answer of its own, never false.</summary>
public enum Answer
{
    /// <summary>Surely not.</summary>
    No = 0,

    /// <summary>The evidence does not settle it.</summary>
    Unclear = 1,

    /// <summary>Surely.</summary>
    Yes = 2,
}

/// <summary>Joining of answers (Kleene's strong three values).</summary>
public static class Answers
{
    /// <summary>The least sure of all: No if any is No.</summary>
    public static Answer And(params ReadOnlySpan<Answer> answers)
    {
        var least = Answer.Yes;
        foreach (var answer in answers)
            if (answer < least)
                least = answer;
        return least;
    }

    /// <summary>The surest of all: Yes if any is Yes.</summary>
    public static Answer Or(params ReadOnlySpan<Answer> answers)
    {
        var most = Answer.No;
        foreach (var answer in answers)
            if (answer > most)
                most = answer;
        return most;
    }

    /// <summary>Yes or no, without doubt.</summary>
    public static Answer From(bool settled) => settled ? Answer.Yes : Answer.No;
}
