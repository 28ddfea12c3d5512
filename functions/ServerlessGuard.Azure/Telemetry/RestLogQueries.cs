using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Telemetry;

/// <summary>Asks a log workspace over REST, with the request that Azure Monitor's own client sends.</summary>
public sealed class RestLogQueries : ITelemetryQueries
{
    /// <summary>How long the service may work on one question.</summary>
    public static readonly TimeSpan ServerTimeout = TimeSpan.FromMinutes(3);

    /// <summary>
    /// The client waits longer than the service works: a question that takes long is answered by the service that says so.
    /// </summary>
    public static readonly TimeSpan ClientTimeout = ServerTimeout + TimeSpan.FromSeconds(15);

    private static readonly Uri Endpoint = new("https://api.loganalytics.io");

    private readonly string _workspace;
    private readonly HttpPipeline _pipeline;

    /// <param name="workspace">Its customer id.</param>
    /// <param name="configure">Transport and retries.</param>
    public RestLogQueries(string workspace, TokenCredential credential, Action<ClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(workspace);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new LogQueriesOptions();
        configure(options);
        (_workspace, _pipeline) = (workspace, options.Build(credential));
    }

    /// <summary>The question with one more row than may be, so that an answer which was cut is known from a whole one.</summary>
    public static string Query(TelemetryQuery question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return $"{question.Kql}\n| take {question.MostRows + 1}";
    }

    public async ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> AskAsync(
        TelemetryQuery question, TimeSpan back, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        using var message = Request(question, back);
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
            if (message.Response.Status != 200)
            {
                throw new RequestFailedException(message.Response);
            }

            return Rows(message.Response.Content, question);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreUnavailableException(
                $"The log workspace did not answer the question {question.Name}{(e is RequestFailedException { Status: > 0 } answer ? $" ({answer.Status} {answer.ErrorCode})" : "")}.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException
            or ArgumentException or IndexOutOfRangeException)
        {
            throw new StoreUnavailableException(
                $"The log workspace's answer to the question {question.Name} has no readable table.");
        }
    }

    private HttpMessage Request(TelemetryQuery question, TimeSpan back)
    {
        var message = _pipeline.CreateMessage();
        message.NetworkTimeout = ClientTimeout;
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(Endpoint, $"/v1/workspaces/{Uri.EscapeDataString(_workspace)}/query"));
        message.Request.Headers.Add("Accept", "application/json");
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Headers.Add("prefer", string.Create(CultureInfo.InvariantCulture, $"wait={ServerTimeout.TotalSeconds:0}"));
        var body = new JsonObject { ["query"] = Query(question), ["timespan"] = XmlConvert.ToString(back) };
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body));
        return message;
    }

    private static List<IReadOnlyDictionary<string, object?>> Rows(BinaryData content, TelemetryQuery question)
    {
        using var answer = JsonDocument.Parse(content);
        if (answer.RootElement.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            throw new StoreUnavailableException($"The log workspace answered only part of the question {question.Name}.");
        }

        var table = answer.RootElement.GetProperty("tables").EnumerateArray().Single();
        var rows = table.GetProperty("rows");
        if (rows.GetArrayLength() > question.MostRows)
        {
            throw new StoreUnavailableException(
                $"The log workspace has more than {question.MostRows} rows for the question {question.Name}.");
        }

        var columns = table.GetProperty("columns")
            .EnumerateArray()
            .Select(static column => (Name: column.GetProperty("name").GetString()!, Type: column.GetProperty("type").GetString()))
            .ToList();
        return [.. rows.EnumerateArray().Select(
            row => columns.Select((column, i) => (column, i)).ToDictionary(static c => c.column.Name, c => Cell(row[c.i], c.column.Type)))];
    }

    /// <summary>JSON has no number for what is not a number or not finite: the service writes a word.</summary>
    private static object? Cell(JsonElement cell, string? type) => (cell.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => null,
        (_, "datetime") => cell.GetDateTimeOffset(),
        (_, "long" or "int") => cell.GetInt64(),
        (JsonValueKind.String, "real") => double.Parse(cell.GetString()!, CultureInfo.InvariantCulture),
        (_, "real") => cell.GetDouble(),
        (_, "bool") => cell.GetBoolean(),
        (JsonValueKind.String, _) => cell.GetString(),
        _ => cell.GetRawText(),
    };
}

/// <summary>
/// How the log query API is reached. Throttling, retries and Retry-After are the pipeline's (<see cref="ClientOptions.Retry"/>).
/// </summary>
public sealed class LogQueriesOptions : ClientOptions
{
    // The empty part is no slip: the resource's name ends with a slash, and a scope is the name, a slash and the permission.
    internal HttpPipeline Build(TokenCredential credential) =>
        HttpPipelineBuilder.Build(
            this, [], [new BearerTokenAuthenticationPolicy(credential, "https://api.loganalytics.io//.default")],
            new ResponseClassifier());
}
