namespace Trucewatch.Verdicts;

/// <summary>What is asked at an anchor and an instant; the answer is <see cref="Bits"/>.</summary>
internal abstract class Question
{
    public abstract int Ask(in FactRow row, long at);

    /// <summary>The instants of a span at which the answer may change: an anchor that is not exact is asked at each.</summary>
    public abstract void Edges(in FactRow row, long from, long to, List<long> into);

    /// <summary>The instants of a span at which the answer may begin to be (or, <paramref name="rising"/> false, cease to be) so.</summary>
    public abstract void Turns(in FactRow row, bool rising, long from, long to, List<long> into);
}

/// <summary>The same answer whatever happens.</summary>
internal sealed class Fixed(int bits) : Question
{
    public override int Ask(in FactRow row, long at) => bits;

    public override void Edges(in FactRow row, long from, long to, List<long> into) { }

    public override void Turns(in FactRow row, bool rising, long from, long to, List<long> into) { }
}

/// <summary>A condition on the anchor's own columns, where it stands inside an "or" or a "not".</summary>
internal sealed class OwnQuestion(RowCondition condition, EngineSchema schema) : Question
{
    public override int Ask(in FactRow row, long at) => condition.Of(row, schema);

    public override void Edges(in FactRow row, long from, long to, List<long> into) { }

    public override void Turns(in FactRow row, bool rising, long from, long to, List<long> into) { }
}

/// <summary>The instant itself lies in a span.</summary>
internal sealed class InstantQuestion(long from, long until) : Question
{
    public override int Ask(in FactRow row, long at) => at >= from && at < until ? Bits.Sure : Bits.No;

    public override void Edges(in FactRow row, long from1, long to, List<long> into)
    {
        into.Add(from);
        into.Add(until);
    }

    public override void Turns(in FactRow row, bool rising, long from1, long to, List<long> into) =>
        into.Add(rising ? from : until);
}

internal sealed class NotQuestion(Question of) : Question
{
    public override int Ask(in FactRow row, long at) => Bits.Not(of.Ask(row, at));

    public override void Edges(in FactRow row, long from, long to, List<long> into) => of.Edges(row, from, to, into);

    public override void Turns(in FactRow row, bool rising, long from, long to, List<long> into) =>
        of.Turns(row, !rising, from, to, into);
}

internal sealed class AllQuestion(Question[] of) : Question
{
    public override int Ask(in FactRow row, long at)
    {
        var bits = Bits.Sure;
        foreach (var question in of)
        {
            bits &= question.Ask(row, at);
            if (bits == Bits.No)
                break;
        }
        return bits;
    }

    public override void Edges(in FactRow row, long from, long to, List<long> into)
    {
        foreach (var question in of)
            question.Edges(row, from, to, into);
    }

    public override void Turns(in FactRow row, bool rising, long from, long to, List<long> into)
    {
        foreach (var question in of)
            question.Turns(row, rising, from, to, into);
    }
}

internal sealed class AnyQuestion(Question[] of) : Question
{
    public override int Ask(in FactRow row, long at)
    {
        var bits = Bits.No;
        foreach (var question in of)
        {
            bits |= question.Ask(row, at);
            if (bits == Bits.Sure)
                break;
        }
        return bits;
    }

    public override void Edges(in FactRow row, long from, long to, List<long> into)
    {
        foreach (var question in of)
            question.Edges(row, from, to, into);
    }

    public override void Turns(in FactRow row, bool rising, long from, long to, List<long> into)
    {
        foreach (var question in of)
            question.Turns(row, rising, from, to, into);
    }
}

/// <summary>For some value of a list; the value stands in a column of its own.</summary>
internal sealed class SomeQuestion(int[] domain, int column, Question of) : Question
{
    public override int Ask(in FactRow row, long at)
    {
        var bits = Bits.No;
        var copy = row;
        foreach (var value in domain)
        {
            copy.Values[column] = value;
            bits |= of.Ask(copy, at);
            if (bits == Bits.Sure)
                break;
        }
        return bits;
    }

    public override void Edges(in FactRow row, long from, long to, List<long> into)
    {
        var copy = row;
        foreach (var value in domain)
        {
            copy.Values[column] = value;
            of.Edges(copy, from, to, into);
        }
    }

    public override void Turns(in FactRow row, bool rising, long from, long to, List<long> into)
    {
        var copy = row;
        foreach (var value in domain)
        {
            copy.Values[column] = value;
            of.Turns(copy, rising, from, to, into);
        }
    }
}
