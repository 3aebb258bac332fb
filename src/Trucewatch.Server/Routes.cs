using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Trucewatch.Formats.Reports;
using Trucewatch.Formats.Texts;
using Trucewatch.Missions;
using Trucewatch.Missions.Agreements;
using Trucewatch.Missions.Charters;
using Trucewatch.Missions.Incidents;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Verdicts;
using Trucewatch.Missions.Zones;
using Trucewatch.Observations;

namespace Trucewatch.Server;

/// <summary>Whose eyes, and as known when: every query has both.</summary>
/// <param name="Audience">For whom; null: the widest that the host allows.</param>
/// <param name="AsOf">An entry's number or an instant; null: now.</param>
public sealed record Looking(string? Audience, string? AsOf);

/// <summary>The documents of the mission's agreement, as its files have them.</summary>
public sealed record AgreementTexts(ImmutableArray<TryAgreement.Document> Documents);

/// <summary>The routes of the API: each asks for a view and answers with a reply of <c>Missions</c>.</summary>
internal static class Routes
{
    public static void Map(RouteGroupBuilder api)
    {
        ProofRoutes.Map(api);
        api.MapGet(
                "/verdicts",
                ([AsParameters] VerdictQuery query, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                    Answer(views, by, view => VerdictList.Of(query, view), stop)
            )
            .Produces<VerdictList>();
        api.MapGet(
                "/obligations",
                ([AsParameters] VerdictQuery query, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                    Answer(views, by, view => VerdictList.Obligations(query, view), stop)
            )
            .Produces<VerdictList>();
        api.MapGet(
                "/mission",
                ([AsParameters] Looking by, Views views, CancellationToken stop) =>
                    Answer(views, by, view => MissionReply.Of(view, views.Most), stop)
            )
            .Produces<MissionReply>();
        api.MapGet("/agreement/documents", (AgreementTexts texts) => Results.Json(texts.Documents))
            .Produces<ImmutableArray<TryAgreement.Document>>();
        api.MapGet(
                "/entries/{number:long}",
                (long number, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                    WithAsync(
                        views,
                        by,
                        async view =>
                            await views.EntryAsync(number, view, stop) is { } entry
                                ? Results.Json(entry)
                                : Results.Problem(statusCode: 404, title: "not_found"),
                        stop
                    )
            )
            .Produces<EntryReply>();
        api.MapPost(
                "/agreement/try",
                (HttpRequest request, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                    TryAsync(request, by, views, stop)
            )
            .Accepts<TryAgreement.Command>("application/json")
            .Produces<TryAgreement.Reply.Tried>();
        api.MapGet(
                "/incidents",
                ([AsParameters] IncidentQuery query, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                    Query(views, by, query, view => IncidentList.Of(query, view), stop)
            )
            .Produces<IncidentList>();
        api.MapGet(
                "/incidents/{number:int}",
                (int number, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                    With(
                        views,
                        by,
                        view => IncidentDetail.Of(number, view) is { } detail ? Results.Json(detail) : NotFound(number),
                        stop
                    )
            )
            .Produces<IncidentDetail>();
        api.MapGet(
                "/histogram",
                ([AsParameters] IncidentQuery query, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                    Query(views, by, query, view => Histogram.Of(query, view), stop)
            )
            .Produces<Histogram>();
        api.MapGet(
                "/board",
                ([AsParameters] Looking by, Views views, CancellationToken stop) =>
                    Answer(views, by, BoardReply.Of, stop)
            )
            .Produces<BoardReply>();
        api.MapGet(
            "/board.csv",
            ([AsParameters] Looking by, Views views, CancellationToken stop) =>
                With(
                    views,
                    by,
                    view =>
                        File(
                            BoardCsv.Write(view.Picture.Board, view.Known.Charter.Mark, view.Numbers),
                            "text/csv",
                            "board.csv"
                        ),
                    stop
                )
        );
        api.MapGet(
                "/report",
                ([AsParameters] Looking by, Views views, CancellationToken stop) => With(views, by, Report, stop)
            )
            .Produces<JsonObject>();
        api.MapGet(
            "/report.json",
            ([AsParameters] Looking by, Views views, CancellationToken stop) => With(views, by, Report, stop)
        );
        api.MapGet(
            "/report.html",
            (string? language, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                With(views, by, view => ReportPage(view, language), stop)
        );
        api.MapGet(
                "/map/zones",
                ([AsParameters] Looking by, Views views, CancellationToken stop) =>
                    Answer(views, by, ZonesReply.Of, stop)
            )
            .Produces<JsonObject>();
        api.MapGet(
                "/map/incidents",
                ([AsParameters] IncidentQuery query, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                    Query(views, by, query, view => GeoJson(query, view), stop)
            )
            .Produces<JsonObject>();
        api.MapGet(
            "/export/incidents.geojson",
            ([AsParameters] IncidentQuery query, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                Query(views, by, query, view => GeoJson(query, view), stop)
        );
        api.MapGet(
            "/export/incidents.csv",
            ([AsParameters] IncidentQuery query, [AsParameters] Looking by, Views views, CancellationToken stop) =>
                With(
                    views,
                    by,
                    view =>
                        query.Problems(view) is { IsEmpty: false } problems
                            ? Refused(400, problems)
                            : File(
                                IncidentsCsv.Write([.. query.Answer(view).Select(i => IncidentRow.Of(i, view))], view),
                                "text/csv",
                                "incidents.csv"
                            ),
                    stop
                )
        );
    }

    private const long MostTried = 2 * TryAgreement.MostBytes;
    private static readonly TimeSpan longestTry = TimeSpan.FromSeconds(5);

    /// <summary>Tries the texts of an agreement: nothing is stored, and more than is looked at is refused before it is read.</summary>
    private static async Task<IResult> TryAsync(HttpRequest request, Looking by, Views views, CancellationToken stop)
    {
        if (request.ContentLength is > MostTried)
            return Refused(413, [new("documents", "too_large", $"{request.ContentLength}")]);
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = MostTried;
        TryAgreement.Command? command;
        try
        {
            command = await request.ReadFromJsonAsync<TryAgreement.Command>(stop);
        }
        catch (JsonException wrong)
        {
            return Refused(400, [new("body", "malformed", wrong.Path ?? "")]);
        }
        catch (BadHttpRequestException large)
        {
            return Refused(large.StatusCode, [new("body", "too_large", "")]);
        }
        var begun = Stopwatch.GetTimestamp();
        return await With(
            views,
            by,
            view =>
                TryAgreement.Answer(
                    command ?? new(null, null),
                    AgreementSetting.Of(view),
                    () => stop.IsCancellationRequested || Stopwatch.GetElapsedTime(begun) > longestTry
                ) switch
                {
                    TryAgreement.Reply.Tried tried => Results.Json(tried),
                    TryAgreement.Reply.Refused refused => Refused(400, refused.Reasons),
                    TryAgreement.Reply.TooLarge large => Refused(413, large.Reasons),
                    _ => throw new InvalidOperationException("there is no fourth answer"),
                },
            stop
        );
    }

    private static Task<IResult> Answer<T>(Views views, Looking by, Func<View, T> reply, CancellationToken stop) =>
        With(views, by, view => Results.Json(reply(view)), stop);

    private static Task<IResult> Query<T>(
        Views views,
        Looking by,
        IncidentQuery query,
        Func<View, T> reply,
        CancellationToken stop
    ) =>
        With(
            views,
            by,
            view =>
                query.Problems(view) is { IsEmpty: false } problems
                    ? Refused(400, problems)
                    : Results.Json(reply(view)),
            stop
        );

    private static async Task<IResult> With(
        Views views,
        Looking by,
        Func<View, IResult> answer,
        CancellationToken stop
    ) =>
        await views.GetAsync(by.Audience, by.AsOf, stop) switch
        {
            ViewAnswer.Found found => answer(found.View),
            ViewAnswer.Refused refused => Refused(refused.Status, refused.Reasons),
            _ => throw new InvalidOperationException("there is no third answer"),
        };

    /// <summary>Answers with a view, once it is there.</summary>
    public static async Task<IResult> WithAsync(
        Views views,
        Looking by,
        Func<View, Task<IResult>> answer,
        CancellationToken stop
    ) =>
        await views.GetAsync(by.Audience, by.AsOf, stop) switch
        {
            ViewAnswer.Found found => await answer(found.View),
            ViewAnswer.Refused refused => Refused(refused.Status, refused.Reasons),
            _ => throw new InvalidOperationException("there is no third answer"),
        };

    /// <summary>A problem by RFC 9457; the reasons are codes, the page finds the words.</summary>
    public static IResult Refused(int status, ImmutableArray<Reason> reasons) =>
        Results.Problem(
            statusCode: status,
            title: status switch
            {
                403 => "forbidden",
                413 => "too_large",
                _ => "malformed",
            },
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["reasons"] = reasons.Select(r => new
                {
                    field = r.Field,
                    problem = r.Problem,
                    found = r.Found,
                }),
            }
        );

    private static IResult NotFound(int number) =>
        Results.Problem(
            statusCode: 404,
            title: "not_found",
            detail: $"There is no incident {number} that you may know of."
        );

    private static JsonObject GeoJson(IncidentQuery query, View view) =>
        IncidentsGeoJson.Write(view.Picture, query.Answer(view), view.Numbers, view.Viewer);

    private static IResult Report(View view)
    {
        var report = ReportJson.Write(view.Written.Report, Words.Shipped);
        report["digest"] = view.Written.Digest;
        report["root"] = view.Root;
        return Results.Json(report);
    }

    private static IResult ReportPage(View view, string? language)
    {
        if (language is not null && !Words.Languages.Contains(language))
            return Refused(400, [new("language", "unknown_word", language)]);
        var provenance = new ReportProvenance(
            view.Known.Charter.MarkedOrigin,
            view.Entries,
            view.Root,
            view.Written.Digest
        );
        return Results.Text(
            ReportHtml.Write(view.Written.Report, provenance, Words.Shipped, language ?? "en"),
            "text/html; charset=utf-8"
        );
    }

    private static IResult File(string text, string type, string name) =>
        Results.File(System.Text.Encoding.UTF8.GetBytes(text), type + "; charset=utf-8", name);
}
