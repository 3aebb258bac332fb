using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Formats.Files;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Formats.DescribedCsv;

/// <summary>Reads any table by its description.</summary>
internal sealed class DescribedCsvReader(SourcePlan plan, CsvDescription description, ReadingContext context)
{
    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream file, string name)
    {
        var description =
            plan.Description ?? throw new ArgumentException("a plan of the format csv has a description", nameof(plan));
        var reader = new DescribedCsvReader(plan, description, context);
        var form = new CsvForm(Columns(description))
        {
            Delimiter = description.Delimiter,
            HasHeader = description.HasHeader,
            SingleByte = CsvEncodings.SingleByte(description.Encoding),
        };
        return Table.Read(plan.Source.Id, context, file, name, form, reader.Read);
    }

    private Intake.Accepted? Read(Row row)
    {
        var occurred = new TimeReader(description.Occurred, context).Read(row);
        if (occurred is not null && !context.Reads(occurred.Middle))
        {
            context.Skip();
            row.Ignore();
            return null;
        }
        var place = Place(row);
        var type = Type(row);
        var accused = Accused(row);
        var count = description.Count is { } c ? row.OptionalNumber(c.Column, 0, 1e12) : null;
        var reference = description.Reference is { } column ? row.Required(column) : null;
        var received = occurred is null ? null : Received(row, occurred);
        row.Known = received;
        if (!row.IsGood || occurred is null || place is null || type is null || received is not { } known)
            return null;
        var id = reference is null
            ? ObservationIds.FromContent(plan.Source.Id, row.Fields)
            : ObservationIds.FromReference(plan.Source.Id, reference);
        return new(
            new Observation(
                id,
                plan.Source.Id,
                reference,
                plan.Source.Group,
                occurred,
                known,
                place,
                description.PlaceName is { } name ? row[name] : "",
                type,
                accused,
                description.Standing,
                count,
                count is null ? null : description.Count!.Unit,
                0,
                plan.Source.Label,
                Details(row)
            )
        );
    }

    private Place? Place(Row row) =>
        description.Place switch
        {
            PlaceColumns.Point p => Point(row, p),
            PlaceColumns.Sector s => Sector(row, s),
            PlaceColumns.Named n => Named(row, n.Column),
            _ => new Place.Unknown(),
        };

    private Place.Point? Point(Row row, PlaceColumns.Point p)
    {
        var at = row.Place(p.Longitude, p.Latitude, context);
        var sigma = p.Sigma is null ? plan.Source.PlaceSigma : Length(row, p.Sigma);
        return at is not null && sigma is { } width ? new(at, width) : null;
    }

    private Place.Sector? Sector(Row row, PlaceColumns.Sector s)
    {
        var observer = row.Place(s.Longitude, s.Latitude, context);
        var bearing = Value(row, s.Bearing, 0, 360);
        var sigma = Value(row, s.BearingSigma, 0, 180);
        var (nearest, farthest) = (Length(row, s.Nearest), Length(row, s.Farthest));
        if (farthest < nearest)
            row.Wrong(s.Farthest.Column ?? "farthest", Problem.EndsBeforeStart, $"{nearest} to {farthest}");
        return observer is not null && bearing is { } b && sigma is { } d && nearest is { } near && farthest is { } far
            ? new(observer, b == 360 ? 0 : b, d, near, far)
            : null;
    }

    private Place? Named(Row row, string column)
    {
        if (row[column].Length == 0)
            return new Place.Unknown();
        var zones = context.ZonesCalled(row[column]);
        if (!zones.IsEmpty)
            return new Place.Areas(zones);
        row.Wrong(column, Problem.UnknownZone, row[column]);
        return null;
    }

    private TypeEvidence? Type(Row row)
    {
        if (description.Code is not { } code)
            return TypeEvidence.None;
        var codes = code.Fixed;
        if (code.Column is { } column)
        {
            var words = row.Required(column);
            codes = code.Map.IsEmpty ? CodeSet.Read(words) : code.Map.GetValueOrDefault(words);
            if (codes is null && words.Length > 0)
                row.Wrong(column, Problem.UnknownWord, words);
        }
        return codes is null ? null : TypeEvidence.OneOf(context.Rules.Codes.Keys.Where(codes.Has));
    }

    private PartyId? Accused(Row row)
    {
        if (description.Accused is not { } accused || accused.Column is not { } column)
            return description.Accused?.Fixed;
        var words = row[column];
        if (words.Length == 0)
            return null;
        if (accused.Map.TryGetValue(words, out var mapped))
            return mapped;
        var party = accused.Map.IsEmpty ? context.Charter.PartyCalled(words) : null;
        if (party is null)
            row.Wrong(column, Problem.UnknownParty, words);
        return party;
    }

    private Instant? Received(Row row, Occurred occurred)
    {
        if (description.Received is not { Column: { } column } received)
            return occurred.End + (description.Received?.After ?? plan.KnownAfter);
        return TimeReader.Moment(row, column, received.Formats, received.Zone, context);
    }

    private ImmutableSortedDictionary<string, Detail> Details(Row row) =>
        description
            .Details.Where(d => row[d.Value.Column].Length > 0)
            .ToImmutableSortedDictionary(
                d => d.Key,
                d => new Detail(row[d.Value.Column], d.Value.Marking),
                StringComparer.Ordinal
            );

    private static Distance? Length(Row row, Amount? amount) =>
        amount is not null && Value(row, amount, 0, 1e9) is { } number
            ? Distance.FromMeters(number * amount.Factor)
            : null;

    private static double? Value(Row row, Amount amount, double least, double most) =>
        amount.Column is { } column ? row.Number(column, least, most) : amount.Fixed;

    private static ImmutableArray<string> Columns(CsvDescription d)
    {
        string?[] place = d.Place switch
        {
            PlaceColumns.Point p => [p.Longitude, p.Latitude, p.Sigma?.Column],
            PlaceColumns.Sector s =>
            [
                s.Longitude,
                s.Latitude,
                s.Bearing.Column,
                s.BearingSigma.Column,
                s.Nearest.Column,
                s.Farthest.Column,
            ],
            PlaceColumns.Named n => [n.Column],
            _ => [],
        };
        string?[] all =
        [
            d.Reference,
            d.Occurred.Start,
            d.Occurred.End,
            .. place,
            d.PlaceName,
            d.Code?.Column,
            d.Accused?.Column,
            d.Count?.Column,
            d.Received?.Column,
            .. d.Details.Values.Select(v => v.Column),
        ];
        return [.. all.OfType<string>().Distinct(StringComparer.Ordinal)];
    }
}
