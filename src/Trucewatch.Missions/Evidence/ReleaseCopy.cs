using System.Collections.Immutable;
using System.Reflection;
using Trucewatch.Evidence;
using Trucewatch.Formats.Exif;
using Trucewatch.Labels;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Evidence;

/// <summary>Makes a copy of a picture without metadata and releases it; the original stays as it is.</summary>
public static class ReleaseCopy
{
    /// <summary>Who releases what to whom.</summary>
    /// <param name="Sha256">The original.</param>
    /// <param name="By">The person who releases it.</param>
    /// <param name="With">The second person, who agrees.</param>
    /// <param name="To">To whom.</param>
    /// <param name="Basis">On what decision.</param>
    public sealed record Command(string Sha256, string By, string With, Audience To, string Basis);

    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>The copy is stored, and its acts are in the record.</summary>
        /// <param name="Copy">The derivative.</param>
        /// <param name="Dropped">What it does not carry.</param>
        /// <param name="Orientation">How the copy is to be turned for looking at, if the original said so.</param>
        /// <param name="Entry">The number of the last entry.</param>
        public sealed record Released(
            Derivative Copy,
            ImmutableArray<DroppedPart> Dropped,
            int? Orientation,
            long Entry
        ) : Reply;

        /// <summary>Nothing was released.</summary>
        public sealed record Refused(Hindrance Why) : Reply;
    }

    /// <summary>Strips, stores, enters.</summary>
    public static async Task<Reply> RunAsync(Command command, EvidenceDesk desk, CancellationToken cancellationToken)
    {
        if (string.Equals(command.By.Trim(), command.With.Trim(), StringComparison.OrdinalIgnoreCase))
            return Refuse(command.With, "one person", "A release takes a second person, other than the first.");
        if (command.To is not (Audience.Public or Audience.Mission))
            return Refuse(
                command.To.ToString(),
                "an audience between",
                "Release to PUBLIC, or to MISSION as a working copy."
            );
        var custody = await desk.CustodyAsync(cancellationToken);
        if (!StampEvidence.Knows(custody, command.Sha256))
            return new Reply.Refused(StampEvidence.Unknown(command.Sha256));
        if (await BytesAsync(command.Sha256, desk, cancellationToken) is not { } bytes)
            return Refuse(
                command.Sha256,
                "no file, or a greater one than 256 MiB",
                "Bring it back from a backup, or release it by hand."
            );
        if (PictureStripper.Strip(bytes) is not Stripping.Stripped stripped)
        {
            var refused = (Stripping.Refused)PictureStripper.Strip(bytes);
            return Refuse(
                $"{command.Sha256} byte {refused.Where}",
                $"{refused.Found}, where {refused.Rule} belongs",
                refused.Cure
            );
        }
        if (stripped.Dropped.IsEmpty)
            return Refuse(
                command.Sha256,
                "a picture that carries no metadata",
                "It can be released as it is, as a copy."
            );
        using var content = new MemoryStream([.. stripped.Copy], writable: false);
        var stored = desk.Folder.Store(content, cancellationToken);
        var copy = new Derivative(
            new(stored.Sha256, stored.Sha512),
            stored.Length,
            MagicBytes.MediaOf(stored.Head.AsSpan()),
            new(command.Sha256),
            $"trucewatch {Release}: left out {string.Join(", ", stripped.Dropped.Select(d => d.Name).Distinct())}",
            command.To == Audience.Public ? Label.OpenBy("mission") : Label.Of("mission", Marking.Mission)
        );
        var entry = await desk.AppendAsync(Drafts(command, copy, custody, desk), cancellationToken);
        return new Reply.Released(copy, stripped.Dropped, PictureReader.Read(bytes)?.Orientation, entry.Value);
    }

    private static string Release =>
        typeof(ReleaseCopy)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    private static ImmutableArray<Draft> Drafts(
        Command command,
        Derivative copy,
        CustodyState custody,
        EvidenceDesk desk
    )
    {
        var now = desk.Now;
        CustodyAct[] acts =
        [
            new CustodyAct.Derived(desk.NewId(), copy.DerivedFrom, now, command.By, copy.Id),
            new CustodyAct.Hashed(desk.NewId(), copy.Id, now, command.By, copy.Hash),
            new CustodyAct.Released(
                desk.NewId(),
                copy.Id,
                now,
                command.By,
                command.With,
                command.To.ToString().ToUpperInvariant(),
                command.Basis
            ),
        ];
        var entered = EvidenceEntries.Of(copy, now);
        return
        [
            .. custody.Derivatives.ContainsKey(copy.Id) ? [] : new[] { entered },
            .. acts.Select(EvidenceEntries.Of),
        ];
    }

    private static async Task<byte[]?> BytesAsync(string sha256, EvidenceDesk desk, CancellationToken cancellationToken)
    {
        await using var content = desk.Folder.OpenRead(sha256);
        if (content is null)
            return null;
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 17];
        for (int count; (count = await content.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            if (bytes.Length + count > PictureStripper.MostBytes)
                return null;
            bytes.Write(buffer.AsSpan(0, count));
        }
        return bytes.ToArray();
    }

    private static Reply.Refused Refuse(string where, string found, string cure) =>
        new(new Hindrance(where, found, cure));
}
