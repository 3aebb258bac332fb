using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Values;

namespace Trucewatch.Reports;

/// <summary>A value to stand behind an entry: its name, its JSON and who may see it.</summary>
public sealed record DraftField(string Name, JsonNode? Json, Label Label);

/// <summary>An entry before it is sealed: no salts, no digests yet.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Key">What makes it one of its kind: reading it again adds nothing.</param>
/// <param name="At">When it became known.</param>
/// <param name="Fields">Its values.</param>
/// <param name="Author">The body whose act it is, by id; null: the mission's own cell.</param>
public sealed record Draft(
    string Kind,
    string Key,
    Instant At,
    ImmutableArray<DraftField> Fields,
    string? Author = null
)
{
    /// <summary>True if everybody may see all of it.</summary>
    public bool IsPublic => Fields.All(f => f.Label.Marking == Marking.Public);
}

/// <summary>Domain values to and from the fields of entries: one kind of entry for each kind of thing.</summary>
public static class EntryValues
{
    /// <summary>The field that holds the draft's key, so that reading again adds nothing.</summary>
    public const string KeyField = "entry_key";

    private const string DetailPrefix = "detail.";

    /// <summary>The key behind an entry; null: it is closed.</summary>
    public static string? KeyOf(Record.OpenEntry open) =>
        open.Fields.FirstOrDefault(f => f.Name == KeyField) is { } field
            ? JsonNode.Parse(field.Json)?.GetValue<string>()
            : null;

    /// <summary>The mission itself: its first entry.</summary>
    public static Draft Of(Charter charter, Instant at) =>
        Make("mission", charter.Id, at, charter, Label.OpenBy("mission"));

    /// <summary>The rulebook.</summary>
    public static Draft Of(Rules rules, Instant at) =>
        Make("rulebook", rules.Version, at, rules, Label.OpenBy("mission"));

    /// <summary>A source. What it can see stays inside the mechanism.</summary>
    public static Draft Of(Source source, Instant at)
    {
        var draft = Make("source", source.Id.Code, at, source, Label.OpenBy("mission"));
        var inside = Label.Of("mission", Marking.Mission);
        return draft with
        {
            Fields = [.. draft.Fields.Select(f => f.Name is "sees" or "outages" ? f with { Label = inside } : f)],
        };
    }

    /// <summary>A zone as somebody draws it.</summary>
    public static Draft Of(Zone zone, Instant at) =>
        Make("zone", $"{zone.Id}|{zone.Drawer}|{zone.Valid}", at, zone, Label.OpenBy(zone.Drawer));

    /// <summary>A claim about a truce.</summary>
    public static Draft Of(TruceClaim claim) =>
        Make("claim", claim.Id, claim.Known, claim, Label.OpenBy(claim.Claimant));

    /// <summary>A provision of the agreement.</summary>
    public static Draft Of(Provision provision, Instant at) =>
        Make("provision", provision.Clause, at, provision, Label.OpenBy("mission"));

    /// <summary>A noun of the agreement's terms.</summary>
    public static Draft Of(FactKind kind, Instant at) => Make("term", kind.Noun, at, kind, Label.OpenBy("mission"));

    /// <summary>An amendment of a clause.</summary>
    public static Draft Of(Amendment amendment, Instant at) =>
        Make("amendment", $"{amendment.Clause}|{amendment.WithEffectFrom}", at, amendment, Label.OpenBy("mission")) with
        {
            Author = amendment.AdoptedBy,
        };

    /// <summary>An act on the register.</summary>
    public static Draft Of(RegisteredAct act) =>
        Make("act", act.Id, act.Known, act, Label.OpenBy("register")) with
        {
            Author = act switch
            {
                RegisteredAct.Attribution or RegisteredAct.Verification => act.Maker,
                RegisteredAct.Exercise or RegisteredAct.Examination => act.Maker,
                RegisteredAct.Withdrawal or RegisteredAct.Correction or RegisteredAct.Filed => act.Maker,
                _ => null,
            },
        };

    /// <summary>A product that was issued: those who got it may see its issue, but for the incidents' derived ids.</summary>
    public static Draft Of(Issued issued, Instant at)
    {
        var inside = Label.Of("mission", Marking.Mission);
        var draft = Make("issue", $"{issued.Product}|{issued.Number}", at, issued, IssueLabel(issued.Audience));
        return draft with
        {
            Fields = [.. draft.Fields.Select(f => f.Name == "incidents" ? f with { Label = inside } : f)],
        };
    }

    // What goes to the host state or to one party is released to both parties (Seeing): they get the same.
    private static Label IssueLabel(string audience) =>
        Audiences.Read(audience) switch
        {
            Audience.Public => Label.OpenBy("mission"),
            Audience.Lead => Inside(Group.Lead),
            Audience.Coal => Inside(Group.Coal),
            Audience.Obs => Inside(Group.Obs),
            Audience.Host => Inside(Group.Host, Group.Pta, Group.Ptb),
            Audience.Pta or Audience.Ptb => Inside(Group.Pta, Group.Ptb),
            _ => Inside(),
        };

