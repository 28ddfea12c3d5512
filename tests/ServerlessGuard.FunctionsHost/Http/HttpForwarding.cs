using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace ServerlessGuard.FunctionsHost.Http;

/// <summary>Hands requests to the worker's own HTTP server, marked with the invocation that they belong to.</summary>
internal sealed class HttpForwarding(IHttpForwarder forwarder) : IDisposable
{
    private const string Correlation = "x-ms-invocation-id";
    private static readonly ForwarderRequestConfig Timeout = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public async Task SendAsync(HttpContext context, Uri worker, Guid invocation)
    {
        context.Request.Headers[Correlation] = invocation.ToString("D");
        if (await forwarder.SendAsync(context, worker.AbsoluteUri, _client, Timeout) is var error and not ForwarderError.None)
        {
            throw new HttpRequestException(
                $"The request could not be forwarded: {error}. {context.GetForwarderErrorFeature()?.Exception?.Message}");
        }
    }

    public void Dispose() => _client.Dispose();
}
