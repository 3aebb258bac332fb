using System.Collections.Immutable;
using System.Text;
using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Formats.Texts;
using Trucewatch.Observations;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Agreements;

/// <summary>Reads, checks and tests the texts of an agreement that somebody is writing. Nothing is stored.</summary>
/// <remarks>Bounded: <see cref="MostDocuments"/>, <see cref="MostBytes"/>; the tests end when the time is over, and say so.</remarks>
public static class TryAgreement
{
    /// <summary>So many documents at most.</summary>
    public const int MostDocuments = 32;

    /// <summary>All texts together, UTF-8 bytes.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>A document of the agreement.</summary>
    /// <param name="File">Its name, for messages.</param>
    /// <param name="Text">Markdown.</param>
    public sealed record Document(string? File, string? Text);

    /// <summary>What is asked.</summary>
    /// <param name="Documents">The documents; all of them, as they refer to one another.</param>
    /// <param name="Language">In which it is read back: en, fr, uk, de or ru; null: en.</param>
    /// <param name="Boundaries">True: propose tests at the edges of limits and distances, as computed.</param>
    public sealed record Command(ImmutableArray<Document>? Documents, string? Language, bool? Boundaries = null);

    /// <summary>Something wrong in the text; lines and columns from 1.</summary>
    public sealed record ProblemReply(
        string File,
        int Line,
        int Column,
        string Code,
        string Found,
        string Expected,
        string Cure
    );

    /// <summary>A provision, read back from what was understood; one sentence a line.</summary>
    public sealed record ReadBackReply(string Clause, string File, int Line, string Text);

    /// <summary>A fact of an example; <c>At</c> is local time, null: it does not matter.</summary>
    public sealed record ExampleReply(string? At, string Words, string Says);

    /// <summary>A flaw; <c>Weight</c> is note, warning or error. <c>Clause</c> is empty for one of the terms.</summary>
    public sealed record FlawReply(
        string Check,
        string Clause,
        string File,
        int Line,
        int Column,
        string Weight,
        string Wrong,
        string Cure,
        ImmutableArray<ExampleReply> Example
    );

    /// <summary>What was expected at a line, and what came.</summary>
    public sealed record OutcomeReply(int Line, string Expected, string Came, bool Holds);

    /// <summary>What came of a test block; <c>Ran</c> false: the time was over.</summary>
    public sealed record TestReply(
        string Clause,
        string Title,
        string File,
        int Line,
        bool Ran,
        bool Holds,
        ImmutableArray<OutcomeReply> Outcomes
    );

    /// <summary>A test proposed for approval; <c>IsOpen</c>: the program cannot say there, and the test shows no more than that it calls no breach.</summary>
    public sealed record BoundaryReply(string Clause, string Text, bool IsOpen);

    /// <summary>The answers.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>All that was found.</summary>
        public sealed record Tried(
            ImmutableArray<ProblemReply> Problems,
            ImmutableArray<ReadBackReply> Provisions,
            ImmutableArray<FlawReply> Checks,
            ImmutableArray<TestReply> Tests,
            ImmutableArray<BoundaryReply> Boundaries
        ) : Reply;

        /// <summary>The command itself is wrong; all reasons at once.</summary>
        public sealed record Refused(ImmutableArray<Reason> Reasons) : Reply;

        /// <summary>There is more of it than is looked at.</summary>
        public sealed record TooLarge(ImmutableArray<Reason> Reasons) : Reply;
    }

    /// <summary>Tries the texts.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="setting">What the mission brings.</param>
    /// <param name="isOver">Whether the time is over; asked before each test.</param>
    public static Reply Answer(Command command, AgreementSetting setting, Func<bool> isOver)
    {
        var documents = command.Documents ?? [];
        if (Refused(command, documents) is { IsEmpty: false } reasons)
            return new Reply.Refused(reasons);
        if (TooLarge(documents) is { IsEmpty: false } more)
            return new Reply.TooLarge(more);
        var found = CheckedAgreement.Of(documents.Select(d => new TextFile(d.File!, d.Text!)), setting, isOver);
        var language = command.Language ?? "en";
        return new Reply.Tried(
            [.. found.Problems.Select(Told)],
            [.. found.Read.Provisions.Select(p => Told(p, language))],
            [.. found.Flaws.Select(Told)],
            [.. found.Tests.Select(Told), .. found.NotRun.Select(t => Told(t, false, false, []))],
            command.Boundaries is true && found.Problems.IsEmpty
                ? [.. found.Boundaries().Select(b => new BoundaryReply(b.Test.Clause, found.Printed(b.Test), b.IsOpen))]
                : []
        );
    }

    private static ImmutableArray<Reason> Refused(Command command, ImmutableArray<Document> documents)
    {
        var reasons = ImmutableArray.CreateBuilder<Reason>();
        if (documents.IsEmpty)
            reasons.Add(new("documents", "missing", ""));
        if (command.Language is { } language && !Words.Languages.Contains(language))
            reasons.Add(new("language", "unknown_word", language));
        for (var i = 0; i < documents.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(documents[i]?.File))
                reasons.Add(new($"documents[{i}].file", "missing", ""));
            if (documents[i]?.Text is null)
                reasons.Add(new($"documents[{i}].text", "missing", ""));
        }
        return reasons.ToImmutable();
    }

    private static ImmutableArray<Reason> TooLarge(ImmutableArray<Document> documents)
    {
        var bytes = documents.Sum(d => (long)Encoding.UTF8.GetByteCount(d.Text!) + d.File!.Length);
        return
        [
            .. documents.Length > MostDocuments
                ? [new Reason("documents", "too_many", documents.Length.ToString())]
                : Array.Empty<Reason>(),
            .. bytes > MostBytes ? [new Reason("documents", "too_large", bytes.ToString())] : Array.Empty<Reason>(),
        ];
    }

    private static ProblemReply Told(TextProblem problem) =>
        new(
            problem.Where.File,
            problem.Where.Line,
            problem.Where.Column,
            problem.Code,
            problem.Found,
            problem.Expected,
            problem.Cure
        );

    private static ReadBackReply Told(Provision provision, string language) =>
        new(
            provision.Clause,
            provision.Text.File,
            provision.Text.Line,
            ReadBack.Say(provision, language, key => Words.Shipped.Find(language, key))
        );

    private static FlawReply Told(Flaw flaw) =>
        new(
            flaw.Check,
            flaw.Clause,
            flaw.Where.File,
            flaw.Where.Line,
            flaw.Where.Column,
            flaw.Weight.ToString().ToLowerInvariant(),
            flaw.Wrong,
            flaw.Cure,
            [
                .. flaw.Example.Select(e => new ExampleReply(
                    e.At is { } at ? TestMoments.Print(at) : null,
                    e.Words,
                    e.Says
                )),
            ]
        );

    private static TestReply Told(TestResult result) =>
        Told(
            result.Test,
            true,
            result.Holds,
            [.. result.Outcomes.Select(o => new OutcomeReply(o.Where.Line, o.Expected.ToString(), o.Came, o.Holds))]
        );

    private static TestReply Told(ClauseTest test, bool ran, bool holds, ImmutableArray<OutcomeReply> outcomes) =>
        new(test.Clause, test.Title, test.Text.File, test.Text.Line, ran, holds, outcomes);
}
