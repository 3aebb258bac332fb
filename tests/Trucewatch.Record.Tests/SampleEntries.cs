using System.Collections.Immutable;

namespace Trucewatch.Record.Tests;

/// <summary>Small makers of entries.</summary>
internal static class SampleEntries
{
    public static Field Field(string name, string json) =>
        new(name, Salts.Derive("seed", "entry", name), json, "PUBLIC");

    public static OpenEntry Observation(params ImmutableArray<Field> fields) =>
        OpenEntry.Seal("observation", id: null, prev: null, "lead-cell", "P", at: 1_745_107_200, fields);
}
