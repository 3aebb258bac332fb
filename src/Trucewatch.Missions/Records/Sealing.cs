using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Labels;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Records;

/// <summary>How drafts become entries.</summary>
public static class Sealing
{
    /// <summary>A replay's sealing: salts derived from seed and content, so that two runs give the same bytes.</summary>
    /// <remarks>An exercise is sealed like a replay: its data are no secret, and its marks stand in the origin.</remarks>
    /// <param name="charter">The mission.</param>
    /// <param name="keys">Its keys: the body whose act it is signs, the mission's own cell all else.</param>
    public static Func<Draft, OpenEntry> Replay(Charter charter, KeyRing keys) =>
        draft =>
            OpenEntry.Seal(
                draft.Kind,
                id: null,
                prev: null,
                author: keys.Of(draft.Author),
                label: draft.IsPublic ? "P" : "R",
                at: draft.At.ToUnixTimeSeconds(),
                [.. WithKey(draft).Select(f => Field(charter, draft, f))]
            );

    private static IEnumerable<DraftField> WithKey(Draft draft) =>
        draft.Fields.Append(new DraftField(EntryValues.KeyField, draft.Key, Label.Of("record", Marking.Mission)));

    private static Field Field(Charter charter, Draft draft, DraftField field) =>
        new(
            field.Name,
            Salts.Derive(charter.MarkedOrigin, $"{draft.Kind}|{draft.Key}", field.Name),
            field.Json is null ? "null" : Jcs.Canonical(field.Json),
            LabelText.Write(field.Label)
        );
}
