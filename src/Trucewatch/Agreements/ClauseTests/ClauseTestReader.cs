using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Trucewatch.Agreements;

/// <summary>Reads the <c>test</c> blocks of an agreement. All problems come at once; nothing is thrown.</summary>
/// <remarks>
/// <c>in force MOMENT</c>, then steps: <c>MOMENT LABEL NOUN by WHO, values</c> · <c>MOMENT it becomes known that LABEL was by WHO</c>,
/// or that a fact was, <c>on MOMENT</c> · <c>MOMENT LABEL is withdrawn</c> · <c>MOMENT nothing happens</c> ·
/// <c>then ADDRESS [not] breached [by WHO] [at LABEL] [because ADDRESS]</c> · <c>then nothing breached</c>.
/// A fact becomes known when it happens, unless it is said to become known later.
/// </remarks>
public static class ClauseTestReader
{
    /// <summary>Reads all tests of an agreement. What has a problem of its own is not told of again here.</summary>
    public static ReadTests Read(ReadAgreement read, AgreementContext context) =>
        Read(
            read.NotRun,
            read.Terms,
            read.Provisions.Select(p => p.Clause).ToHashSet(StringComparer.Ordinal),
            context,
            read.Unread
        );

    /// <summary>Reads all tests of an agreement.</summary>
    /// <param name="blocks">The test blocks.</param>
    /// <param name="terms">The agreement's vocabulary.</param>
    /// <param name="addresses">The addresses that have a provision.</param>
    /// <param name="context">What the mission brings.</param>
    public static ReadTests Read(
        IEnumerable<TextBlock> blocks,
        Terms terms,
        IReadOnlySet<string> addresses,
        AgreementContext context,
        Unread? unread = null
    )
    {
        var tests = ImmutableArray.CreateBuilder<ClauseTest>();
        var leftOut = ImmutableArray.CreateBuilder<ClauseTest>();
        var all = ImmutableArray.CreateBuilder<TextProblem>();
        foreach (var block in blocks)
        {
            var problems = new Problems(block.Text.File);
            var reader = new BlockReader(block, terms, addresses, context, problems, unread ?? Unread.Nothing);
            if (reader.Read() is { } test)
                (reader.IsLeftOut ? leftOut : tests).Add(test);
            all.AddRange(problems.All);
        }
        return new(tests.ToImmutable(), all.ToImmutable()) { LeftOut = leftOut.ToImmutable() };
    }

