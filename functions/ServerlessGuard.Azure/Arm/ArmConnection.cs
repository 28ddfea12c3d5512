using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ServerlessGuard.Azure.Arm;

/// <summary>
/// ARM over Azure.Core's pipeline: throttling and transient failures are retried there, long-running operations are
/// followed here until they end. An operation lies in its location, outside of any resource that a role can be given on:
/// where it may not be read, the resource's own state is followed instead. Throws <see cref="ArmException"/>. Bodies are never logged.
/// </summary>
public sealed class ArmConnection
{
    private const int LongestAnswer = 8 * 1024 * 1024;
    private const int MostPages = 1000;
    private readonly HttpPipeline _pipeline;
    private readonly ArmOptions _options;
    private readonly TimeProvider _clock;

    public ArmConnection(TokenCredential credential, ArmOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _clock) = (options, clock);
        _pipeline = options.Build(credential, new Uri(options.Endpoint, ".default").AbsoluteUri);
    }

    public ValueTask<JsonElement> GetAsync(string path, string apiVersion, CancellationToken cancellationToken) =>
        CallAsync(RequestMethod.Get, path, apiVersion, null, cancellationToken);

    /// <summary>Every item of a list, page by page. <paramref name="path"/> may hold a query.</summary>
    public async ValueTask<IReadOnlyList<JsonElement>> ListAsync(string path, string apiVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        var operation = $"GET of {path[(path.LastIndexOf('/') + 1)..]}";
        var items = new List<JsonElement>();
        var next = (Uri?)AddressOf(path, apiVersion);
        for (var page = 0; next is not null; page++)
        {
            using var message = await SendAsync(RequestMethod.Get, next, null, operation, cancellationToken);
            if (message.Response.Status != 200)
            {
                throw Failure(operation, message.Response, untouched: true);
            }

            var answer = Read(message.Response);
            if (page == MostPages
                || answer.ValueKind != JsonValueKind.Object
                || !answer.TryGetProperty("value", out var values)
                || values.ValueKind != JsonValueKind.Array)
            {
                throw new ArmException(operation, message.Response.Status, "no whole list", untouched: true);
            }

            items.AddRange(values.EnumerateArray());
            next = answer.TryGetProperty("nextLink", out var link)
                && link.ValueKind == JsonValueKind.String
                && link.GetString() is { Length: > 0 } text
                ? OnArm(text, "nextLink", 200) ?? throw new ArmException(operation, 200, "no whole list", untouched: true)
                : null;
        }

        return items;
    }

    /// <summary>The resource after the operation has ended.</summary>
    public ValueTask<JsonElement> PutAsync(string path, string apiVersion, JsonNode body, CancellationToken cancellationToken) =>
        CallAsync(RequestMethod.Put, path, apiVersion, body, cancellationToken);

    public ValueTask<JsonElement> PostAsync(string path, string apiVersion, JsonNode? body, CancellationToken cancellationToken) =>
        CallAsync(RequestMethod.Post, path, apiVersion, body, cancellationToken);

    public ValueTask<JsonElement> DeleteAsync(string path, string apiVersion, CancellationToken cancellationToken) =>
        CallAsync(RequestMethod.Delete, path, apiVersion, null, cancellationToken);

    private async ValueTask<JsonElement> CallAsync(
        RequestMethod method, string path, string apiVersion, JsonNode? body, CancellationToken cancellationToken)
    {
        var operation = $"{method} of {path[(path.LastIndexOf('/') + 1)..]}";
        var address = AddressOf(path, apiVersion);
        using var message = await SendAsync(method, address, body, operation, cancellationToken);
        var response = message.Response;
        var started = method != RequestMethod.Get;
        if (response.Status is < 200 or > 299)
        {
            // 4xx is a refusal; after 408 and 5xx nobody knows, nor after a retry of one.
            var refused = response.Status is >= 400 and < 500 and not 408;
            throw Failure(operation, response, refused && message.ProcessingContext.RetryNumber == 0);
        }

        if (started && Pending(response, "Azure-AsyncOperation") is { } status)
        {
            if (!await FollowStatusAsync(operation, status, PauseOf(response), cancellationToken))
            {
                await FollowResourceAsync(method, operation, path, apiVersion, cancellationToken);
            }

            return method == RequestMethod.Put ? await GetAsync(path, apiVersion, cancellationToken) : default;
        }

        if (started && response.Status is 201 or 202 && Pending(response, "Location") is { } location)
        {
            var (isSeen, result) = await FollowLocationAsync(operation, location, PauseOf(response), cancellationToken);
            if (!isSeen)
            {
                await FollowResourceAsync(method, operation, path, apiVersion, cancellationToken);
            }

            return result;
        }

        return Read(response);
    }

    /// <summary>False when the operation may not be read.</summary>
    private async ValueTask<bool> FollowStatusAsync(string operation, Uri address, TimeSpan pause, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(pause, _clock, cancellationToken);
            using var message = await SendAsync(RequestMethod.Get, address, null, operation, cancellationToken);
            var response = message.Response;
            if (response.Status == 403)
            {
                return false;
            }

            if (response.Status is < 200 or > 299)
            {
                throw Failure(operation, response, untouched: false);
            }

            var answer = Read(response);
            var status = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("status", out var named)
                ? named.GetString()
                : "Succeeded";
            switch (status)
            {
                case "Succeeded":
                    return true;
                case "Failed" or "Canceled":
                    throw new ArmException(operation, response.Status, $"{status} {CodeOf(answer)}".Trim(), untouched: false);
                default:
                    pause = PauseOf(response);
                    break;
            }
        }
    }

    /// <summary>Whether the operation may be read, and what it answered.</summary>
    private async ValueTask<(bool IsSeen, JsonElement Result)> FollowLocationAsync(
        string operation, Uri address, TimeSpan pause, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(pause, _clock, cancellationToken);
            using var message = await SendAsync(RequestMethod.Get, address, null, operation, cancellationToken);
            var response = message.Response;
            if (response.Status is 200 or 204)
            {
                return (true, Read(response));
            }

            if (response.Status == 403)
            {
                return (false, default);
            }

            if (response.Status != 202)
            {
                throw Failure(operation, response, untouched: false);
            }

            pause = PauseOf(response);
            address = Pending(response, "Location") ?? address;
        }
    }

    /// <summary>Until the resource that the call was for reports that no operation runs on it any more, or is gone.</summary>
    private async ValueTask FollowResourceAsync(
        RequestMethod method, string operation, string path, string apiVersion, CancellationToken cancellationToken)
    {
        var resource = method == RequestMethod.Post ? path[..path.LastIndexOf('/')] : path;
        while (true)
        {
            using var message = await SendAsync(RequestMethod.Get, AddressOf(resource, apiVersion), null, operation, cancellationToken);
            var response = message.Response;
            if (response.Status == 404 && method == RequestMethod.Delete)
            {
                return;
            }

            if (response.Status != 200)
            {
                throw Failure(operation, response, untouched: false);
            }

            switch (StateOf(Read(response)))
            {
                case "Succeeded" when method != RequestMethod.Delete:
                    return;
                case ("Failed" or "Canceled") and var state:
                    throw new ArmException(operation, response.Status, state, untouched: false);
                default:
                    await Task.Delay(PauseOf(response), _clock, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>A resource without a state is one that is done.</summary>
    private static string StateOf(JsonElement resource) =>
        resource.ValueKind == JsonValueKind.Object
            && resource.TryGetProperty("properties", out var properties)
            && properties.ValueKind == JsonValueKind.Object
            && properties.TryGetProperty("provisioningState", out var state) && state.ValueKind == JsonValueKind.String
                ? state.GetString()!
                : "Succeeded";

    private async ValueTask<HttpMessage> SendAsync(
        RequestMethod method, Uri address, JsonNode? body, string operation, CancellationToken cancellationToken)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        }

        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (RequestFailedException)
        {
            message.Dispose();
            throw new ArmException(operation, 0, "", untouched: false);
        }

        return message;
    }

    private Uri AddressOf(string path, string apiVersion) =>
        new(_options.Endpoint, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-version={apiVersion}");

    /// <summary>The address at which the operation is polled.</summary>
    private Uri? Pending(Response response, string header) =>
        response.Headers.TryGetValue(header, out var text) ? OnArm(text, header, response.Status) : null;

    /// <summary>An address that ARM named; only on ARM itself, for the token goes along.</summary>
    private Uri? OnArm(string text, string what, int status) =>
        !Uri.TryCreate(_options.Endpoint, text, out var address) ? null
            : address.Scheme == _options.Endpoint.Scheme
                && string.Equals(address.Authority, _options.Endpoint.Authority, StringComparison.OrdinalIgnoreCase) ? address
            : throw new ArmException(what, status, "names another host", untouched: false);

    private TimeSpan PauseOf(Response response)
    {
        var pause = response.Headers.TryGetValue("Retry-After", out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : _options.PollEvery;
        return pause < _options.LongestPause ? pause : _options.LongestPause;
    }

    private static JsonElement Read(Response response)
    {
        var content = response.Content.ToMemory();
        if (content.Length is 0 or > LongestAnswer)
        {
            return default;
        }

        try
        {
            return JsonElement.Parse(content.Span);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static ArmException Failure(string operation, Response response, bool untouched) =>
        new(operation, response.Status, CodeOf(Read(response)), untouched);

    private static string CodeOf(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty("code", out var code)
            && code.ValueKind == JsonValueKind.String
            && code.GetString() is { Length: <= 100 } text ? text : "";
}