    private static Label Inside(params ReadOnlySpan<Group> groups) =>
        Label.Of("mission", Marking.Mission) with
        {
            RelTo = [.. groups],
        };

    /// <summary>What reading a source gave.</summary>
    public static Draft Of(Intake intake) =>
        intake switch
        {
            Intake.Accepted accepted => Of(accepted.Observation),
            Intake.Batched { Batch: var batch } => Of(batch),
            Intake.Counted { Count: var count } => Make(
                "count",
                count.Id.Text,
                count.Received,
                count,
                Label.OpenBy(count.Source.Code)
            ),
            Intake.DayLooked { Looked: var looked } => Make(
                "looked",
                $"{looked.Source}|{looked.Day}",
                looked.Received,
                looked,
                Label.OpenBy(looked.Source.Code)
            ),
            Intake.Drawn drawn => Of(drawn.Zone, drawn.At),
            Intake.Claimed claimed => Of(claimed.Claim),
            Intake.Rejected { Rejection: var rejection } => Make(
                "rejection",
                $"{rejection.Source}|{rejection.File}|{rejection.Line}|{rejection.Sha256}",
                rejection.Received,
                rejection,
                Label.Of(rejection.Source.Code, Marking.Mission)
            ),
            _ => throw new InvalidOperationException($"no entry is made of {intake.GetType().Name}"),
        };

    /// <summary>A sensor's batch: one entry that carries the Merkle root of its readings, so that one can be shown by its path.</summary>
    public static Draft Of(SensorBatch batch)
    {
        var label = batch.Readings.IsEmpty ? Label.OpenBy(batch.Source.Code) : batch.Readings[0].Label;
        var draft = Make("batch", $"{batch.Source}|{batch.Reference}", batch.Received, batch, label);
        var root = Record.MerkleBatch.Root(batch.Readings.Select(r => Record.Jcs.Canonical(ValueCodec.ToJson(r))));
        return draft with
        {
            Fields = draft.Fields.Add(
                new("readings_root", JsonValue.Create(Convert.ToHexStringLower(root.AsSpan())), label)
            ),
        };
    }

    /// <summary>An observation: each further field is one of its own, with its own marking.</summary>
    public static Draft Of(Observation observation)
    {
        var draft = Make("observation", observation.Id.Text, observation.Received, observation, observation.Label);
        return draft with
        {
            Fields =
            [
                .. draft.Fields.Where(f => f.Name != "details"),
                .. observation.Details.Select(d => new DraftField(
                    DetailPrefix + d.Key,
                    JsonValue.Create(d.Value.Value)!,
                    Strictest(observation.Label, d.Value.Marking)
                )),
            ],
        };
    }

    /// <summary>The value behind an entry whose fields are all open.</summary>
    /// <exception cref="JsonException">A field is missing or malformed.</exception>
    public static T Read<T>(IEnumerable<Record.Field> fields) => ValueCodec.FromJson<T>(Gather(fields));

    /// <summary>The observation behind an entry whose fields are all open.</summary>
    /// <exception cref="JsonException">A field is missing or malformed.</exception>
    public static Observation ReadObservation(IEnumerable<Record.Field> fields)
    {
        var json = new JsonObject();
        var details = ImmutableSortedDictionary.CreateBuilder<string, Detail>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var value = JsonNode.Parse(field.Json);
            if (field.Name.StartsWith(DetailPrefix, StringComparison.Ordinal))
                details[field.Name[DetailPrefix.Length..]] = new(
                    value?.GetValue<string>() ?? "",
                    LabelText.Read(field.Label)?.Marking ?? Marking.Source
                );
            else
                json[field.Name] = value;
        }
        json["details"] = new JsonObject();
        return ValueCodec.FromJson<Observation>(json) with { Details = details.ToImmutable() };
    }

    private static JsonObject Gather(IEnumerable<Record.Field> fields)
    {
        var json = new JsonObject();
        foreach (var field in fields)
            json[field.Name] = JsonNode.Parse(field.Json);
        return json;
    }

    private static Label Strictest(Label label, Marking marking) =>
        marking > label.Marking ? label with { Marking = marking, RelTo = [] } : label;

    internal static Draft Make<T>(string kind, string key, Instant at, T value, Label label)
    {
        var json = ValueCodec.ToJson(value).AsObject();
        var fields = ImmutableArray.CreateBuilder<DraftField>(json.Count);
        foreach (var (name, node) in json.ToList())
        {
            json.Remove(name);
            fields.Add(new(name, node, label));
        }
        return new(kind, key, at, fields.ToImmutable());
    }
}
