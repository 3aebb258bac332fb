using System.Text;
using NodaTime;
using Trucewatch.Formats.Files;
using Trucewatch.Observations;

namespace Trucewatch.Formats.Tests.Sources;

/// <summary>Files that are torn, poisoned or huge: what came before stays, the file's end is told, the next file is read.</summary>
public sealed class TableTests
{
    private const string Header = "datetime,lon,lat,place_name,event_type,headline\n";
    private const string Row = "2025-04-01 12:00:00,37.6,47.9,X,uav,h\n";
    private static readonly SourcePlan Plan = Sample.Plan(SourceFormat.Viina);

    private static List<Intake> Read(byte[] bytes) => Sample.Read(Plan, Sample.Context(), bytes);

    private static List<Intake> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static string Rows(int count) =>
        Header
        + string.Concat(Enumerable.Range(0, count).Select(i => $"2025-04-01 12:00:00,37.6,47.9,X,uav,headline {i}\n"));

    /// <summary>The rows that came before, and the rejection that ends the file.</summary>
    private static (int Accepted, Rejection End) Ends(List<Intake> read)
    {
        var end = Assert.IsType<Intake.Rejected>(read[^1]).Rejection;
        Assert.All(read[..^1], i => Assert.IsType<Intake.Accepted>(i));
        return (read.Count - 1, end);
    }

    [Fact]
    public void A_whole_gzip_is_read_whatever_its_name() =>
        Assert.Equal(3, Read(Sample.Gzip(Encoding.UTF8.GetBytes(Rows(3)))).Count);

    [Fact]
    public void A_torn_gzip_keeps_the_rows_before_the_tear()
    {
        var noise = new Random(1);
        var text = new StringBuilder(Header);
        for (var i = 0; i < 20_000; i++)
            text.Append($"2025-04-01 12:00:00,37.6,47.9,X,uav,{noise.NextInt64()}\n");
        var packed = Sample.Gzip(Encoding.UTF8.GetBytes(text.ToString()));
        var (accepted, end) = Ends(Read(packed[..(packed.Length / 2)]));
        Assert.InRange(accepted, 5_000, 15_000);
        Assert.Equal(["torn_gzip"], end.Why());
        Assert.Equal(accepted + 2, end.Line);
    }

    [Fact]
    public void A_gzip_with_a_wrong_check_sum_is_torn()
    {
        var packed = Sample.Gzip(Encoding.UTF8.GetBytes(Rows(3)));
        packed[^8] ^= 1;
        Assert.Equal(["torn_gzip"], Ends(Read(packed)).End.Why());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(12)]
    public void A_gzip_torn_in_its_head_is_torn(int length) =>
        Assert.Equal(["torn_gzip"], Read(Sample.Gzip(Encoding.UTF8.GetBytes(Rows(3)))[..length]).Rejected().Why());

    [Fact]
    public void A_bomb_ends_the_file_in_bounded_memory()
    {
        var bomb = new byte[64 << 20];
        bomb.AsSpan().Fill((byte)',');
        for (var i = 0; i < bomb.Length; i += 64)
            bomb[i] = (byte)'\n';
        Encoding.UTF8.GetBytes(Header).CopyTo(bomb, 0);
        var read = Read(Sample.Gzip(bomb));
        Assert.Equal(["zip_bomb"], Assert.IsType<Intake.Rejected>(read[^1]).Rejection.Why());
    }

    [Fact]
    public void A_NUL_ends_the_file()
    {
        var (accepted, end) = Ends(Read(Rows(2) + "2025-04-01 12:00:00,3\0" + Row));
        Assert.Equal((2, 4L), (accepted, end.Line));
        Assert.Equal(["nul_byte"], end.Why());
        Assert.Equal("2025-04-01 12:00:00,3", end.Original);
    }

