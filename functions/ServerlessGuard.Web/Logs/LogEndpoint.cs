using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Logs;

/// <summary>
/// Serves the audit log as C2SP tlog-tiles specifies: checkpoint, tiles and entry bundles, all but the checkpoint immutable. Read-only,
/// role auditor.
/// </summary>
internal sealed class LogEndpoint(ILogSource log) : GuardEndpoint
{
    public override string Route => "/guard/log/{*path}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Head];

    public override EndpointAccess Access => EndpointAccess.Auditor;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var path = request.RouteValues["path"];
        var isNote = path == LogPaths.Checkpoint || IsOldCheckpoint(path);
        if ((!isNote && TileAddress.Parse(path) is null) || await log.ReadAsync(path, cancellationToken) is not { } content)
        {
            await ErrorResponse.WriteAsync(request.Http, new GuardError(404, "not_found", "The log has no such file."), cancellationToken);
            return;
        }

        if (path != LogPaths.Checkpoint)
        {
            request.Http.Response.Headers.CacheControl = StoredFile.Immutable;
        }

        await StoredFile.WriteAsync(
            request.Http, content, isNote ? "text/plain; charset=utf-8" : "application/octet-stream",
            compresses: isNote || TileAddress.Parse(path) is { Level: TileAddress.Entries }, cancellationToken);
    }

    /// <summary>The size in the path of a published checkpoint, in its only spelling. Published checkpoints are write-once.</summary>
    private static bool IsOldCheckpoint(string path) =>
        path.StartsWith(LogPaths.Checkpoints, StringComparison.Ordinal)
        && long.TryParse(path[LogPaths.Checkpoints.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && LogPaths.CheckpointOf(size) == path;
}
