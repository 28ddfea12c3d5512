using System.IO.Compression;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Telemetry;

/// <summary>Sends rows to a table of the log workspace through a data collection rule: gzip, in calls below the service's 1 MB.</summary>
public sealed class LogsIngestion
{
    /// <summary>Bytes of JSON in one call.</summary>
    public const int LargestCall = 900_000;

    private readonly Uri _endpoint;
    private readonly string _rule;
    private readonly HttpPipeline _pipeline;

    /// <param name="endpoint">The data collection endpoint.</param>
    /// <param name="rule">The rule's immutable id.</param>
    public LogsIngestion(Uri endpoint, string rule, TokenCredential credential, LogsIngestionOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrEmpty(rule);
        ArgumentNullException.ThrowIfNull(options);
        (_endpoint, _rule, _pipeline) = (endpoint, rule, options.Build(credential));
    }

    /// <summary>Throws <see cref="StoreUnavailableException"/> when a call is not taken; earlier calls of the same rows are.</summary>
    public async ValueTask SendAsync(string table, IReadOnlyList<JsonObject> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var call = new MemoryStream();
        foreach (var row in rows)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(row.ToJsonString());
            if (call.Length > 0 && call.Length + bytes.Length + 2 > LargestCall)
            {
                await PostAsync(table, call, cancellationToken);
                call = new MemoryStream();
            }

            call.WriteByte(call.Length == 0 ? (byte)'[' : (byte)',');
            call.Write(bytes);
        }

        if (call.Length > 0)
        {
            await PostAsync(table, call, cancellationToken);
        }
    }

    private async ValueTask PostAsync(string table, MemoryStream call, CancellationToken cancellationToken)
    {
        call.WriteByte((byte)']');
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(call.GetBuffer().AsMemory(0, (int)call.Length), cancellationToken);
        }

        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(_endpoint, $"/dataCollectionRules/{_rule}/streams/Custom-{table}?api-version=2023-01-01"));
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Headers.Add("Content-Encoding", "gzip");
        message.Request.Content = RequestContent.Create(packed.ToArray());
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreUnavailableException($"The log workspace did not answer for {table}.");
        }

        if (message.Response.Status is < 200 or > 299)
        {
            throw new StoreUnavailableException($"The log workspace answered {message.Response.Status} for {table}.");
        }
    }
}

/// <summary>
/// How the logs ingestion API is reached. Throttling, retries and Retry-After are the pipeline's (<see cref="ClientOptions.Retry"/>).
/// </summary>
public sealed class LogsIngestionOptions : ClientOptions
{
    internal HttpPipeline Build(TokenCredential credential) =>
        HttpPipelineBuilder.Build(
            this, [], [new BearerTokenAuthenticationPolicy(credential, "https://monitor.azure.com/.default")], new ResponseClassifier());
}
