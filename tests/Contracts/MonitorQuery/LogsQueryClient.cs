using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Monitor.Query.Models;

namespace Azure.Monitor.Query;

/// <summary>Stands in for the package's client, over the same REST call.</summary>
public class LogsQueryClient
{
    private readonly HttpPipeline _pipeline;

    public LogsQueryClient(TokenCredential credential)
        : this(credential, new LogsQueryClientOptions())
    {
    }

    public LogsQueryClient(TokenCredential credential, LogsQueryClientOptions options)
    {
        Endpoint = new Uri("https://api.loganalytics.io");
        _pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, "https://api.loganalytics.io//.default"));
    }

    public Uri Endpoint { get; }

    public virtual async Task<Response<LogsQueryResult>> QueryWorkspaceAsync(string workspaceId, string query, QueryTimeRange timeRange, LogsQueryOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(Endpoint, $"/v1/workspaces/{Uri.EscapeDataString(workspaceId)}/query"));
        message.Request.Headers.Add("Content-Type", "application/json");
        if (options?.ServerTimeout is { } wait)
        {
            message.Request.Headers.Add("prefer", $"wait={(int)wait.TotalSeconds}");
        }

        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["query"] = query, ["timespan"] = timeRange.ToString() }));
        await _pipeline.SendAsync(message, cancellationToken);
        if (message.Response.Status != 200)
        {
            throw new RequestFailedException(message.Response);
        }

        var result = LogsQueryResult.Read(message.Response.Content);
        if (result.Status != LogsQueryResultStatus.Success && options?.AllowPartialErrors != true)
        {
            throw new RequestFailedException(message.Response.Status, "The result was returned but contained a partial error.", result.Error?.Code, null);
        }

        return Response.FromValue(result, message.Response);
    }
}
