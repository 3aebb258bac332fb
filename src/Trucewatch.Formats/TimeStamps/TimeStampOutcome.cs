using System.Collections.Immutable;
using NodaTime;

namespace Trucewatch.Formats.TimeStamps;

/// <summary>What a time stamp proves.</summary>
public abstract record TimeStampOutcome
{
    private TimeStampOutcome() { }

    /// <summary>The authority signed that it saw this digest then.</summary>
    /// <param name="At">The authority's time. Its own clock: "not later than", give or take <paramref name="Accuracy"/>.</param>
    /// <param name="Authority">The subject of the signing certificate.</param>
    /// <param name="Accuracy">How exact the authority says its clock is; null: it does not say.</param>
    /// <param name="Policy">The authority's policy, an object identifier.</param>
    /// <param name="Serial">The stamp's number at this authority, lower-case hex.</param>
    public sealed record Holds(Instant At, string Authority, Duration? Accuracy, string Policy, string Serial)
        : TimeStampOutcome;

    /// <summary>It proves nothing, for these reasons.</summary>
    public sealed record Refused(ImmutableArray<TimeStampReason> Reasons) : TimeStampOutcome;
}

/// <summary>Why a time stamp proves nothing.</summary>
/// <param name="Rule">One of <see cref="TimeStampRule"/>.</param>
/// <param name="Found">What was found.</param>
/// <param name="Cure">What to do.</param>
public sealed record TimeStampReason(string Rule, string Found, string Cure)
{
    /// <summary>One line: rule, what was found, cure.</summary>
    public override string ToString() => $"{Rule}  {Found}. {Cure}";
}

/// <summary>The rules that a time stamp keeps to. The codes are stable: never renumber.</summary>
public static class TimeStampRule
{
    /// <summary>It is an answer in DER with one status and one token (RFC 3161 §2.4.2).</summary>
    public const string Unreadable = "TS001";

    /// <summary>The authority granted the stamp (status 0 or 1).</summary>
    public const string NotGranted = "TS002";

    /// <summary>The stamped digest is the digest of the data, by SHA-256, SHA-384 or SHA-512.</summary>
    public const string OtherData = "TS003";

    /// <summary>The answer repeats the number of the request.</summary>
    public const string OtherNonce = "TS004";

    /// <summary>The signature is that of the certificate which the token names.</summary>
    public const string BadSignature = "TS005";

    /// <summary>The certificate leads to a trusted root, all of the way valid at the stamp's time.</summary>
    public const string NotTrusted = "TS006";

    /// <summary>The certificate is for time stamping, critically and only (RFC 3161 §2.3).</summary>
    public const string NotForStamping = "TS007";
}
