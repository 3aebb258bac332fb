namespace Trucewatch.Verdicts;

/// <summary>A question's tie to the facts that answer it: how an anchor finds them, and how one of them finds its anchors.</summary>
internal sealed class Link(
    Stream child,
    Projection ask,
    Stream parent,
    Projection back,
    (int Child, int Anchor)[] pairs
)
{
    public Stream Child { get; } = child;
    public Stream Parent { get; } = parent;

    /// <summary>From the anchor's row to the key of the facts.</summary>
    public Projection Ask { get; } = ask;

    /// <summary>From a fact's row to the key of the anchors.</summary>
    public Projection Back { get; } = back;

    public KeyIndex Facts { get; } = child.IndexOf(ask.Space, [.. pairs.Select(p => p.Child)]);
    public KeyIndex Anchors { get; } = parent.IndexOf(back.Space, AnchorColumns(back, pairs));
    public Leaf Leaf { get; private set; } = null!;
    public int Role { get; private set; }

    /// <summary>True: it answers a state whose begins are the anchors; otherwise what is asked of them.</summary>
    public bool IsOfState { get; init; }

    public void Answers(Leaf leaf, int role) => (Leaf, Role) = (leaf, role);

    /// <summary>Whether the open values of a fact and an anchor may be the same.</summary>
    public bool MayMatch(in FactRow fact, in FactRow anchor, EngineSchema schema)
    {
        foreach (var (c, a) in pairs)
            if (!MayBeSame(fact, c, anchor, a, schema))
                return false;
        return true;
    }

    private static bool MayBeSame(in FactRow fact, int c, in FactRow anchor, int a, EngineSchema schema)
    {
        var (left, right) = (fact.Values[c], anchor.Values[a]);
        var (leftOpen, rightOpen) = ((fact.Open >> c & 1) != 0, (anchor.Open >> a & 1) != 0);
        if ((leftOpen && left == 0) || (rightOpen && right == 0))
            return true;
        if (!leftOpen && !rightOpen)
            return left == right;
        if (leftOpen && rightOpen)
            return schema.SetOf(left).ContainsAny(schema.SetOf(right));
        return leftOpen ? schema.SetOf(left).Contains(right) : schema.SetOf(right).Contains(left);
    }

    // Values that only the question goes through (for some …) are no part of the anchors' key.
    private static int[] AnchorColumns(Projection back, (int Child, int Anchor)[] pairs) =>
        [
            .. back
                .Columns.ToArray()
                .Select(c => pairs.First(p => p.Child == c && p.Anchor != EngineColumns.Someone).Anchor),
        ];
}
