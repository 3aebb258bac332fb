using System.Formats.Tar;
using System.IO.Compression;
using Trucewatch.Formats.BagIt;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.BagIt;

/// <summary>The conformance suite of the Library of Congress, version 0.97 of the format.</summary>
public sealed class SuiteTests : IClassFixture<SuiteTests.Suite>
{
    private readonly Suite _suite;

    public SuiteTests(Suite suite) => _suite = suite;

    [Fact]
    public void The_suite_has_the_bags_that_are_counted_here() =>
        Assert.Equal(
            (12, 11, 6, 6),
            (Bags("valid").Length, Bags("invalid").Length, Bags("linux-only").Length, Bags("warning").Length)
        );

    [Fact]
    public void Valid_bags_are_valid() => Assert.All(Bags("valid"), bag => Assert.IsType<BagReading.Valid>(Read(bag)));

    [Theory]
    [InlineData("invalid/baginfo-missing-encoding", BagRule.BadDeclaration)]
    [InlineData("invalid/bom-in-bagit.txt", BagRule.BadDeclaration)]
    [InlineData("invalid/corrupt-data-file", BagRule.OxumDiffers, BagRule.DigestDiffers)]
    [InlineData("invalid/corrupt-tag-file", BagRule.DigestDiffers, BagRule.DigestDiffers, BagRule.DigestDiffers)]
    [InlineData("invalid/extra-file-in-bag", BagRule.OxumDiffers, BagRule.NotListed)]
    [InlineData("invalid/invalid-version-number", BagRule.BadDeclaration)]
    [InlineData("invalid/missing-baginfo", BagRule.Missing)]
    [InlineData("invalid/missing-bagit.txt", BagRule.NoBag)]
    [InlineData("invalid/out-of-scope-file-paths-using-dot-notation", BagRule.BadPath, BagRule.BadPath)]
    [InlineData("invalid/out-of-scope-file-paths-using-dot-notation-for-fetch", BagRule.BadPath)]
    [InlineData("invalid/same-filename-listed-twice-with-different-hashes", BagRule.Twice)]
    [InlineData("linux-only/out-of-scope-file-paths-using-absolute-path", BagRule.BadPath)]
    [InlineData("linux-only/out-of-scope-file-paths-using-absolute-path-for-fetch", BagRule.BadPath)]
    [InlineData("linux-only/out-of-scope-file-paths-using-shortcut", BagRule.BadPath)]
    [InlineData("linux-only/out-of-scope-file-paths-using-shortcut-for-fetch", BagRule.BadPath)]
    [InlineData("linux-only/out-of-scope-file-paths-using-shortcut-username", BagRule.BadPath)]
    [InlineData("linux-only/out-of-scope-file-paths-using-shortcut-username-for-fetch", BagRule.BadPath)]
    public void Invalid_bags_are_refused_with_all_reasons(string bag, params string[] rules) =>
        Assert.Equal(rules, Assert.IsType<BagReading.Refused>(Read(bag)).Reasons.Select(r => r.Code));

    [Theory]
    [InlineData("warning/duplicate-file-with-different-case", BagRule.SameName)]
    [InlineData("warning/made-with-md5sum-tools", BagRule.StarMark)]
    [InlineData("warning/relative-path", BagRule.DotSlash)]
    [InlineData("warning/same-filename-listed-twice-with-different-normalization", BagRule.SameName)]
    [InlineData("warning/same-filename-listed-twice-with-the-same-hash", BagRule.Twice)]
    [InlineData("warning/special-system-files", BagRule.SystemFile)]
    public void Doubtful_bags_are_valid_with_a_warning(string bag, string rule) =>
        Assert.Contains(rule, Assert.IsType<BagReading.Valid>(Read(bag)).Warnings.Select(w => w.Code));

    [Fact]
    public void Every_problem_names_the_place_the_rule_what_was_found_and_a_cure() =>
        Assert.All(
            Bags("invalid").SelectMany(b => Assert.IsType<BagReading.Refused>(Read(b)).Reasons),
            r =>
            {
                Assert.NotEmpty(r.Where.File);
                Assert.NotEmpty(r.Found);
                Assert.NotEmpty(r.Expected);
                Assert.NotEmpty(r.Cure);
            }
        );

    [Fact]
    public void Metadata_go_on_over_lines_and_come_again()
    {
        var bag = Assert.IsType<BagReading.Valid>(Read("valid/bag-with-space")).Bag;
        var again = Assert.IsType<BagReading.Valid>(Read("valid/duplicate-metadata-entries")).Bag;
        Assert.Contains(
            bag.Metadata,
            m => m.Value.Contains("greyscale TIFF images from the Yoshimuri", StringComparison.Ordinal)
        );
        Assert.Equal(2, again.Metadata.Count(m => m.Label == "Bagging-Date"));
    }

    private string[] Bags(string kind) =>
        [
            .. Directory
                .GetDirectories(Path.Combine(_suite.Folder, kind))
                .Select(d => $"{kind}/{Path.GetFileName(d)}")
                .Order(StringComparer.Ordinal),
        ];

    private BagReading Read(string bag) =>
        BagReader.Read(Path.Combine(_suite.Folder, bag), BagLimits.Usual, TestContext.Current.CancellationToken);

    public sealed class Suite : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Suite()
        {
            using var packed = File.OpenRead(Shared.Find("conformance", "bagit", "bagit-suite-v0.97.tar.gz"));
            using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
            TarFile.ExtractToDirectory(unpacked, _folder.Path, overwriteFiles: false);
        }

        public string Folder => _folder.File("v0.97");

        public void Dispose() => _folder.Dispose();
    }
}
