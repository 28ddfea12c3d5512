using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ServerlessGuard.Core.Gateway;

namespace ServerlessGuard.Web.Gateway;

/// <summary>The client's HTTP response.</summary>
internal sealed class HttpResponseSink(HttpContext http) : IResponseSink
{
    public bool IsStarted { get; private set; }

    public async ValueTask StartAsync(
        int status, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        IsStarted = true;
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        if (contentType.StartsWith("text/event-stream", StringComparison.Ordinal))
        {
            // The first byte of a stream may take long; the headers go out at once so that the client need not wait for them.
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await http.Response.StartAsync(cancellationToken);
            await http.Response.BodyWriter.FlushAsync(cancellationToken);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var written = await http.Response.BodyWriter.WriteAsync(bytes, cancellationToken);
        if (written.IsCompleted)
        {
            // The client has left, which equals a cancelled request that the server may notice later.
            throw new OperationCanceledException("The client left.", new CancellationToken(true));
        }
    }

    public void Abort() => http.Abort();
}