    private sealed class BlockReader(
        TextBlock block,
        Terms terms,
        IReadOnlySet<string> addresses,
        AgreementContext context,
        Problems problems,
        Unread unread
    )
    {
        private readonly HashSet<string> labels = new(StringComparer.Ordinal);
        private Moment? inForce;
        private Instant? last;
        private bool isToldOf; // that the test does not begin with "in force", or that this line is wrong

        /// <summary>True: it speaks of something that has a problem of its own.</summary>
        public bool IsLeftOut { get; private set; }

        public ClauseTest? Read()
        {
            var before = problems.Count;
            Address(block.Address, new(TokenKind.Address, block.Address, block.Text.Line, block.Text.Column));
            var steps = ImmutableArray.CreateBuilder<TestStep>();
            foreach (var line in Lines())
                if (Step(line) is { } step)
                    steps.Add(step);
            if (inForce is null && problems.Count == before)
                problems.Add(
                    block.Text,
                    Ag.Missing,
                    "test",
                    "a test says when the agreement enters into force",
                    "Begin with \"in force 2026-03-01 12:00\"."
                );
            if (problems.Count == before && !IsLeftOut && !steps.Any(s => s is TestStep.Then))
                problems.Add(
                    block.Text,
                    Ag.Missing,
                    "test",
                    "a test says what must come of it",
                    "End with a line such as \"then nothing breached\"."
                );
            return problems.Count == before
                ? new(block.Address, block.Title, inForce!, steps.ToImmutable(), block.Text)
                : null;
        }

        /// <summary>Each line with those that go on from it.</summary>
        private IEnumerable<Cursor> Lines()
        {
            var tokens = ImmutableArray<Token>.Empty;
            foreach (var line in block.Lines)
            {
                var more = Lexer.Read(line, problems);
                if (tokens.Length > 0 && !tokens[^1].Is(",") && more.Length > 0)
                {
                    yield return new(tokens, problems);
                    tokens = [];
                }
                tokens = tokens.AddRange(more);
            }
            if (tokens.Length > 0)
                yield return new(tokens, problems);
        }

        private TestStep? Step(Cursor at)
        {
            var first = at.Next;
            var text = problems.At(first);
            if (at.TakeIf("in", "force"))
                return InForce(at, first);
            if (at.TakeIf("then"))
                return Then(at, text);
            if (!TestMomentReader.Begins(at))
                return Wrong(
                    at,
                    first,
                    "a step begins with a moment, or with \"then\"",
                    Nearest.To(first.Text, ["then", "day"]) is { } near
                        ? $"Did you mean \"{near}\"?"
                        : "Write \"day 31 10:14  F1  …\" or \"then … breached\"."
                );
            var moment = new TestMomentReader(at).Read();
            if (moment is null)
                return null;
            Order(at, moment, first);
            if (at.TakeIf("nothing", "happens"))
                return Ended(at) ? new TestStep.Nothing(moment, text) : null;
            if (at.TakeIf("it", "becomes", "known", "that"))
                return Known(at, moment, text);
            if (at.HasAt(1, "is", "withdrawn"))
                return Label(at) is { } label && at.TakeIf("is", "withdrawn") && Ended(at)
                    ? new TestStep.Withdrawn(moment, label, text)
                    : null;
            return Fact(at, moment, text);
        }

        private TestStep? InForce(Cursor at, Token first)
        {
            isToldOf = true;
            var moment = new TestMomentReader(at).Read();
            if (moment is null || !Ended(at))
                return null;
            if (inForce is not null)
                return Wrong(at, first, "the agreement enters into force once in a test", "Take one of the lines out.");
            if (moment.Of != MomentOf.Date)
                return Wrong(at, first, "a date was expected", "Write \"in force 2026-03-01 12:00\".");
            inForce = moment;
            return null;
        }

        private void Order(Cursor at, Moment moment, Token first)
        {
            var start = inForce is null ? null : new Calendar(context.TimeZone, null).At(inForce);
            var now = new Calendar(context.TimeZone, start).At(moment);
            if (inForce is null && isToldOf)
                return;
            isToldOf = true;
            if (inForce is null)
                Wrong(
                    at,
                    first,
                    "the first line of a test says when the agreement enters into force",
                    "Begin with \"in force 2026-03-01 12:00\"."
                );
            else if (now < last)
                Wrong(
                    at,
                    first,
                    "a step becomes known after the ones before it",
                    "Put the steps in order; what happened earlier \"becomes known\" with \"on\" and when it was."
                );
            last = now ?? last;
        }

        private TestStep.Learned? Fact(Cursor at, Moment moment, TextSpan text)
        {
            var first = at.Next;
            var reader = new TestFactReader(at, terms, context, unread);
            if (reader.Read() is var (fact, on))
                return New(at, fact) ? new TestStep.Learned(moment, on, fact, text) : null;
            IsLeftOut |= reader.IsUnread;
            if (first.Kind == TokenKind.Word)
                labels.Add(first.Text); // it is known by its label, though not as what
            return null;
        }

        private TestStep? Known(Cursor at, Moment moment, TextSpan text)
        {
            if (!at.HasAt(1, "was", "by"))
                return Fact(at, moment, text);
            if (Label(at) is not { } label)
                return null;
            at.Skip(2);
            return new TestFactReader(at, terms, context, unread).Who() is { } by && Ended(at)
                ? new TestStep.Attributed(moment, label, by, text)
                : null;
        }

        private bool New(Cursor at, TestFact fact)
        {
            if (fact.About is { } about && !labels.Contains(about))
                Unknown(at, at.Next, about);
            if (fact.Label is not { } label || labels.Add(label))
                return true;
            Wrong(at, at.Ahead(0), $"the label {label} was given before", "Give another label.");
            return false;
        }

        private string? Label(Cursor at)
        {
            var token = at.Take();
            if (labels.Contains(token.Text))
                return token.Text;
            Unknown(at, token, token.Text);
            return null;
        }

        private void Unknown(Cursor at, Token token, string label) =>
            at.Wrong(
                token,
                Ag.UnknownWord,
                label,
                "no fact before this line has that label",
                Nearest.To(label, labels) is { } near ? $"Did you mean \"{near}\"?"
                    : labels.Count == 0 ? "Give a fact a label: \"day 31 10:14  F1  …\"."
                    : $"Write one of: {string.Join(", ", labels.Order(StringComparer.Ordinal))}."
            );

        private TestStep.Then? Then(Cursor at, TextSpan text)
        {
            if (at.TakeIf("nothing", "breached"))
                return Ended(at) ? new([new(null, false, null, null, null)], text) : null;
            var expected = ImmutableArray.CreateBuilder<Expectation>();
            while (true)
            {
                if (One(at, expected.LastOrDefault()) is not { } one)
                    return null;
                expected.Add(one);
                if (at.AtEnd)
                    return new(expected.ToImmutable(), text);
                if (!(at.TakeIf(",") || at.TakeIf(";") || at.Has("and")))
                {
                    Ended(at);
                    return null;
                }
                at.TakeIf("and");
            }
        }

        /// <summary>One expectation; behind another, <c>not by A</c> speaks of the same clause and fact.</summary>
        private Expectation? One(Cursor at, Expectation? before)
        {
            if (before is not null && (at.Has("not", "by") || at.Has("by")))
            {
                var not = at.TakeIf("not");
                at.Skip(1);
                return Who(at) is { } who ? before with { Breached = !not, By = who } : null;
            }
            if (Address(at) is not { } address)
                return null;
            var breached = !at.TakeIf("not");
            if (!at.TakeIf("breached"))
            {
                Wrong(
                    at,
                    at.Next,
                    "\"breached\" or \"not breached\" was expected",
                    $"Write \"then {address} breached by A at F1\", or \"then {address} not breached\" where nothing is sure."
                );
                return null;
            }
            return Tails(at, new(address, breached, null, null, null));
        }

        private Expectation? Tails(Cursor at, Expectation one)
        {
            while (true)
            {
                if (at.TakeIf("by"))
                {
                    if (Who(at) is not { } who)
                        return null;
                    one = one with { By = who };
                }
                else if (at.TakeIf("at"))
                {
                    if (Label(at) is not { } label)
                        return null;
                    one = one with { At = label };
                }
                else if (at.TakeIf("because"))
                {
                    if (Address(at) is not { } because)
                        return null;
                    one = one with { Because = because };
                }
                else
                    return one;
            }
        }

        private string? Who(Cursor at) => new TestFactReader(at, terms, context, unread).Who();

        private string? Address(Cursor at)
        {
            var token = at.Take();
            return Address(token.Text, token) ? token.Text : null;
        }

        private bool Address(string address, Token token)
        {
            if (addresses.Contains(address))
                return true;
            if (unread.Clauses.Contains(address))
                return IsLeftOut = true;
            problems.Add(
                token,
                Ag.UnknownClause,
                address.Length == 0 ? "test" : address,
                "no provision has that address",
                Nearest.To(address, addresses) is { } near ? $"Did you mean \"{near}\"?"
                    : addresses.Count == 0 ? "Write the provision first."
                    : $"Write one of: {string.Join(", ", addresses.Order(StringComparer.Ordinal).Take(12))}."
            );
            return false;
        }

        private static bool Ended(Cursor at)
        {
            if (at.AtEnd)
                return true;
            at.Wrong(at.Next, Ag.LeftOver, at.Words(_ => false), "the line ends before these words", "Take them out.");
            return false;
        }

        private static TestStep? Wrong(Cursor at, Token token, string expected, string cure)
        {
            at.Wrong(token, Ag.Missing, token.Text, expected, cure);
            return null;
        }
    }
}
