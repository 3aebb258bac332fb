namespace Trucewatch.Formats.BagIt;

/// <summary>The rules that a bag keeps to, as its problems name them. The codes are stable: never renumber.</summary>
public static class BagRule
{
    /// <summary>The folder, <c>data/</c> or <c>bagit.txt</c> is not there (RFC 8493 §2.1).</summary>
    public const string NoBag = "BG001";

    /// <summary><c>bagit.txt</c> is two lines, UTF-8 without a byte order mark: version and encoding (§2.1.1).</summary>
    public const string BadDeclaration = "BG002";

    /// <summary>A tag file is no text in the stated encoding, or too long to be read.</summary>
    public const string BadText = "BG003";

    /// <summary>There is at least one payload manifest with a known algorithm (§2.1.3).</summary>
    public const string NoManifest = "BG004";

    /// <summary>A manifest's line is a digest, white space, a path (§2.1.3).</summary>
    public const string BadLine = "BG005";

    /// <summary>A path stays inside the bag: no <c>..</c>, no root, no <c>~</c>, no drive, no backslash, no line end (§5.1).</summary>
    public const string BadPath = "BG006";

    /// <summary>A payload manifest lists files under <c>data/</c> only, a tag manifest none of them (§2.1.3, §2.2.1).</summary>
    public const string WrongPlace = "BG007";

    /// <summary>A path is listed once in a manifest, and never with two digests.</summary>
    public const string Twice = "BG008";

    /// <summary>Every listed file is there (§3).</summary>
    public const string Missing = "BG009";

    /// <summary>Every file under <c>data/</c> is listed: in 1.0 in each payload manifest, before in one (§3).</summary>
    public const string NotListed = "BG010";

    /// <summary>A file has the listed digest (§3).</summary>
    public const string DigestDiffers = "BG011";

    /// <summary><c>Payload-Oxum</c> is the payload's bytes and files (§2.2.2).</summary>
    public const string OxumDiffers = "BG012";

    /// <summary>A file that <c>fetch.txt</c> names is there already: nothing is ever fetched.</summary>
    public const string NotFetched = "BG013";

    /// <summary>A bag holds folders and plain files: no links, pipes or devices.</summary>
    public const string NoPlainFile = "BG014";

    /// <summary>A bag stays below the limits of size and number.</summary>
    public const string TooMuch = "BG015";

    /// <summary>A file could not be read from the medium.</summary>
    public const string Unreadable = "BG016";

    /// <summary><c>bag-info.txt</c> is lines of label and value (§2.2.2).</summary>
    public const string BadMetadata = "BG017";

    /// <summary>A warning: the names of two files differ in upper and lower case only, or in the form of their letters.</summary>
    public const string SameName = "BG018";

    /// <summary>A warning: a mark of the <c>md5sum</c> tools stands before the path.</summary>
    public const string StarMark = "BG019";

    /// <summary>A warning: a path begins with <c>./</c>.</summary>
    public const string DotSlash = "BG020";

    /// <summary>A warning: a file that systems make by themselves is listed.</summary>
    public const string SystemFile = "BG021";

    /// <summary>A warning: nothing stronger than MD5 or SHA-1 protects the payload: anybody may have made another file with that digest.</summary>
    public const string WeakDigest = "BG022";

    /// <summary>A warning: a manifest of an algorithm that is not known here was not checked.</summary>
    public const string UnknownAlgorithm = "BG023";
}
