using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Web.Gateway;

/// <summary>
/// Calls OpenAI-compatible models over HTTP. It sends none of the caller's headers, follows no redirects, and retries only
/// when no connection was made, because a call that may have reached the model must not be repeated.
/// </summary>
internal sealed class HttpModelClient : IModelClient, IDisposable
{
    private const int Attempts = 2;

    private readonly IUpstreamCredentials _credentials;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _clock;
    private readonly ModelAddress _addresses;
    private readonly HttpMessageInvoker _http;

    public HttpModelClient(IUpstreamCredentials credentials, IOptions<GatewayOptions> options, TimeProvider clock)
    {
        (_credentials, _options, _clock, _addresses) = (credentials, options.Value, clock, new ModelAddress(options.Value));
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = _options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            EnableMultipleHttp2Connections = true,
        };
        if (!_options.TracesCalls)
        {
            handler.ActivityHeadersPropagator = null;
        }

        // Nothing here uses the default headers, the timeout and the buffered answer of a client, and each costs every call.
        _http = new HttpMessageInvoker(handler);
    }

    public async Task<ModelResponse> SendAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var address = _addresses.Of(call) ?? throw new ModelFailedException(GatewayFault.Unreachable);
        var credential = await _credentials.GetAsync(call.Model, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var request = Request(call, address, credential);
            try
            {
                return await SendAsync(request, call.Model.Timeout ?? _options.ResponseTimeout, cancellationToken);
            }
            catch (HttpRequestException failure) when (attempt < Attempts
                && failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
            {
                request.Dispose();
            }
            catch (HttpRequestException failure)
            {
                request.Dispose();
                throw new ModelFailedException(
                    failure.HttpRequestError == HttpRequestError.ResponseEnded ? GatewayFault.StreamBroken : GatewayFault.Unreachable,
                    failure);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ModelResponse> SendAsync(HttpRequestMessage request, TimeSpan within, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(within, _clock);
        using var left = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, deadline.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            request.Dispose();
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException timeout)
        {
            // Without the caller's own token: either the answer's deadline or the handler's connect timeout.
            request.Dispose();
            throw new ModelFailedException(GatewayFault.TimedOut, timeout);
        }

        return new ModelResponse(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            RetryAfter(response.Headers.RetryAfter),
            await response.Content.ReadAsStreamAsync(cancellationToken),
            response);
    }

    private static HttpRequestMessage Request(ModelCall call, Uri address, UpstreamCredential? credential)
    {
        var request = new HttpRequestMessage(HttpMethod.Parse(call.Method), address);
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new ReadOnlyMemoryContent(call.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        request.Headers.TryAddWithoutValidation("Accept", call.Stream ? "text/event-stream" : "application/json");
        if (call.Model.Platform == PlatformNames.AzureMachineLearning)
        {
            // The gateway's route has chosen the deployment, whatever traffic split the endpoint has.
            request.Headers.TryAddWithoutValidation("azureml-model-deployment", call.Model.Deployment);
        }

        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (credential is not null)
        {
            request.Headers.TryAddWithoutValidation(credential.Header, credential.Value);
        }

        return request;
    }

    private static string? RetryAfter(RetryConditionHeaderValue? value) =>
        value?.Delta is { } delta
            ? ((long)delta.TotalSeconds).ToString(CultureInfo.InvariantCulture)
            : value?.Date?.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>
/// The base address of a model. An endpoint that ends in <c>/v1</c> stays unchanged; otherwise the platform's base path
/// follows: <c>/openai/v1</c> for Azure OpenAI, <c>/v1</c> for the others.
/// </summary>
internal sealed class ModelAddress(GatewayOptions options)
{
    /// <summary>Addresses that are kept; more are made anew for each call.</summary>
    private const int Most = 1024;

    /// <summary>The addresses of the protocols' own paths: a policy has few, and every call asks for one.</summary>
    private readonly ConcurrentDictionary<(string Endpoint, string Platform, string Path), Uri> _kept = new();

    /// <summary>Null where the model has no endpoint.</summary>
    public Uri? Of(ModelCall call)
    {
        if ((call.Model.Endpoint ?? options.Upstream) is not { } named || call.Method != HttpMethod.Post.Method)
        {
            return Make(call.Model, call.Path);
        }

        var key = (named.OriginalString, call.Model.Platform, call.Path);
        if (_kept.TryGetValue(key, out var kept))
        {
            return kept;
        }

        var made = Make(call.Model, call.Path);
        if (made is not null && options.Detour is null && _kept.Count < Most)
        {
            _kept[key] = made;
        }

        return made;
    }

    private Uri? Make(ModelPolicy model, string path)
    {
        var endpoint = model.Endpoint is { } own && options.Detour is { } detour ? detour(own) : model.Endpoint ?? options.Upstream;
        if (endpoint is null)
        {
            return null;
        }

        var text = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var basePath = text.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? ""
            : model.Platform == PlatformNames.AzureOpenAI ? "/openai/v1"
            : "/v1";
        var query = path.Contains('?', StringComparison.Ordinal) ? endpoint.Query.Replace('?', '&') : endpoint.Query;
        return new Uri($"{text}{basePath}/{path}{query}");
    }
}

/// <summary>For models that need no credential. A host registers another implementation where its models need one.</summary>
internal sealed class NoUpstreamCredentials : IUpstreamCredentials
{
    public ValueTask<UpstreamCredential?> GetAsync(ModelPolicy model, CancellationToken cancellationToken) =>
        ValueTask.FromResult<UpstreamCredential?>(null);
}
