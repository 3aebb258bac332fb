using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.DescribedCsv;

/// <summary>What explains a table: which column says when, where, what, whose and how many.</summary>
/// <param name="Delimiter">Between two fields.</param>
/// <param name="Encoding">The encoding's name, such as <c>utf-8</c> or <c>windows-1251</c>.</param>
/// <param name="HasHeader">False: the columns are called 1, 2, 3 ….</param>
/// <param name="Standing">How its rows came about.</param>
/// <param name="Reference">The column with the source's own reference; null: ids come from the content.</param>
/// <param name="Occurred">When.</param>
/// <param name="Place">Where.</param>
/// <param name="PlaceName">The column with the place in words; null: none.</param>
/// <param name="Code">Of what kind; null: the table does not say.</param>
/// <param name="Accused">Whose act; null: the table does not say.</param>
/// <param name="Count">How many; null: the table does not say.</param>
/// <param name="Received">When it became known; null: the source's default.</param>
/// <param name="Details">Further fields by name.</param>
public sealed record CsvDescription(
    string Delimiter,
    string Encoding,
    bool HasHeader,
    Standing Standing,
    string? Reference,
    TimeColumns Occurred,
    PlaceColumns Place,
    string? PlaceName,
    CodeColumn? Code,
    PartyColumn? Accused,
    CountColumn? Count,
    ReceivedColumn? Received,
    ImmutableSortedDictionary<string, DetailColumn> Details
);

/// <summary>How exact the times of a table are.</summary>
public enum TimePrecision
{
    /// <summary>To the minute, or to what is written.</summary>
    Minute = 1,

    /// <summary>The day only, whatever is written behind it.</summary>
    Day = 2,

    /// <summary>The day where only a date stands, else what is written.</summary>
    Auto = 3,
}

/// <summary>When something happened.</summary>
/// <param name="Start">The column of the time, or of the start.</param>
/// <param name="End">The column of the end, excluded; null: none.</param>
/// <param name="Formats">NodaTime patterns of local date and time, tried in order; <c>iso</c> for ISO 8601.</param>
/// <param name="Zone">The IANA zone of what is written; <c>UTC</c>; null: the mission's.</param>
/// <param name="Precision">How exact it is.</param>
/// <param name="MidnightIsDay">True: 00:00:00 means that the time is unknown.</param>
/// <param name="PlusMinus">How far the true time may lie on either side of a stated one.</param>
public sealed record TimeColumns(
    string Start,
    string? End,
    ImmutableArray<string> Formats,
    string? Zone,
    TimePrecision Precision,
    bool MidnightIsDay,
    Duration PlusMinus
);

/// <summary>A number that stands in a column, or is the same for all rows.</summary>
/// <param name="Column">The column; null: <see cref="Fixed"/> holds.</param>
/// <param name="Fixed">The number for all rows.</param>
/// <param name="Factor">By what it is multiplied to come to the unit of the program: metres for lengths.</param>
public sealed record Amount(string? Column, double Fixed, double Factor);

/// <summary>Where something happened.</summary>
public abstract record PlaceColumns
{
    private PlaceColumns() { }

    /// <summary>A point.</summary>
    /// <param name="Longitude">The column of the longitude, degrees.</param>
    /// <param name="Latitude">The column of the latitude, degrees.</param>
    /// <param name="Sigma">One standard deviation per axis; null: the source's default.</param>
    public sealed record Point(string Longitude, string Latitude, Amount? Sigma) : PlaceColumns;

    /// <summary>A direction from an observer.</summary>
    /// <param name="Longitude">The column of the observer's longitude, degrees.</param>
    /// <param name="Latitude">The column of the observer's latitude, degrees.</param>
    /// <param name="Bearing">Degrees clockwise from true north.</param>
    /// <param name="BearingSigma">One standard deviation, degrees.</param>
    /// <param name="Nearest">The near end.</param>
    /// <param name="Farthest">The far end.</param>
    public sealed record Sector(
        string Longitude,
        string Latitude,
        Amount Bearing,
        Amount BearingSigma,
        Amount Nearest,
        Amount Farthest
    ) : PlaceColumns;

    /// <summary>A zone by its id, name or alias.</summary>
    public sealed record Named(string Column) : PlaceColumns;

    /// <summary>The table does not say.</summary>
    public sealed record Unknown : PlaceColumns;
}

/// <summary>Of what kind it was: the same for all rows, or by the words of a column.</summary>
/// <param name="Fixed">The codes of all rows; null: by the column.</param>
/// <param name="Column">The column; null: the codes are fixed.</param>
/// <param name="Map">The codes of each word; empty: the column holds codes itself.</param>
public sealed record CodeColumn(CodeSet? Fixed, string? Column, ImmutableSortedDictionary<string, CodeSet> Map);

/// <summary>Whose act it is said to be: the same for all rows, or by the words of a column.</summary>
/// <param name="Fixed">The party of all rows; null: by the column.</param>
/// <param name="Column">The column; null: the party is fixed.</param>
/// <param name="Map">The party of each word; empty: the column holds ids or aliases of parties.</param>
public sealed record PartyColumn(PartyId? Fixed, string? Column, ImmutableSortedDictionary<string, PartyId> Map);

/// <summary>How many, of what.</summary>
public sealed record CountColumn(string Column, string Unit);

/// <summary>When it became known: a column, or so long after it ended.</summary>
/// <param name="Column">The column; null: <see cref="After"/> holds.</param>
/// <param name="Formats">The patterns of the column, as for times.</param>
/// <param name="Zone">The IANA zone of the column; null: the mission's.</param>
/// <param name="After">So long after the end; null: the source's default.</param>
public sealed record ReceivedColumn(string? Column, ImmutableArray<string> Formats, string? Zone, Duration? After);

/// <summary>A further field with its marking.</summary>
public sealed record DetailColumn(string Column, Marking Marking);
