using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ServerlessGuard.Client;

/// <summary>
/// Asks a guard about the tools that an agent runs itself: <c>POST /guard/tools/decide</c> and <c>POST /guard/tools/results</c>.
/// Thread-safe.
/// </summary>
/// <param name="http">Has the guard's address and the application's key. It is not disposed.</param>
/// <param name="options">The same for every request of this agent.</param>
public sealed class GuardTools(HttpClient http, GuardToolsOptions options)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(100);

    /// <summary>Decides a call. Throws <see cref="GuardException"/> where the guard gives no decision.</summary>
    /// <param name="history">The conversation before the call. Calls in it that have no result are left out.</param>
    /// <param name="tools">The tools that the model was offered; null where nobody knows.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<ToolDecision> DecideAsync(
        IEnumerable<ChatMessage> history, IEnumerable<AITool>? tools, FunctionCallContent call,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(call);
        var body = ConversationJson.Request(options.Model, history, tools);
        body["messages"]!.AsArray().Add(ConversationJson.Call(call));
        using var response = await SendAsync("guard/tools/decide", body, cancellationToken).ConfigureAwait(false);
        var answer = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Failed(response, answer);
        }

        var decision = DecisionOf(answer, call.CallId, HeaderOf(response, "Guard-Case"));
        return decision.Case is { } id && options.WaitForReview > TimeSpan.Zero
            ? await WaitAsync(decision, id, call.CallId, cancellationToken).ConfigureAwait(false)
            : decision;
    }

    /// <summary>
    /// Inspects a result: the text that the model may read, which says why where it may not read the result. Throws
    /// <see cref="GuardException"/> where the guard does not answer.
    /// </summary>
    /// <param name="history">The conversation before the call.</param>
    /// <param name="call">The call that was made.</param>
    /// <param name="result">Its result: a text, or a value that is written as JSON.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<string> InspectAsync(
        IEnumerable<ChatMessage> history, FunctionCallContent call, object? result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(call);
        var body = ConversationJson.Request(options.Model, history, null);
        var messages = body["messages"]!.AsArray();
        messages.Add(ConversationJson.Call(call));
        messages.Add(ConversationJson.Result(call.CallId, result));
        using var response = await SendAsync("guard/tools/results", body, cancellationToken).ConfigureAwait(false);
        var answer = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK && answer?["messages"] is JsonArray { Count: > 0 } inspected)
        {
            return TextOf(inspected[^1]?["content"]);
        }

        return response.StatusCode == HttpStatusCode.BadRequest && TextOf(answer?["error"]?["code"]) == "content_filter"
            ? "The result of the tool was refused. " + TextOf(answer!["error"]!["message"])
            : throw Failed(response, answer);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(body.ToJsonString(ConversationJson.Writing), Encoding.UTF8, "application/json"),
        };
        if (options.Conversation is { } conversation)
        {
            request.Headers.Add("Guard-Conversation", conversation);
        }

        if (options.Task is { } task)
        {
            request.Headers.Add("Guard-Task", task);
        }

        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failure)
        {
            throw new GuardException("The guard cannot be reached; the tool is not used.", failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GuardException("The guard does not answer; the tool is not used.", failure);
        }
    }

    /// <summary>Waits for the reviewer: the released answer holds the call exactly as it was approved.</summary>
    private async Task<ToolDecision> WaitAsync(ToolDecision held, string id, string call, CancellationToken cancellationToken)
    {
        var left = options.WaitForReview;
        while (left > TimeSpan.Zero)
        {
            var step = left < LongestWait ? left : LongestWait;
            left -= step;
            using var request = new HttpRequestMessage(
                HttpMethod.Get, new Uri($"guard/cases/{Uri.EscapeDataString(id)}/release", UriKind.Relative));
            request.Headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={Math.Max(1, (int)step.TotalSeconds)}"));
            using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            var answer = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            switch (response.StatusCode)
            {
                case HttpStatusCode.OK:
                    return DecisionOf(answer, call, null);
                case HttpStatusCode.Accepted:
                    continue;
                case HttpStatusCode.Forbidden or HttpStatusCode.Gone:
                    return held with { Refusal = "A reviewer did not approve the call. " + held.Refusal };
                default:
                    throw Failed(response, answer);
            }
        }

        return held;
    }

    private static ToolDecision DecisionOf(JsonNode? answer, string id, string? held)
    {
        var message = answer?["choices"]?[0]?["message"];
        var made = held is null
            ? (message?["tool_calls"] as JsonArray)?.FirstOrDefault(one => TextOf(one?["id"]) == id)
            : null;
        if (made?["function"]?["arguments"] is { } arguments)
        {
            return new ToolDecision(true, ConversationJson.Arguments(TextOf(arguments)), null, null);
        }

        var refused = answer?["guard"]?["refused"]?[0]?["content"] ?? message?["content"]
            ?? throw new GuardException("The guard's answer is no decision; the tool is not used.");
        return new ToolDecision(false, new Dictionary<string, object?>(), TextOf(refused), held);
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (JsonException failure)
        {
            throw new GuardException("The guard's answer is no JSON; the tool is not used.", failure);
        }
    }

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string TextOf(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonArray parts => string.Concat(parts.Select(static part => TextOf(part?["text"]))),
        _ => node.ToJsonString(ConversationJson.Writing),
    };

    private static GuardException Failed(HttpResponseMessage response, JsonNode? answer) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The guard answered {(int)response.StatusCode}: {TextOf(answer?["error"]?["message"])} The tool is not used."));
}
