using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Trucewatch.Formats.Proofs;
using Trucewatch.Formats.Texts;
using Trucewatch.Labels;
using Trucewatch.Missions;
using Trucewatch.Missions.Proofs;
using Trucewatch.Observations;

namespace Trucewatch.Server;

/// <summary>Which verdict is asked for.</summary>
/// <param name="Clause">The clause's address.</param>
/// <param name="Bearer">A party, guarantor or body, by id.</param>
/// <param name="Anchor">A fact's label, a day or an instant; null: the gravest there is.</param>
/// <param name="Sector">For a day: the sector; null: the gravest of all.</param>
public sealed record VerdictAsked(string Clause, string Bearer, string? Anchor, string? Sector);

/// <summary>The routes of proofs: as JSON, as text in five languages, and what would have to be different.</summary>
internal static class ProofRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet(
                "/proof",
                ([AsParameters] VerdictAsked asked, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                    With(
                        views,
                        by,
                        asked,
                        (proof, desk, view) => Results.Json(ProofClosing.Write(proof, view.Viewer, desk)),
                        stop
                    )
            )
            .Produces<JsonObject>();
        api.MapGet(
            "/proof.txt",
            (
                string? language,
                [AsParameters] VerdictAsked asked,
                [AsParameters] Looking by,
                Views views,
                CancellationToken stop
            ) =>
                language is not null && !Words.Languages.Contains(language)
                    ? Task.FromResult(Routes.Refused(400, [new("language", "unknown_word", language)]))
                    : With(
                        views,
                        by,
                        asked,
                        (proof, desk, view) =>
                            ProofClosing.IsHidden(proof.Verdict.Anchor, view.Viewer, desk)
                                ? Results.Text(
                                    ProofWords.Text(language ?? "en", "proof.closed") + "\n",
                                    "text/plain; charset=utf-8"
                                )
                                : Results.Text(
                                    ProofText.Write(
                                        ProofClosing.Close(proof, view.Viewer, desk),
                                        language ?? "en",
                                        desk.Matter.Charter.TimeZone
                                    ),
                                    "text/plain; charset=utf-8"
                                ),
                        stop
                    )
        );
        api.MapGet(
                "/proof/told",
                (
                    string? language,
                    [AsParameters] VerdictAsked asked,
                    [AsParameters] Looking by,
                    Views views,
                    CancellationToken stop
                ) =>
                    language is not null && !Words.Languages.Contains(language)
                        ? Task.FromResult(Routes.Refused(400, [new("language", "unknown_word", language)]))
                        : With(
                            views,
                            by,
                            asked,
                            (proof, desk, view) =>
                                Results.Json(ToldVerdict.Of(proof, desk, view.Viewer, language ?? "en")),
                            stop
                        )
            )
            .Produces<ToldVerdict>();
        api.MapGet(
                "/proof/counterfactuals",
                ([AsParameters] VerdictAsked asked, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                    With(
                        views,
                        by,
                        asked,
                        (proof, desk, view) =>
                            view.Viewer.Audience == Audience.Mission
                                ? Results.Json(ExplainVerdict.Counterfactuals(proof, desk))
                                : Routes.Refused(
                                    403,
                                    [new("audience", "forbidden", view.Viewer.Audience.ToString().ToUpperInvariant())]
                                ),
                        stop
                    )
            )
            .Produces<JsonObject>();
    }

    private static Task<IResult> With(
        Views views,
        Looking by,
        VerdictAsked asked,
        Func<Verdicts.Proof, ProofDesk, View, IResult> answer,
        CancellationToken stop
    ) =>
        Routes.WithAsync(
            views,
            by,
            async view =>
                view.Viewer.Audience != Audience.Mission
                    // What a proof rests on tells of hidden incidents, even where their fields are closed.
                    ? Routes.Refused(
                        403,
                        [new("audience", "forbidden", view.Viewer.Audience.ToString().ToUpperInvariant())]
                    )
                : await views.DeskAsync(view, stop) is not { } desk
                    ? Routes.Refused(404, [new("asOf", "not_found", by.AsOf ?? "")])
                : ExplainVerdict.Of(desk, asked.Clause, asked.Bearer, asked.Anchor, asked.Sector) switch
                {
                    ExplainVerdict.Reply.Found found => answer(found.Proof, desk, view),
                    ExplainVerdict.Reply.Refused refused => Routes.Refused(404, refused.Reasons),
                    _ => throw new InvalidOperationException("there is no third answer"),
                },
            stop
        );
}