    [Fact]
    public void Broken_utf8_ends_the_file()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes(Rows(2) + "2025-04-01 12:00:00,37.6,47.9,"),
            0xC3,
            0x28,
            .. Encoding.UTF8.GetBytes("\n" + Row),
        ];
        var (accepted, end) = Ends(Read(bytes));
        Assert.Equal((2, 4L), (accepted, end.Line));
        Assert.Equal(new Reason("", "broken_text", "C3280A32"), end.Reasons[0]);
    }

    [Fact]
    public void Utf8_cut_at_the_very_end_is_broken()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Rows(1) + "2025-04-01 12:00:00,37.6,47.9,X,uav,"), 0xD0];
        Assert.Equal(["broken_text"], Ends(Read(bytes)).End.Why());
    }

    [Fact]
    public void A_break_behind_a_whole_row_keeps_that_row()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Rows(2)), 0xFF];
        Assert.Equal(2, Ends(Read(bytes)).Accepted);
    }

    [Fact]
    public void A_huge_line_ends_the_file()
    {
        var (accepted, end) = Ends(
            Read(Rows(2) + "2025-04-01 12:00:00,37.6,47.9,X,uav," + new string('x', 2 << 20) + "\n" + Row)
        );
        Assert.Equal((2, 4L), (accepted, end.Line));
        Assert.Equal(["line_too_long"], end.Why());
        Assert.Equal(4096, end.Original.Length);
        Assert.Equal(1 << 20, end.Length);
    }

    [Fact]
    public void A_quote_that_never_closes_does_not_swallow_a_large_file()
    {
        var (accepted, end) = Ends(
            Read(
                Rows(2) + "2025-04-01 12:00:00,37.6,47.9,X,uav,\"open\n" + string.Concat(Enumerable.Repeat(Row, 60_000))
            )
        );
        Assert.Equal(2, accepted);
        Assert.Equal((4L, "bad_quotes"), (end.Line, end.Reasons[0].Problem));
    }

    [Fact]
    public void A_quoted_newline_stays_in_its_field_and_lines_are_still_right()
    {
        var read = Read(
            Header
                + "2025-04-01 12:00:00,37.6,47.9,\"X\r\nY\",uav,\"say \"\"h\"\"\"\r\n\r\n"
                + "bad,37.6,47.9,X,uav,h\r\n"
        );
        Assert.Equal("X\r\nY", Assert.IsType<Intake.Accepted>(read[0]).Observation.PlaceName);
        Assert.Equal("say \"h\"", ((Intake.Accepted)read[0]).Observation.Details["headline"].Value);
        var rejected = Assert.IsType<Intake.Rejected>(read[1]).Rejection;
        Assert.Equal((5L, "bad,37.6,47.9,X,uav,h"), (rejected.Line, rejected.Original));
    }

    [Fact]
    public void Too_few_and_too_many_fields_are_reasons_of_the_row_and_the_next_is_read()
    {
        var read = Read(
            Header + "2025-04-01 12:00:00,37.6,47.9,X\n" + "2025-04-01 12:00:00,37.6,47.9,X,uav,h,more\n" + Row
        );
        Assert.Equal(
            ["missing_fields", "extra_fields"],
            read.OfType<Intake.Rejected>().Select(r => string.Join(", ", r.Rejection.Why()))
        );
        Assert.IsType<Intake.Accepted>(read[2]);
    }

    [Fact]
    public void A_header_without_a_column_rejects_the_file()
    {
        var rejected = Read("datetime,lon,place_name,event_type,headline\n2025-04-01 12:00:00,37.6,X,uav,h\n")
            .Rejected();
        Assert.Equal(["lat missing_column"], rejected.Why());
    }

    [Fact]
    public void More_columns_in_another_order_do_no_harm()
    {
        var read = Read(
            "extra,lat,lon,datetime,headline,event_type,place_name\ne,47.9,37.6,2025-04-01 12:00:00,h,uav,X\n"
        );
        Assert.Equal("X", read.Accepted().PlaceName);
        Assert.Equal(Read(Header + Row).Accepted().Id, read.Accepted().Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    public void An_empty_file_is_a_rejection(string text) => Assert.Equal(["empty_file"], Read(text).Rejected().Why());

    [Fact]
    public void What_is_kept_of_a_row_is_cut_but_its_length_and_digest_are_whole()
    {
        var row = "bad,1,2,X,uav," + new string('я', 5000);
        var rejected = Read(Header + row + "\n").Rejected();
        var bytes = Encoding.UTF8.GetBytes(row);
        Assert.Equal(bytes.Length, rejected.Length);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), rejected.Sha256);
        Assert.InRange(Encoding.UTF8.GetByteCount(rejected.Original), 4090, Kept.MostOriginal);
        Assert.StartsWith(rejected.Original, row);
    }

    [Fact]
    public void Found_words_are_cut_to_200_characters() =>
        Assert.Equal(
            200,
            Read(Header + new string('x', 500) + ",37.6,47.9,X,uav,h\n").Rejected().Reasons[0].Found.Length
        );

    [Fact]
    public void A_rejection_becomes_known_with_the_rows_around_it()
    {
        var read = Read(Header + "bad,37.6,47.9,X,uav,h\n" + Row + "bad,37.6,47.9,X,uav,h\n");
        Assert.Equal(Sample.Charter.SpanOf(Sample.Charter.FirstDay).Start, read[0].Known);
        Assert.Equal(Instant.FromUtc(2025, 4, 1, 9, 0), read[2].Known);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Rows(20));
            if (i % 2 == 0)
                bytes = Sample.Gzip(bytes);
            for (var n = random.Next(1, 20); n > 0; n--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            foreach (var format in Enum.GetValues<SourceFormat>().Where(f => f != SourceFormat.Csv))
                Sample.Read(Sample.Plan(format), Sample.InUkraine(), bytes);
        }
    }
}
