using Trucewatch.Incidents;
using Trucewatch.Labels;
using Trucewatch.Missions.Incidents;
using Trucewatch.Observations;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Tests;

/// <summary>Whoever may see some of an incident's observations is told what those say, and nothing that the others add.</summary>
public sealed class ReleaseTests(Lantern lantern) : IClassFixture<Lantern>
{
    [Fact]
    public void An_incident_says_to_the_public_what_its_public_observations_say()
    {
        var known = lantern.Replayed.Known;
        var view = new View(WrittenReport.Of(known.Draw(), Audience.Public, 1), new Viewer(Audience.Public), 1, "");
        var mixed = view
            .Picture.Incidents.Where(i =>
                Release.Members(view.Viewer, i, known) is { IsEmpty: false } seen && seen.Length < i.Members.Length
            )
            .ToList();
        Assert.NotEmpty(mixed);
        var rows = IncidentList.Of(new IncidentQuery(Size: 1000), view).Items.ToDictionary(r => r.Number);
        foreach (var incident in mixed)
        {
            var seen = Release.Members(view.Viewer, incident, known);
            var row = rows[view.Numbers[incident.Id]];
            var groups = seen.Where(o => o.Standing != Standing.Alleged).Select(o => o.Group).Distinct().Count();
            Assert.Equal((groups, seen.Length), (row.Groups, row.Observations));
            Assert.Contains(row.Place.Name, seen.Select(o => o.PlaceName));
            Assert.Equal(seen.Min(o => o.Standing), view.Incidents.Single(i => i.Id == incident.Id).Standing);
            if (Fusion.Fuse(seen, known.Rules) is [var alone])
                Assert.Equal(Shape(alone), Shape(view.Incidents.Single(i => i.Id == incident.Id)));
        }
    }

    [Fact]
    public void Nobody_names_a_neighbour_of_which_something_is_hidden()
    {
        var known = lantern.Replayed.Known;
        var incidents = known.Draw().Incidents;
        var shown = Release.Shown(new Viewer(Audience.Public), incidents, known);
        var whole = incidents.Where(shown.Contains).Select(i => i.Id).ToHashSet();
        Assert.All(shown.SelectMany(i => i.Against), a => Assert.Contains(a.Other, whole));
    }

    [Fact]
    public void The_mechanism_is_shown_the_whole()
    {
        var known = lantern.Replayed.Known;
        var incidents = known.Draw().Incidents;
        Assert.Equal(incidents, Release.Shown(new Viewer(Audience.Mission), incidents, known));
    }

    private static object Shape(Incident i) => (i.Groups, i.Code, i.PlaceName, i.Occurred, i.Place, i.Standing);
}
