using System.Collections.Immutable;
using System.Text.Json;
using Trucewatch.Agreements;
using Trucewatch.Formats.Files;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Observations;

namespace Trucewatch.Formats.Boundaries;

/// <summary>Reads first-level boundaries: one zone per feature, a sector of the board unless options say otherwise.</summary>
/// <remarks>
/// Ukraine's oblasts get their ISO 3166-2 code as id and their names in five languages; any other feature an id made from
/// its name and that name in every language.
/// </remarks>
internal static class BoundariesReader
{
    private static readonly ImmutableArray<string> NameProperties =
    [
        "ADMIN_1",
        "name",
        "NAME",
        "NAME_1",
        "shapeName",
        "id",
    ];

    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream file, string name)
    {
        var (features, _, rejected) = GeoJsonFeatures.Read(plan.Source.Id, file, name, context.Begin);
        if (rejected is not null)
            yield return rejected;
        for (var i = 0; i < features.Count; i++)
        {
            var feature = features[i];
            var called = NameProperties.Select(feature.Text).FirstOrDefault(t => t.Length > 0, "");
            if (feature.Shape is not null && called.Length > 0)
                yield return new Intake.Drawn(Draw(plan, feature, called), plan.Source.Id, context.Begin);
            else
                yield return Reject(plan, context, name, i, feature, called);
        }
    }

    private static Zone Draw(SourcePlan plan, Feature feature, string called)
    {
        var kind = ZonesGeoJson.Kinds.GetValueOrDefault(plan.Option("kind", "sector"), ZoneKind.Sector);
        var shape = Outlines.Simplify(feature.Shape!, plan.Option("simplify_deg", 0.01));
        return Oblasts.Called(called) is { } oblast
            ? new(oblast.Id, kind, oblast.Name, plan.Drawer, Outlines.Always, plan.Clause, oblast.Aliases, shape)
            : new(Slug.Of(called), kind, Languages.Same(called), plan.Drawer, Outlines.Always, plan.Clause, [], shape);
    }

    private static Intake.Rejected Reject(
        SourcePlan plan,
        ReadingContext context,
        string name,
        int at,
        Feature feature,
        string called
    )
    {
        var reasons = new List<Reason>();
        if (feature.Trouble is { } trouble)
            reasons.Add(trouble);
        if (called.Length == 0)
            reasons.Add(Kept.Because("ADMIN_1", Problem.Missing, $"feature {at + 1}"));
        var original = feature.Properties.ValueKind == JsonValueKind.Undefined ? "" : feature.Properties.GetRawText();
        return Kept.Reject(plan.Source.Id, name, 0, original, reasons, context.Begin);
    }
}
