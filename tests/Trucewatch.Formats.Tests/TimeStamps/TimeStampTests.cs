using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Trucewatch.Formats.TimeStamps;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.TimeStamps;

public sealed class TimeStampTests
{
    private static readonly ImmutableArray<byte> Data = [.. SHA256.HashData(Encoding.UTF8.GetBytes("a photo"))];

    [Fact]
    public void The_stamp_of_the_conformance_folder_holds()
    {
        var request = TimeStampRequest.Read(Vector("q.tsq"))!;
        var digest = ImmutableArray.Create(SHA256.HashData(Vector("data.txt")));
        Assert.Equal(digest, request.Hash);
        Assert.Equal(
            new TimeStampOutcome.Holds(
                Instant.FromUtc(2026, 11, 22, 8, 4, 55),
                "CN=TSA",
                Duration.FromSeconds(1),
                "1.2.3.4.1",
                "05"
            ),
            TimeStampCheck.CheckSha256(Vector("r.tsr"), digest, request.Nonce, Roots())
        );
    }

    [Fact]
    public void The_stamp_with_one_bit_of_its_signature_flipped_is_refused() =>
        Assert.Equal(
            [TimeStampRule.BadSignature],
            Rules(
                TimeStampCheck.CheckSha256(
                    Vector("r-bad-signature.tsr"),
                    [.. SHA256.HashData(Vector("data.txt"))],
                    nonce: null,
                    Roots()
                )
            )
        );

    [Fact]
    public void Each_fault_is_named_and_all_at_once() =>
        Assert.Equal(
            [TimeStampRule.OtherData, TimeStampRule.OtherNonce],
            Rules(TimeStampCheck.CheckSha256(Vector("r.tsr"), Data, [1, 2, 3], Roots()))
        );

    [Fact]
    public void An_authority_with_another_root_is_not_trusted()
    {
        using var authority = new TestAuthority();
        Assert.Equal(
            [TimeStampRule.NotTrusted],
            Rules(
                TimeStampCheck.CheckSha256(
                    Vector("r.tsr"),
                    [.. SHA256.HashData(Vector("data.txt"))],
                    nonce: null,
                    TimeStampCheck.Roots(authority.RootPem)
                )
            )
        );
    }

    [Fact]
    public void An_authority_of_openssl_answers_and_its_stamp_holds_here_and_there()
    {
        using var authority = new TestAuthority();
        var request = TimeStampRequest.ForSha256(Data.AsSpan(), [255, 1, 2, 3, 4, 5, 6, 7]);
        var answer = authority.Answer(request.Bytes);
        var roots = TimeStampCheck.Roots(authority.RootPem);

        var holds = Assert.IsType<TimeStampOutcome.Holds>(
            TimeStampCheck.CheckSha256(answer, Data, request.Nonce, roots)
        );
        Assert.Equal("CN=Test authority", holds.Authority);
        Assert.True(authority.Accepts(request.Bytes, answer));

        // The answer to another request over the same data: an old stamp must not stand for a new one.
        var other = TimeStampRequest.ForSha256(Data.AsSpan(), [8, 1, 2, 3, 4, 5, 6, 7]);
        Assert.Equal([TimeStampRule.OtherNonce], Rules(TimeStampCheck.CheckSha256(answer, Data, other.Nonce, roots)));
        Assert.False(authority.Accepts(other.Bytes, answer));
    }

    [Fact]
    public void A_refusal_by_the_authority_is_told_with_its_words()
    {
        using var authority = new TestAuthority();
        var request = TimeStampRequest.ForSha256(Data.AsSpan(), new byte[8]);
        var bytes = request.Bytes.ToArray();
        bytes[^1] ^= 0xFF; // certReq is no boolean any more, so the authority declines
        var refused = Assert.IsType<TimeStampOutcome.Refused>(
            TimeStampCheck.CheckSha256(
                authority.Answer(bytes.AsSpan(0, bytes.Length - 1).ToArray()),
                Data,
                null,
                Roots()
            )
        );
        Assert.Equal([TimeStampRule.NotGranted], refused.Reasons.Select(r => r.Rule));
    }

    [Fact]
    public void A_stamp_made_by_hand_with_a_right_certificate_holds()
    {
        using var made = new HandmadeStamp();
        Assert.IsType<TimeStampOutcome.Holds>(
            TimeStampCheck.CheckSha256(made.Token(Data, HandmadeStamp.Noon), Data, null, made.Roots)
        );
    }

    [Theory]
    [InlineData("1.3.6.1.5.5.7.3.3", true)] // code signing
    [InlineData("1.3.6.1.5.5.7.3.8", false)] // time stamping, but not critical: RFC 3161 §2.3
    public void A_certificate_that_is_not_critically_for_stamping_stamps_nothing(string use, bool critical)
    {
        using var made = new HandmadeStamp(use, critical);
        Assert.Equal(
            [TimeStampRule.NotForStamping],
            Rules(TimeStampCheck.CheckSha256(made.Token(Data, HandmadeStamp.Noon), Data, null, made.Roots))
        );
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    public void A_stamp_from_a_time_at_which_the_certificate_was_not_valid_is_refused(int days)
    {
        using var made = new HandmadeStamp();
        Assert.Equal(
            [TimeStampRule.NotTrusted],
            Rules(
                TimeStampCheck.CheckSha256(made.Token(Data, HandmadeStamp.Noon.AddDays(days)), Data, null, made.Roots)
            )
        );
    }

    [Fact]
    public void Broken_answers_are_refused_and_never_throw()
    {
        var good = Vector("r.tsr");
        var digest = ImmutableArray.Create(SHA256.HashData(Vector("data.txt")));
        var random = new Random(3161);
        var roots = Roots();
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = good.ToArray();
            for (var k = random.Next(1, 4); k > 0; k--)
                bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            var cut = random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
            if (TimeStampCheck.CheckSha256(cut, digest, null, roots) is TimeStampOutcome.Holds holds)
                Assert.Equal("05", holds.Serial); // a bit that neither signature nor chain covers, such as in the status text
        }
    }

    private static byte[] Vector(string name) => File.ReadAllBytes(Shared.Find("conformance", "rfc3161", name));

    private static System.Security.Cryptography.X509Certificates.X509Certificate2Collection Roots() =>
        TimeStampCheck.Roots(File.ReadAllText(Shared.Find("conformance", "rfc3161", "ca.pem")));

    private static IEnumerable<string> Rules(TimeStampOutcome outcome) =>
        Assert.IsType<TimeStampOutcome.Refused>(outcome).Reasons.Select(r => r.Rule);
}
