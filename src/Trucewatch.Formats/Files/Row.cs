using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Trucewatch.Observations;
using Trucewatch.Sources;
using Trucewatch.Space;

namespace Trucewatch.Formats.Files;

/// <summary>One row of a table: its fields by column, and all that is wrong with it.</summary>
internal sealed class Row(string file, long line, string raw, string[] fields, ImmutableDictionary<string, int> columns)
{
    private readonly List<Reason> _reasons = [];

    /// <summary>The file's name.</summary>
    public string File => file;

    /// <summary>The line where it begins, from 1.</summary>
    public long Line => line;

    /// <summary>Its text as it stood, without the line end.</summary>
    public string Raw => raw;

    /// <summary>All fields in the order of the row.</summary>
    public string[] Fields => fields;

    /// <summary>True as long as nothing is wrong.</summary>
    public bool IsGood => _reasons.Count == 0;

    /// <summary>All that is wrong with it.</summary>
    public IReadOnlyList<Reason> Reasons => _reasons;

    /// <summary>When it became known, once that can be said; null: not yet.</summary>
    public Instant? Known { get; set; }

    /// <summary>The field without blanks around it; empty where the column or the field is missing.</summary>
    public string this[string column] =>
        columns.TryGetValue(column, out var at) && at < fields.Length ? fields[at].Trim() : "";

    /// <summary>Notes that a field is wrong.</summary>
    public void Wrong(string field, string problem, string found) => _reasons.Add(Kept.Because(field, problem, found));

    /// <summary>Forgets all that is wrong with it: a row that is not read needs no reasons.</summary>
    public void Ignore() => _reasons.Clear();

    /// <summary>The field; empty, and noted as missing, where nothing stands.</summary>
    public string Required(string column)
    {
        var text = this[column];
        if (text.Length == 0)
            Wrong(column, Problem.Missing, "");
        return text;
    }

    /// <summary>A number that must be there, within these bounds; null: it is wrong, which is noted.</summary>
    public double? Number(string column, double least, double most) =>
        Required(column) is { Length: > 0 } ? OptionalNumber(column, least, most) : null;

    /// <summary>A number within these bounds; null: nothing stands there, or it is wrong, which is noted.</summary>
    public double? OptionalNumber(string column, double least, double most)
    {
        var text = this[column];
        if (text.Length == 0)
            return null;
        if (!TryNumber(text, out var number))
        {
            Wrong(column, Problem.Malformed, text);
            return null;
        }
        if (number < least || number > most)
        {
            Wrong(column, Problem.OutOfRange, text);
            return null;
        }
        return number;
    }

    /// <summary>A place; null: it is wrong, which is noted.</summary>
    /// <remarks>(0, 0) is no place; outside the mission's bounds with a swapped version inside them, the axes are swapped.</remarks>
    public GeoPoint? Place(string longitude, string latitude, ReadingContext context)
    {
        var (lon, lat) = (Number(longitude, -360, 360), Number(latitude, -360, 360));
        if (lon is not { } x || lat is not { } y)
            return null;
        var found = $"{this[longitude]}, {this[latitude]}";
        if (x == 0 && y == 0)
            Wrong(longitude, Problem.NullIsland, found);
        else if (context.AreSwapped(x, y))
            Wrong(longitude, Problem.SwappedAxes, found);
        else if (x is < -180 or > 180)
            Wrong(longitude, Problem.OutOfRange, this[longitude]);
        else if (y is < -90 or > 90)
            Wrong(latitude, Problem.OutOfRange, this[latitude]);
        else
            return GeoPoint.FromLonLat(x, y);
        return null;
    }

    /// <summary>A local time as an instant; null: the clocks jumped over it or showed it twice, which is noted.</summary>
    public Instant? Local(string column, LocalDateTime local, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(local);
        if (mapping.Count == 1)
            return mapping.Single().ToInstant();
        Wrong(column, mapping.Count == 0 ? Problem.SkippedTime : Problem.AmbiguousTime, this[column]);
        return null;
    }

    /// <summary>What is kept of it.</summary>
    public Intake.Rejected Reject(SourceId source, Instant last) =>
        Kept.Reject(source, file, line, raw, _reasons, Known ?? last);

    /// <summary>Reads a decimal number with a point; nothing infinite, no thousands.</summary>
    public static bool TryNumber(string text, out double number) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out number
        ) && double.IsFinite(number);
}
