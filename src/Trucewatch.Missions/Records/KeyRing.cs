using NodaTime;
using Trucewatch.Labels;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Records;

/// <summary>The keys of a mission on this machine: the record's own, the mission cell's, and one per body.</summary>
/// <remarks>
/// They lie as files in <c>keys/</c>, which only their owner may read. An exercise or a replay derives them from its
/// name, so that two runs give the same bytes: they show nothing to strangers. In a LIVE mission every body makes and
/// holds its own; one machine that holds them all can sign for everybody.
/// </remarks>
public sealed class KeyRing : IDisposable
{
    private const string Mission = "mission";

    private readonly Dictionary<string, SigningKey> authors = new(StringComparer.Ordinal);

    private KeyRing(SigningKey log) => Log = log;

    /// <summary>The record's key: its name is the record's.</summary>
    public SigningKey Log { get; }

    /// <summary>How many key files were made now: 0 if all were there.</summary>
    public int Made { get; private set; }

    /// <summary>Reads the mission's keys, and makes those that are not there yet.</summary>
    /// <param name="folder">The record's state folder; the keys lie in <c>keys/</c> in it.</param>
    /// <param name="charter">The mission.</param>
    /// <exception cref="IOException">A key file is malformed, of another name, or readable for others; the message says how to cure it.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine cannot sign.</exception>
    public static KeyRing Open(string folder, Charter charter)
    {
        var keys = Path.Combine(folder, "keys");
        if (!Directory.Exists(keys))
            Directory.CreateDirectory(keys);
        var (log, made) = Read(keys, "log", charter.MarkedOrigin, charter);
        var ring = new KeyRing(log) { Made = made };
        foreach (var id in charter.Bodies.Select(b => b.Id).Prepend(Mission))
        {
            (ring.authors[id], made) = Read(keys, id, $"{charter.MarkedOrigin}/{id}", charter);
            ring.Made += made;
        }
        return ring;
    }

    /// <summary>The key of a body of the mission; null, or a body that is none of its own: the mission cell's.</summary>
    public SigningKey Of(string? body) =>
        body is not null && authors.TryGetValue(body, out var key) ? key : authors[Mission];

    /// <summary>The entries that begin these keys, the mission cell's first: it keeps the record.</summary>
    public IEnumerable<Draft> Begin(Instant at)
    {
        var everybody = Label.Of("record", Marking.Public);
        return authors
            .OrderBy(a => a.Key == Mission ? 0 : 1)
            .ThenBy(a => a.Key, StringComparer.Ordinal)
            .Select(a => new Draft(
                AuthorKeys.Kind,
                a.Value.Verifier.Name,
                at,
                [new("act", "begins", everybody), new("key", a.Value.Verifier.ToString(), everybody)],
                a.Key
            ));
    }

    /// <summary>Wipes the keys from memory.</summary>
    public void Dispose()
    {
        Log.Dispose();
        foreach (var key in authors.Values)
            key.Dispose();
    }

    private static (SigningKey Key, int Made) Read(string folder, string id, string name, Charter charter)
    {
        var path = Path.Combine(folder, id + ".key");
        var made = 0;
        if (!File.Exists(path))
        {
            KeyFile.Write(
                path,
                charter.Mark == Mark.Live
                    ? SigningKey.NewText(name, KeyType.Ed25519)
                    : SigningKey.DerivedText(name, KeyType.Ed25519, charter.MarkedOrigin)
            );
            made = 1;
        }
        return (KeyFile.Read(path, name), made);
    }
}
