using System.Collections.Immutable;
using NodaTime.Text;
using Trucewatch.Evidence;
using Trucewatch.Formats.BagIt;
using Trucewatch.Labels;

namespace Trucewatch.Missions.Evidence;

/// <summary>Puts evidence into a bag (RFC 8493) for somebody else's archive or court: files, custody list, proofs, time stamps.</summary>
public static class BagEvidence
{
    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>The bag is on disk.</summary>
        /// <param name="Bag">The bag.</param>
        /// <param name="Incomplete">How many of its files have a chain of custody with gaps; the list says which.</param>
        public sealed record Bagged(Bag Bag, int Incomplete) : Reply;

        /// <summary>No bag was written.</summary>
        public sealed record Refused(Hindrance Why) : Reply;
    }

    /// <summary>Writes a bag of all evidence that an audience may see.</summary>
    /// <param name="folder">The bag's folder; it may not exist yet.</param>
    /// <param name="audience">For whom.</param>
    /// <param name="desk">The mission.</param>
    /// <param name="cancellationToken">Stops it; nothing stays.</param>
    /// <exception cref="IOException">The disk failed or is full; nothing stays.</exception>
    public static async Task<Reply> RunAsync(
        string folder,
        Audience audience,
        EvidenceDesk desk,
        CancellationToken cancellationToken
    )
    {
        if (Path.Exists(folder))
            return Refuse(folder, "something of that name is there", "A bag is written once: name another folder.");
        var viewer = new Viewer(audience);
        var custody = await desk.CustodyAsync(cancellationToken);
        var shown = Shown(custody, viewer, desk);
        if (shown.IsEmpty)
            return Refuse(
                folder,
                $"no evidence that {audience.ToString().ToUpperInvariant()} may see",
                "Release some first, or name another audience."
            );
        if (shown.FirstOrDefault(id => !IsThere(desk, id)) is { Sha256: not null } missing)
            return Refuse(missing.Sha256, "its file is not in the evidence folder", "Bring it back from a backup.");

        var inside = audience == Audience.Mission;
        var entries = shown.SelectMany(id => custody.Chains[id].Steps).Select(s => s.Entry).ToHashSet();
        var proofs = await EntryProofs.WriteAsync(desk.Record, entries, opened: inside, cancellationToken);
        var bag = BagWriter.Write(
            folder,
            shown.Select(id => new BagContent(NameOf(custody, id), () => desk.Folder.OpenRead(id.Sha256)!)),
            [
                BagContent.Text("custody.json", CustodyList.Write(custody, shown, viewer)),
                BagContent.Text("proofs.json", proofs),
                .. shown.SelectMany(id => Stamps(custody, id)),
            ],
            [
                new("Source-Organization", desk.Known.Charter.MarkedOrigin),
                new("Bagging-Date", LocalDatePattern.Iso.Format(desk.Now.InUtc().Date)),
                new(
                    "External-Description",
                    $"Evidence for {audience.ToString().ToUpperInvariant()}: custody.json, proofs.json, timestamps"
                ),
            ],
            cancellationToken
        );
        return new Reply.Bagged(bag, shown.Count(id => !custody.Chains[id].IsComplete));
    }

    private static ImmutableArray<EvidenceId> Shown(CustodyState custody, Viewer viewer, EvidenceDesk desk) =>
        [
            .. custody
                .Items.Where(i => viewer.May(i.Value.Label, desk.Now))
                .Select(i => i.Key)
                .Concat(custody.Derivatives.Where(d => viewer.May(d.Value.Label, desk.Now)).Select(d => d.Key))
                .Distinct()
                .Order(),
        ];

    private static bool IsThere(EvidenceDesk desk, EvidenceId id)
    {
        using var content = desk.Folder.OpenRead(id.Sha256);
        return content is not null;
    }

    /// <summary>Names come from the content: what a sender called a file is never a path.</summary>
    private static string NameOf(CustodyState custody, EvidenceId id) =>
        custody.Items.TryGetValue(id, out var item)
            ? $"originals/{id}{Ending(item.Media)}"
            : $"derivatives/{id}{Ending(custody.Derivatives[id].Media)}";

    private static string Ending(string media) =>
        media switch
        {
            "image/jpeg" => ".jpg",
            "image/png" => ".png",
            "application/pdf" => ".pdf",
            "application/zip" => ".zip",
            "video/mp4" => ".mp4",
            _ => ".bin",
        };

    private static IEnumerable<BagContent> Stamps(CustodyState custody, EvidenceId id) =>
        custody
            .Chains[id]
            .Steps.Where(s => s.Act is CustodyAct.Stamped)
            .Select(
                (s, i) =>
                    new BagContent(
                        $"timestamps/{id}-{i + 1}.tsr",
                        () => new MemoryStream(Convert.FromBase64String(((CustodyAct.Stamped)s.Act).Token))
                    )
            );

    private static Reply.Refused Refuse(string where, string found, string cure) =>
        new(new Hindrance(where, found, cure));
}
