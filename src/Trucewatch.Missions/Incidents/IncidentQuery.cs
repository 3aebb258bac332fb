using System.Collections.Immutable;
using NodaTime.Text;
using Trucewatch.Incidents;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Reports;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Time;
using Trucewatch.Values;

namespace Trucewatch.Missions.Incidents;

/// <summary>The one query of incidents: list, map, histogram and export use it alike. Absent parts ask for nothing.</summary>
/// <param name="Class">A class of codes, by id.</param>
/// <param name="Code">A code.</param>
/// <param name="Sector">A sector's id: surely or possibly there.</param>
/// <param name="Party">Attributed to that party, or alleged of it.</param>
/// <param name="Source">A source's id; only by observations that the viewer may see.</param>
/// <param name="Standing"><c>seen</c>, <c>reported</c> or <c>alleged</c>.</param>
/// <param name="From">The first local day.</param>
/// <param name="Until">The last local day, included.</param>
/// <param name="Text">Words of the place.</param>
/// <param name="Order"><c>time</c>, <c>-time</c> or <c>number</c>.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">1 to 1,000.</param>
public sealed record IncidentQuery(
    string? Class = null,
    string? Code = null,
    string? Sector = null,
    string? Party = null,
    string? Source = null,
    string? Standing = null,
    string? From = null,
    string? Until = null,
    string? Text = null,
    string? Order = null,
    int? Page = null,
    int? Size = null
)
{
    /// <summary>All that is wrong with it, at once.</summary>
    public ImmutableArray<Reason> Problems(View view)
    {
        var problems = ImmutableArray.CreateBuilder<Reason>();
        Check("class", Class, c => view.Known.Rules.Classes.Any(k => k.Id == c));
        Check("code", Code, c => Rulebook.Code.Read(c) is { } code && view.Known.Rules.Codes.ContainsKey(code));
        Check("sector", Sector, s => view.Known.Zones.Any(z => z.Id == s));
        Check("party", Party, p => view.Known.Charter.Parties.Any(k => k.Id.Code == p));
        Check("source", Source, s => view.Known.Sources.ContainsKey(new(s)));
        Check("standing", Standing, s => Enum.GetValues<Standing>().Any(k => ValueCodec.Word(k) == s));
        Check("from", From, d => LocalDatePattern.Iso.Parse(d).Success);
        Check("until", Until, d => LocalDatePattern.Iso.Parse(d).Success);
        Check("order", Order, o => o is "time" or "-time" or "number");
        Check("page", Page?.ToString(), _ => Page >= 1);
        Check("size", Size?.ToString(), _ => Size is >= 1 and <= 1000);
        return problems.ToImmutable();

        void Check(string field, string? given, Func<string, bool> isKnown)
        {
            if (given is not null && !isKnown(given))
                problems.Add(new(field, "unknown_word", given));
        }
    }

    /// <summary>The incidents that match and that the viewer may know of, in order, all pages.</summary>
    public ImmutableArray<Incident> Answer(View view)
    {
        var found = view.Incidents.Where(i => Matches(i, view));
        return
        [
            .. Order switch
            {
                "-time" => found.OrderByDescending(i => i.Occurred.Start).ThenBy(i => view.Numbers[i.Id]),
                "number" => found.OrderBy(i => view.Numbers[i.Id]),
                _ => found.OrderBy(i => i.Occurred.Start).ThenBy(i => view.Numbers[i.Id]),
            },
        ];
    }

    private bool Matches(Incident incident, View view)
    {
        var zone = view.Known.Charter.TimeZone;
        if (Class is not null && !view.Known.Rules.Classes.First(c => c.Id == Class).Codes.Contains(incident.Code))
            return false;
        if (Code is not null && incident.Code.Text != Code)
            return false;
        if (Standing is not null && ValueCodec.Word(incident.Standing) != Standing)
            return false;
        if (Source is not null && !incident.Sources.Any(s => s.Code == Source))
            return false;
        if (Text is not null && !incident.PlaceName.Contains(Text, StringComparison.OrdinalIgnoreCase))
            return false;
        if (
            From is not null
            && incident.Occurred.End <= zone.AtStartOfDay(LocalDatePattern.Iso.Parse(From).Value).ToInstant()
        )
            return false;
        if (
            Until is not null
            && incident.Occurred.Start
                >= zone.AtStartOfDay(LocalDatePattern.Iso.Parse(Until).Value.PlusDays(1)).ToInstant()
        )
            return false;
        if (Sector is not null && !view.SectorsOf(incident).Contains(Sector))
            return false;
        return Party is null || view.PartyOf(incident) == Party;
    }
}
