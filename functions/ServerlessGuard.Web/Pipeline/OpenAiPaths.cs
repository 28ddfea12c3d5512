using Microsoft.AspNetCore.Http;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// OpenAI's paths and those that clients of Azure OpenAI use for the same endpoints: <c>/openai/v1/…</c>, <c>/openai/…</c> and
/// <c>/openai/deployments/{deployment}/…</c> are <c>/v1/…</c>. The query, with its api-version, changes nothing. Anthropic's clients
/// use <c>/v1/messages</c>, below <c>/anthropic</c> where they were made for a host of many APIs.
/// </summary>
internal static class OpenAiPaths
{
    private const string Own = "/v1/";
    private const string Azure = "/openai/";
    private const string Anthropic = "/anthropic/v1/";
    private const string Deployments = "deployments/";
    private static readonly object DeploymentKey = new();

    /// <summary>Whether callers of this path expect OpenAI's errors.</summary>
    public static bool Contains(PathString path) =>
        path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/openai", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the caller expects Anthropic's errors: it says so by its version, or by the path.</summary>
    public static bool IsAnthropics(HttpRequest request) =>
        request.Path.StartsWithSegments("/v1/messages", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/anthropic", StringComparison.OrdinalIgnoreCase)
        || (request.Headers.ContainsKey("anthropic-version") && Contains(request.Path));

    /// <summary>The path that the endpoint has; a deployment that the path names is kept for <see cref="DeploymentOf"/>.</summary>
    /// <param name="path">As it was sent: not decoded.</param>
    public static string Resolve(HttpContext context, string path)
    {
        if (!path.StartsWith(Azure, StringComparison.Ordinal))
        {
            return path.StartsWith(Anthropic, StringComparison.Ordinal) ? string.Concat(Own, path.AsSpan(Anthropic.Length)) : path;
        }

        var rest = path[Azure.Length..];
        if (rest.StartsWith("v1/", StringComparison.Ordinal))
        {
            return '/' + rest;
        }

        if (!rest.StartsWith(Deployments, StringComparison.Ordinal))
        {
            return Own + rest;
        }

        var end = rest.IndexOf('/', Deployments.Length);
        if (end < 0)
        {
            return path;
        }

        context.Items[DeploymentKey] = Uri.UnescapeDataString(rest[Deployments.Length..end]);
        return string.Concat(Own, rest.AsSpan(end + 1));
    }

    /// <summary>The deployment in the path, decoded; null where it names none.</summary>
    public static string? DeploymentOf(HttpContext context) =>
        context.Items.TryGetValue(DeploymentKey, out var kept) ? kept as string : null;
}
