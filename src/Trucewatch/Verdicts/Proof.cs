using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Trucewatch.Verdicts;

/// <summary>A verdict with all that it follows from: step by step, down to entries of the record.</summary>
/// <remarks>
/// It is made on demand and checked by <c>VerdictCheck</c> of the verifier, which knows neither how it was found nor how
/// verdicts are computed. Facts stand under labels (<c>I-12</c>, <c>act:notice-1</c>), never under derived ids.
/// </remarks>
/// <param name="Verdict">What it proves.</param>
/// <param name="Premises">The facts that its steps cite, by label.</param>
/// <param name="Steps">The steps: version of the clause, the truce, then what the kind of verdict asks.</param>
public sealed record Proof(ProvenVerdict Verdict, ImmutableArray<Premise> Premises, ImmutableArray<ProofStep> Steps);

/// <summary>The verdict that a proof is of.</summary>
/// <param name="Clause">The clause's address.</param>
/// <param name="Version">The digest of its provision.</param>
/// <param name="Bearer">Whose conduct, by id.</param>
/// <param name="Anchor">What set it off: a premise's label; empty: a state or the entry into force did, or it is of a day.</param>
/// <param name="At">When that was. Of a day: the day as far as the clause runs and the truce binds.</param>
/// <param name="Sector">Of a day: in which sector; null: it is of one anchor.</param>
/// <param name="Value">The verdict.</param>
/// <param name="Entry">The entry of the record up to which it holds.</param>
/// <param name="Until">When that entry was logged: until then limits have run.</param>
/// <param name="Release">The program that made it.</param>
/// <param name="Fold">The version of its folds.</param>
public sealed record ProvenVerdict(
    string Clause,
    string Version,
    string Bearer,
    string Anchor,
    ProofSpan At,
    string? Sector,
    ProofValue Value,
    long Entry,
    Instant Until,
    string Release,
    int Fold
);

/// <summary>What a proof may be of.</summary>
public enum ProofValue
{
    /// <summary>Surely breached: by the act, while the state does not hold, or by an obligation that is overdue.</summary>
    Breached = 1,

    /// <summary>It may be breached, and is not settled: the proof says which doubt.</summary>
    Undetermined = 2,

    /// <summary>Of a day: nothing speaks against it, and it was not watched enough.</summary>
    NotObserved = 3,

    /// <summary>Of a day: nothing speaks against it, and it was watched.</summary>
    Complied = 4,

    /// <summary>The truce or the clause did not bind then.</summary>
    NotInForce = 5,

    /// <summary>An obligation whose limit has not passed.</summary>
    Due = 6,

    /// <summary>An obligation that was discharged in time.</summary>
    Discharged = 7,

    /// <summary>The act is no breach: a condition of the clause surely fails, or an exception surely holds.</summary>
    NotBreached = 8,
}

/// <summary>What a step shows of a condition, at every instant of a span.</summary>
public enum Shows
{
    /// <summary>It surely holds.</summary>
    Surely = 1,

    /// <summary>It may hold.</summary>
    Possibly = 2,

    /// <summary>It surely does not hold.</summary>
    SurelyNot = 3,

    /// <summary>It may fail to hold.</summary>
    PossiblyNot = 4,
}

/// <summary>A span of time in whole microseconds since 1970: start included, end excluded.</summary>
[JsonConverter(typeof(AsJson))]
[StructLayout(LayoutKind.Auto)]
public readonly record struct ProofSpan(long From, long Until)
{
    /// <summary>One instant: one microsecond.</summary>
    public static ProofSpan At(long instant) => new(instant, instant + 1);

    /// <summary>Whether an instant lies in both.</summary>
    public bool Overlaps(ProofSpan other) => From < other.Until && other.From < Until;

    /// <summary>Whether every instant of this lies in the other.</summary>
    public bool IsIn(ProofSpan other) => other.From <= From && Until <= other.Until;

    /// <summary>The span that lies in both; empty where none does.</summary>
    public ProofSpan And(ProofSpan other) => new(Math.Max(From, other.From), Math.Min(Until, other.Until));

    /// <summary>Whether no instant lies in it.</summary>
    [JsonIgnore]
    public bool IsEmpty => Until <= From;

    /// <summary>Without end.</summary>
    public const long Forever = 253402300799999999; // the last microsecond of the year 9999

    /// <summary>Without beginning.</summary>
    public const long Ever = -62135596800000000; // the first microsecond of the year 1

    private sealed class AsJson : JsonConverter<ProofSpan>
    {
        public override ProofSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var ends = JsonSerializer.Deserialize<string[]>(ref reader, options);
            return ends is [var from, var until]
                ? new(Micros(from), Micros(until))
                : throw new JsonException("no span");
        }

        public override void Write(Utf8JsonWriter writer, ProofSpan value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(Text(value.From));
            writer.WriteStringValue(Text(value.Until));
            writer.WriteEndArray();
        }

        private static long Micros(string text) =>
            InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var at)
                ? at.ToUnixTimeTicks() / 10
                : throw new JsonException($"\"{text}\" is no instant");

        private static string Text(long micros) =>
            InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeTicks(micros * 10));
    }
}
