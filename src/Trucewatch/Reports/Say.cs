using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Parties;

namespace Trucewatch.Reports;

/// <summary>Short makers of sentences and their values.</summary>
internal static class Say
{
    public static Sentence Fact(string key, params (string, Arg)[] args) => Make(key, SentenceKind.Fact, args);

    public static Sentence Verdict(string key, params (string, Arg)[] args) => Make(key, SentenceKind.Verdict, args);

    public static Sentence Allegation(string key, params (string, Arg)[] args) =>
        Make(key, SentenceKind.Allegation, args);

    public static Sentence Coverage(string key, params (string, Arg)[] args) => Make(key, SentenceKind.Coverage, args);

    public static Sentence Caution(string key, params (string, Arg)[] args) => Make(key, SentenceKind.Caution, args);

    public static Sentence Resting(this Sentence sentence, string kind, params IEnumerable<string> ids) =>
        sentence with
        {
            Refs = [.. sentence.Refs, .. ids.Select(id => new Reference(kind, id))],
        };

    public static Arg N(double value) => new Arg.Number(value);

    public static Arg T(string text) => new Arg.Plain(text);

    public static Arg W(string key) => new Arg.Word(key);

    public static Arg D(LocalDate day) => new Arg.Day(day);

    public static Arg At(Instant at) => new Arg.Moment(at);

    public static Arg Names(ImmutableSortedDictionary<string, string> names) => new Arg.Named(names);

    public static Arg Of(Party party) => new Arg.Named(party.Name);

    public static Arg Days(IEnumerable<LocalDate> days) => new Arg.List([.. days.Select(D)]);

    /// <summary>A share as percent, rounded down, so that 94.9 never reads 95.</summary>
    public static Arg Percent(double share) => new Arg.Number(Math.Floor(share * 1000) / 10);

    private static Sentence Make(string key, SentenceKind kind, (string Name, Arg Value)[] args) =>
        new(
            "report.s." + key,
            kind,
            args.ToImmutableSortedDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal),
            []
        );
}
