using System.Net;
using System.Net.Http.Headers;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Audit;

/// <summary>A log at a URL. It has no list of files, so old checkpoints and leftover tiles are not seen.</summary>
internal sealed class HttpLogSource : ILogSource, IDisposable
{
    private readonly HttpClient _http;

    /// <param name="key">An auditor's key; sent only over TLS or to this machine.</param>
    public HttpLogSource(Uri prefix, string? key)
    {
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip
        })
        {
            BaseAddress = new Uri(prefix.AbsoluteUri.TrimEnd('/') + "/"),
            MaxResponseContentBufferSize = EntryBundle.MaxBytes,
        };
        if (key is not null && (prefix.Scheme == Uri.UriSchemeHttps || prefix.IsLoopback))
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await response.Content.ReadAsByteArrayAsync(cancellationToken),
                HttpStatusCode.NotFound => null,
                var status => throw new StoreUnavailableException($"The log answers {(int)status} for {path}."),
            };
        }
        catch (HttpRequestException e)
        {
            throw new StoreUnavailableException($"The log does not answer for {path}.", e);
        }
    }

    public IAsyncEnumerable<string>? ListAsync(CancellationToken cancellationToken) => null;

    public void Dispose() => _http.Dispose();
}
