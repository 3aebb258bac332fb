using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trucewatch.Record;
using Trucewatch.Storage.Files;

namespace Trucewatch.Server.Records;

/// <summary>The time stamps over the checkpoints of a running record, for everybody: <c>stamps/list</c> and what it names.</summary>
public static class StampRoutes
{
    /// <summary>Maps the routes beside those of the record.</summary>
    public static void Map(RouteGroupBuilder routes, StampFolder stamps) =>
        routes.MapGet(
            "/" + CheckpointStamp.Folder + "/{name}",
            (string name, HttpContext http) =>
            {
                http.Response.Headers.AccessControlAllowOrigin = "*";
                return stamps.Read($"{CheckpointStamp.Folder}/{name}") is { } bytes
                    ? Results.Bytes(bytes, "application/octet-stream")
                    : Results.Problem(
                        statusCode: StatusCodes.Status404NotFound,
                        title: "not_found",
                        detail: "There is no such stamp."
                    );
            }
        );
}
