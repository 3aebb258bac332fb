using NodaTime;
using Trucewatch.Evidence;
using Trucewatch.Labels;
using Trucewatch.Sources;

namespace Trucewatch.Tests.Evidence;

/// <summary>Small makers of evidence and acts.</summary>
internal static class Pieces
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    public static readonly EvidenceItem Photo = new(
        Hash('a'),
        1234,
        "image/jpeg",
        new SourceId("patrol-1"),
        "IMG_0001.jpg",
        Label.Of("patrol-1", Marking.Mission)
    );

    public static readonly Derivative Copy = new(
        Hash('b'),
        1000,
        "image/jpeg",
        Photo.Id,
        "trucewatch: metadata taken out",
        Label.OpenBy("patrol-1")
    );

    public static ContentHash Hash(char digit) => new(new string(digit, 64), new string(digit, 128));

    public static CustodyAct.Received Received(int minute) =>
        new($"r{minute}", Photo.Id, At(minute), "ann", "patrol-1", "registry");

    public static CustodyAct.Hashed Hashed(int minute) => new($"h{minute}", Photo.Id, At(minute), "ann", Photo.Hash);

    public static CustodyAct.Sealed Sealed(int minute) => new($"s{minute}", Photo.Id, At(minute), "ann", "S-17");

    public static CustodyAct.Opened Opened(int minute) =>
        new($"o{minute}", Photo.Id, At(minute), "ann", "bob", "expert's look");

    public static CustodyAct.Copied Copied(int minute) =>
        new($"c{minute}", Photo.Id, At(minute), "ann", "analysts", true);

    public static CustodyAct.Transferred Transferred(int minute, string from, string to) =>
        new($"t{minute}", Photo.Id, At(minute), "ann", from, to);

    public static CustodyAct.Derived Derived(int minute) => new($"d{minute}", Photo.Id, At(minute), "ann", Copy.Id);

    public static CustodyAct.Released Released(int minute) =>
        new($"x{minute}", Photo.Id, At(minute), "ann", "bob", "PUBLIC", "decision 3");

    public static CustodyAct.Stamped Stamped(int minute) =>
        new($"z{minute}", Photo.Id, At(minute), "ann", "CN=TSA", At(minute), "MIIB");

    public static Instant At(int minute) => Noon + Duration.FromMinutes(minute);
}
