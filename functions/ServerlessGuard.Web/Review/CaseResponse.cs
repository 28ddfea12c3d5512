using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>Writes the answers of the case API.</summary>
internal static class CaseResponse
{
    public static async Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, cancellationToken);
        }
    }

    public static Task WriteAsync(HttpContext http, VersionedCase value, CancellationToken cancellationToken)
    {
        http.Response.Headers.ETag = $"\"{value.Version}\"";
        return WriteAsync(http, CaseView.Of(value), CaseApiJson.Default.CaseView, cancellationToken);
    }

    public static Task UnknownAsync(HttpContext http, CancellationToken cancellationToken) =>
        ErrorResponse.WriteAsync(http, new GuardError(404, "not_found", "There is no such case."), cancellationToken);

    public static Task WriteAsync(HttpContext http, CaseResult result, CancellationToken cancellationToken)
    {
        switch (result)
        {
            case CaseResult.Done done:
                return WriteAsync(http, done.Value, cancellationToken);
            case CaseResult.Changed changed:
                http.Response.Headers.ETag = $"\"{changed.Value.Version}\"";
                return ErrorResponse.WriteAsync(
                    http, new GuardError(412, "case_changed", "The case has changed. Read it again before you decide."),
                    cancellationToken);
            case CaseResult.Refused refused:
                var status = refused.Code is "second_person" or "own_interaction" ? 403
                    : refused.Code is "edit_refused" or "invalid_edit" or "unknown_path" or "not_editable" ? 422
                    : 409;
                var reasons = refused.Reasons.Count > 0 ? $" Reasons: {string.Join(", ", refused.Reasons)}." : "";
                return ErrorResponse.WriteAsync(http, new GuardError(status, refused.Code, refused.Message + reasons), cancellationToken);
            default:
                return UnknownAsync(http, cancellationToken);
        }
    }
}
