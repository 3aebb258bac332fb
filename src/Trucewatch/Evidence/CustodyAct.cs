using System.Text.Json.Serialization;
using NodaTime;

namespace Trucewatch.Evidence;

/// <summary>What somebody did with a piece of evidence. Never changed: a correction is a new act.</summary>
/// <param name="Id">The id of the act (UUIDv7).</param>
/// <param name="Evidence">The original or derivative that it was done with.</param>
/// <param name="At">When, as stated by who did it; the order of the acts is that of the record.</param>
/// <param name="By">The person who did it, by the mission's short name.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "act")]
[JsonDerivedType(typeof(Captured), "captured")]
[JsonDerivedType(typeof(Received), "received")]
[JsonDerivedType(typeof(Hashed), "hashed")]
[JsonDerivedType(typeof(Sealed), "sealed")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Copied), "copied")]
[JsonDerivedType(typeof(Derived), "derived")]
[JsonDerivedType(typeof(Transferred), "transferred")]
[JsonDerivedType(typeof(Released), "released")]
[JsonDerivedType(typeof(Stamped), "stamped")]
public abstract record CustodyAct(string Id, EvidenceId Evidence, Instant At, string By)
{
    /// <summary>It was made: a picture taken, a fragment picked up.</summary>
    /// <param name="Holder">Who has it from then on.</param>
    /// <param name="With">The device or means, as stated.</param>
    public sealed record Captured(string Id, EvidenceId Evidence, Instant At, string By, string Holder, string With)
        : CustodyAct(Id, Evidence, At, By);

    /// <summary>It came in from outside, or from who captured it.</summary>
    /// <param name="From">Who gave it.</param>
    /// <param name="Holder">Who has it from then on.</param>
    public sealed record Received(string Id, EvidenceId Evidence, Instant At, string By, string From, string Holder)
        : CustodyAct(Id, Evidence, At, By);

    /// <summary>Its digests were computed from its bytes.</summary>
    /// <param name="Hash">What came out.</param>
    public sealed record Hashed(string Id, EvidenceId Evidence, Instant At, string By, ContentHash Hash)
        : CustodyAct(Id, Evidence, At, By);

    /// <summary>It was put under seal.</summary>
    /// <param name="Seal">The seal's number.</param>
    public sealed record Sealed(string Id, EvidenceId Evidence, Instant At, string By, string Seal)
        : CustodyAct(Id, Evidence, At, By);

    /// <summary>It was opened under dual control: two distinct persons were there.</summary>
    public sealed record Opened : CustodyAct
    {
        /// <summary>Two persons open it.</summary>
        /// <exception cref="ArgumentException">The second person is the first one (without regard to case), or nobody.</exception>
        public Opened(string id, EvidenceId evidence, Instant at, string by, string with, string why)
            : base(id, evidence, at, by) => (With, Why) = (Second(by, with), why);

        /// <summary>The second person.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string With { get; }

        /// <summary>For what purpose.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string Why { get; }
    }

    /// <summary>A copy of the same bytes was given to somebody; the original stays where it is.</summary>
    /// <param name="To">Who has the copy.</param>
    /// <param name="IsWorking">True: to work with; false: an evidentiary copy, which nobody works with.</param>
    public sealed record Copied(string Id, EvidenceId Evidence, Instant At, string By, string To, bool IsWorking)
        : CustodyAct(Id, Evidence, At, By);

    /// <summary>Something was made of it.</summary>
    /// <param name="Derivative">What was made.</param>
    public sealed record Derived(string Id, EvidenceId Evidence, Instant At, string By, EvidenceId Derivative)
        : CustodyAct(Id, Evidence, At, By);

    /// <summary>It changed hands.</summary>
    /// <param name="From">Who had it.</param>
    /// <param name="To">Who has it from then on.</param>
    public sealed record Transferred(string Id, EvidenceId Evidence, Instant At, string By, string From, string To)
        : CustodyAct(Id, Evidence, At, By);

    /// <summary>It was given out of the mechanism: a second person agreed.</summary>
    public sealed record Released : CustodyAct
    {
        /// <summary>One person releases it, another agrees.</summary>
        /// <exception cref="ArgumentException">The second person is the first one (without regard to case), or nobody.</exception>
        public Released(string id, EvidenceId evidence, Instant at, string by, string with, string to, string basis)
            : base(id, evidence, at, by) => (With, To, Basis) = (Second(by, with), to, basis);

        /// <summary>The second person.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string With { get; }

        /// <summary>To whom: an audience or a named recipient.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string To { get; }

        /// <summary>On what decision.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string Basis { get; }
    }

    /// <summary>A time-stamping authority signed that it saw its digest (RFC 3161), and the signature was checked.</summary>
    /// <param name="Authority">The authority, as its certificate names it.</param>
    /// <param name="StampedAt">The authority's time: the evidence existed not later.</param>
    /// <param name="Token">The authority's answer, base64: anybody can check it again.</param>
    public sealed record Stamped(
        string Id,
        EvidenceId Evidence,
        Instant At,
        string By,
        string Authority,
        Instant StampedAt,
        string Token
    ) : CustodyAct(Id, Evidence, At, By);

    private static string Second(string by, string with) =>
        string.IsNullOrWhiteSpace(with) || string.Equals(by.Trim(), with.Trim(), StringComparison.OrdinalIgnoreCase)
            ? throw new ArgumentException("A second person is needed, other than the first.", nameof(with))
            : with;
}
