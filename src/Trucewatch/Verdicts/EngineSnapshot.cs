using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Trucewatch.Verdicts;

/// <summary>An engine as bytes, and back: the arrays as they are, with the entry number and what each provision said.</summary>
/// <remarks>
/// Valid for the release that wrote it. The value ids of the schema and the numbers of facts belong to it; who keeps a
/// snapshot keeps those beside it. An engine of another agreement does not take it and is built from the record.
/// </remarks>
public static class EngineSnapshot
{
    private const int Version = 1;

    /// <summary>The engine as bytes.</summary>
    public static byte[] Write(Engine engine)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        to.Write(Version);
        to.Write(Digest(engine));
        to.Write(engine.Entry);
        to.Write(engine.Now);
        Facts(engine, to);
        foreach (var space in Spaces(engine))
            Put(to, space.Keys);
        foreach (var stream in engine.Streams)
            Put(stream, to);
        Put(to, Sorted(engine.Core.Clock.Alarms));
        to.Flush();
        return bytes.ToArray();
    }

    /// <summary>Fills a new engine of the same agreement; false: it is a snapshot of another one, and nothing was taken.</summary>
    public static bool Read(Engine engine, byte[] snapshot)
    {
        using var from = new BinaryReader(new MemoryStream(snapshot));
        if (from.ReadInt32() != Version || from.ReadString() != Digest(engine))
            return false;
        engine.Restore(from.ReadInt64(), from.ReadInt64());
        foreach (ref readonly var row in Take<FactRow>(from).AsSpan())
            engine.Core.Facts.Put(row);
        foreach (var space in Spaces(engine))
        foreach (var key in Take<long>(from).AsSpan(1))
            space.Add(key);
        foreach (var stream in engine.Streams)
            Take(stream, from);
        engine.Core.Clock.Clear();
        foreach (var alarm in Take<Alarm>(from))
            engine.Core.Clock.Add(alarm);
        return true;
    }

    /// <summary>What the engine judges, as one digest: every provision, who is bound, and when the agreement entered into force.</summary>
    public static string Digest(Engine engine)
    {
        var text = new StringBuilder();
        foreach (var provision in engine.Agreement.Provisions)
            text.Append(provision.Clause)
                .Append(JsonSerializer.Serialize(provision.Norm, Form))
                .Append(JsonSerializer.Serialize(provision.Unless, Form))
                .Append(JsonSerializer.Serialize(provision.When, Form))
                .Append(provision.Needs)
                .Append(provision.Breach.Codes)
                .Append('\n');
        text.AppendJoin(' ', engine.Agreement.Parties).Append('\n').AppendJoin(' ', engine.Agreement.Guarantors);
        text.Append('\n').Append(engine.Agreement.Calendar.EntryIntoForce).Append(engine.Agreement.Calendar.Zone.Id);
        text.Append('\n').Append(engine.Part).Append('/').Append(engine.Parts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static readonly JsonSerializerOptions Form = new()
    {
        IncludeFields = true,
        Converters = { new AsWritten<NodaTime.LocalDate>(), new AsWritten<NodaTime.LocalTime>() },
    };

    private static void Facts(Engine engine, BinaryWriter to)
    {
        var facts = engine.Core.Facts;
        var rows = Enumerable.Range(0, facts.Numbers).Where(facts.Has).Select(facts.Row).ToArray();
        Put<FactRow>(to, rows);
    }

    // Keys of more than two values rest on keys of fewer: each space is kept by itself.
    private static List<KeySpace> Spaces(Engine engine)
    {
        var all = new List<KeySpace>();
        foreach (var stream in engine.Streams)
        foreach (var index in stream.Indexes)
            for (var space = index.Of.Space; space is not null; space = space.Prefix)
                if (!all.Contains(space))
                    all.Add(space);
        return all;
    }

    private static void Put(Stream stream, BinaryWriter to)
    {
        to.Write(stream.MaxSpan);
        if (stream is BeginStream begin)
            Put<long>(to, begin.Waking);
        foreach (var leaf in stream.Ties.Select(t => t.Leaf).Distinct())
            to.Write(leaf.Memory);
        foreach (var index in stream.Indexes)
        {
            for (var id = 0; id < index.Of.Space.Count; id++)
            {
                to.Write(index[id].Uneven);
                Put<RunEntry>(to, index.Entries(id));
            }
        }
    }

    private static void Take(Stream stream, BinaryReader from)
    {
        stream.MaxSpan = from.ReadInt64();
        if (stream is BeginStream begin)
            begin.Waking = Take<long>(from);
        foreach (var leaf in stream.Ties.Select(t => t.Leaf).Distinct())
            leaf.Memory = from.ReadInt64();
        foreach (var index in stream.Indexes)
        {
            for (var id = 0; id < index.Of.Space.Count; id++)
            {
                var uneven = from.ReadInt32();
                index.Load(id, Take<RunEntry>(from), uneven);
            }
        }
    }

    private static Alarm[] Sorted(ReadOnlySpan<Alarm> alarms) =>
        [
            .. alarms
                .ToArray()
                .OrderBy(a => a.At)
                .ThenBy(a => a.Stream)
                .ThenBy(a => a.Start)
                .ThenBy(a => a.Fact)
                .ThenBy(a => a.Fan),
        ];

    private static void Put<T>(BinaryWriter to, ReadOnlySpan<T> items)
        where T : unmanaged
    {
        to.Write(items.Length);
        to.Write(MemoryMarshal.AsBytes(items));
    }

    private static T[] Take<T>(BinaryReader from)
        where T : unmanaged
    {
        var items = new T[from.ReadInt32()];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(items.AsSpan()));
        return items;
    }

    private sealed class AsWritten<T> : System.Text.Json.Serialization.JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("digests are only written");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value!.ToString());
    }
}
