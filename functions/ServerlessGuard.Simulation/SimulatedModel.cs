using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Simulation;

/// <summary>
/// A deterministic model that speaks OpenAI's API and Anthropic's, on a loopback port of its own: <c>/v1/chat/completions</c>,
/// <c>/v1/responses</c>, <c>/v1/messages</c> (plain and streamed), <c>/v1/models</c> and what
/// <see cref="PlainAnswers"/> has. Its answers: <see cref="SimulatedScript"/>.
/// </summary>
public sealed class SimulatedModel : IAsyncDisposable
{
    private const int Remembered = 4096;
    private const string Chat = "/v1/chat/completions";
    private const string Responses = "/v1/responses";
    private const string Messages = "/v1/messages";
    private readonly ConcurrentDictionary<string, string> _stored = new();
    private readonly ConcurrentQueue<ReceivedRequest> _seen = new();
    private readonly SimulatedModelOptions _options;
    private readonly TimeProvider _clock;
    private readonly WebApplication _app;
    private int _requests;

    private SimulatedModel(SimulatedModelOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(options.Address);
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>The base address, with the port it took, ending in <c>/v1</c>.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The requests it received, oldest first; empty unless <see cref="SimulatedModelOptions.Remember"/>.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _seen];

    public static async Task<SimulatedModel> StartAsync(
        SimulatedModelOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var model = new SimulatedModel(options, clock);
        try
        {
            await model._app.StartAsync(cancellationToken);
        }
        catch
        {
            await model._app.DisposeAsync();
            throw;
        }

        model.Endpoint = new(model._app.Urls.First().TrimEnd('/') + "/v1");
        return model;
    }

    public void Forget() => _seen.Clear();

    public async ValueTask DisposeAsync()
    {
        // A silent or slow answer would otherwise hold the host for its whole drain time.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        try
        {
            await _app.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
        }

        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var cancellationToken = http.RequestAborted;
        var path = http.Request.Path.Value ?? "";
        if (_options.Key is { } key && http.Request.Headers.Authorization != $"Bearer {key}" && http.Request.Headers["x-api-key"] != key)
        {
            await FailAsync(http, StatusCodes.Status401Unauthorized, "Incorrect API key provided.", cancellationToken);
        }
        else if (path == "/v1/models" && HttpMethods.IsGet(http.Request.Method))
        {
            await WriteAsync(http, ModelList(), cancellationToken);
        }
        else if (path is Chat or Responses or Messages && HttpMethods.IsPost(http.Request.Method))
        {
            await AnswerAsync(http, path, cancellationToken);
        }
        else if (path.StartsWith(Responses + "/", StringComparison.Ordinal) && await AnswerStoredAsync(http, path, cancellationToken))
        {
        }
        else if (PlainAnswers.Has(path) && HttpMethods.IsPost(http.Request.Method))
        {
            await AnswerPlainAsync(http, path, cancellationToken);
        }
        else
        {
            await FailAsync(http, StatusCodes.Status404NotFound, "There is no such address.", cancellationToken);
        }
    }

    private async Task AnswerAsync(HttpContext http, string path, CancellationToken cancellationToken)
    {
        string body;
        SimulatedPrompt prompt;
        try
        {
            using var reader = new StreamReader(http.Request.Body);
            body = await reader.ReadToEndAsync(cancellationToken);
            using var document = JsonDocument.Parse(body);
            prompt = path switch
            {
                Chat => PromptReader.ReadChat(document.RootElement),
                Messages => PromptReader.ReadMessages(document.RootElement),
                _ => PromptReader.ReadResponse(document.RootElement),
            };
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            await FailAsync(http, StatusCodes.Status400BadRequest, exception.Message, cancellationToken);
            return;
        }

        Keep(http, path, body, prompt.Text);
        var answer = RevisionScript.Answer(prompt, SimulatedRevision.Of(_options.Behaviour));
        if (answer.Silent)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (answer.FailWith > 0)
        {
            await FailAsync(http, answer.FailWith, "The simulated model fails as it was asked to.", cancellationToken);
        }
        else
        {
            await SendAsync(http, path, prompt, answer, cancellationToken);
        }
    }

