using System.Text;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Tests;

/// <summary>What is not for the public is searched for in every file that the public gets.</summary>
public sealed class SecretsTests(Lantern lantern) : IClassFixture<Lantern>
{
    private Known Known => lantern.Replayed.Known;

    [Fact]
    public void No_word_of_a_restricted_field_is_in_any_file()
    {
        // Names of settlements that a public source or a map prints too tell nothing: they are no secret.
        var printed = Known
            .Observations.Values.Where(o => o.Label.Marking == Marking.Public)
            .Select(o => o.PlaceName)
            .Concat(Known.Zones.SelectMany(z => z.Aliases));
        var secrets = Known
            .Observations.Values.SelectMany(o => o.Details.Values)
            .Where(d => d.Marking >= Marking.Restricted && d.Value.Length >= 4)
            .Select(d => d.Value)
            .Except(printed, StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(secrets);
        AssertNowhere(secrets, Files());
    }

    [Fact]
    public void No_reference_of_a_hidden_observation_is_in_any_file_but_where_the_commission_named_it()
    {
        var named = Known
            .Acts.Select(a =>
                a switch
                {
                    Acts.RegisteredAct.Attribution x => x.About,
                    Acts.RegisteredAct.Verification v => v.About,
                    _ => null,
                }
            )
            .ToHashSet(StringComparer.Ordinal);
        AssertNowhere(
            Hidden()
                .Where(o => o.Reference is not null && !named.Contains($"{o.Source}:{o.Reference}"))
                .Select(o => $"\"{o.Reference}\""),
            Files()
        );
    }

    [Fact]
    public void No_derived_id_is_in_a_product() =>
        AssertNowhere(
            Known.Observations.Keys.Select(o => o.Text).Concat(Known.Draw().Incidents.Select(i => i.Id.Text)),
            Files()
                .Where(f =>
                    !f.Contains(
                        Path.DirectorySeparatorChar + "record" + Path.DirectorySeparatorChar,
                        StringComparison.Ordinal
                    )
                )
        );

    [Fact]
    public void No_id_of_a_hidden_observation_is_in_the_exported_record() =>
        AssertNowhere(Hidden().Select(o => o.Id.Text), Files());

    [Fact]
    public void No_id_of_an_incident_is_in_the_exported_record() =>
        AssertNowhere(Known.Draw().Incidents.Select(i => i.Id.Text), Files());

    [Fact]
    public void No_rejected_row_is_in_any_file() =>
        AssertNowhere(Known.Rejections.Select(r => r.Original.Trim()).Where(o => o.Length >= 12), Files());

    [Fact]
    public void What_a_sensor_could_see_is_in_no_file() => AssertNowhere(["\"chance\":"], Files());

    /// <summary>Where a thing was fired from is no field: not in a file, not in a record, not for anybody.</summary>
    [Theory]
    [InlineData("launch")]
    [InlineData("origin_lat")]
    [InlineData("fired_from")]
    public void Launch_places_are_no_field_for_anybody(string field) =>
        Assert.DoesNotContain(
            Known.Observations.Values.SelectMany(o => o.Details.Keys),
            name => name.Contains(field, StringComparison.OrdinalIgnoreCase)
        );

    [Fact]
    public void The_mark_is_on_every_product() =>
        Assert.All(
            Directory.GetFiles(lantern.Public),
            file => Assert.Contains("EXERCISE", File.ReadAllText(file), StringComparison.Ordinal)
        );

    private IEnumerable<Observation> Hidden() =>
        Known.Observations.Values.Where(o => o.Label.Marking != Marking.Public);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(lantern.Public, "*", SearchOption.AllDirectories);

    private static void AssertNowhere(IEnumerable<string> secrets, IEnumerable<string> files)
    {
        var texts = files.Select(f => (File: f, Text: Encoding.Latin1.GetString(File.ReadAllBytes(f)))).ToList();
        Assert.NotEmpty(texts);
        Assert.Empty(
            from secret in secrets
            let bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret))
            from text in texts
            where text.Text.Contains(bytes, StringComparison.Ordinal)
            select $"{Path.GetFileName(text.File)} holds {secret}"
        );
    }
}