    private async Task AnswerPlainAsync(HttpContext http, string path, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken);
        try
        {
            var root = JsonNode.Parse(body)!.AsObject();
            Keep(http, path, body, string.Join('\n', PlainAnswers.Texts(root["input"] ?? root["prompt"])));
            await WriteAsync(http, PlainAnswers.Answer(path, root), cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            await FailAsync(http, StatusCodes.Status400BadRequest, exception.Message, cancellationToken);
        }
    }

    /// <summary>The newest plain responses, as a platform stores them.</summary>
    private void Store(string path, JsonObject body)
    {
        if (path == Responses && _stored.Count < Remembered)
        {
            _stored[(string)body["id"]!] = body.ToJsonString();
        }
    }

    private async Task<bool> AnswerStoredAsync(HttpContext http, string path, CancellationToken cancellationToken)
    {
        var id = path[(Responses.Length + 1)..];
        if (HttpMethods.IsDelete(http.Request.Method) && _stored.TryRemove(id, out _))
        {
            await WriteAsync(http, new() { ["id"] = id, ["object"] = "response", ["deleted"] = true }, cancellationToken);
            return true;
        }

        if (!HttpMethods.IsGet(http.Request.Method) || !_stored.TryGetValue(id, out var body))
        {
            return false;
        }

        await WriteAsync(http, JsonNode.Parse(body)!.AsObject(), cancellationToken);
        return true;
    }

    private void Keep(HttpContext http, string path, string body, string text)
    {
        if (!_options.Remember)
        {
            return;
        }

        _seen.Enqueue(new(path, body, text, http.Request.Headers.Authorization));
        while (_seen.Count > Remembered)
        {
            _seen.TryDequeue(out _);
        }
    }

    private async Task SendAsync(
        HttpContext http, string path, SimulatedPrompt prompt, SimulatedResponse answer, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"simulated{Interlocked.Increment(ref _requests):D8}");
        var created = _clock.GetUtcNow().ToUnixTimeSeconds();
        var chat = new ChatCompletionBody(prompt, answer, id, created);
        var response = new ResponsesApiBody(prompt, answer, id, created);
        var message = new MessagesApiBody(prompt, answer, id);
        if (!prompt.Stream)
        {
            if (answer.BreakOff)
            {
                http.Abort();
                return;
            }

            var body = path switch { Chat => chat.ToCompletion(), Messages => message.ToMessage(), _ => response.ToResponse() };
            Store(path, body);
            await WriteAsync(http, body, cancellationToken);
            return;
        }

        var stream = new ResponseStream(http, answer, _options.SlowPace);
        stream.Start();
        try
        {
            var events = path switch
            {
                Chat => chat.ToChunks(_options.PieceLength),
                Messages => message.ToEvents(_options.PieceLength),
                _ => response.ToEvents(_options.PieceLength),
            };
            foreach (var data in events)
            {
                if (!await stream.WriteAsync(data, path == Chat ? null : (string?)data["type"], cancellationToken))
                {
                    return;
                }
            }

            if (path == Chat)
            {
                await stream.WriteDoneAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller left.
        }
    }

    private JsonObject ModelList() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. _options.Models.Select(static name => (JsonNode)new JsonObject
        {
            ["id"] = name,
            ["object"] = "model",
            ["created"] = 0,
            ["owned_by"] = "simulation",
        })]),
    };

    private static Task FailAsync(HttpContext http, int status, string message, CancellationToken cancellationToken)
    {
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status429TooManyRequests)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        var type = status == StatusCodes.Status429TooManyRequests ? "rate_limit_error"
            : status < 500 ? "invalid_request_error"
            : "server_error";
        return WriteAsync(
            http, new() { ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = null } },
            cancellationToken);
    }

    private static Task WriteAsync(HttpContext http, JsonObject body, CancellationToken cancellationToken)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString(), cancellationToken);
    }
}

/// <summary>
/// A request to the simulated model: the raw body, the texts of all messages as <c>role: text</c> lines, and its credential.
/// </summary>
public sealed record ReceivedRequest(string Path, string Body, string Text, string? Authorization);
