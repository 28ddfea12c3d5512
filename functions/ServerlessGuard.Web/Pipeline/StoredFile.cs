using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>Answers with a file that the guard stores: whole, compressed where the client takes gzip and that helps.</summary>
internal static class StoredFile
{
    /// <summary>The bytes under this address never change. A cache of the client's own may keep them, a shared one may not.</summary>
    public const string Immutable = "private, max-age=31536000, immutable";

    /// <summary>Below it gzip saves nothing worth its header.</summary>
    private const int SmallestCompressed = 512;

    /// <param name="http">The request; a HEAD gets the headers alone.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="compresses">Whether gzip helps: hashes do not compress.</param>
    public static async Task WriteAsync(
        HttpContext http, ReadOnlyMemory<byte> content, string type, bool compresses, CancellationToken cancellationToken)
    {
        var response = http.Response;
        response.ContentType = type;
        if (compresses && content.Length >= SmallestCompressed)
        {
            response.Headers.Vary = "Accept-Encoding";
            if (TakesGzip(http.Request.Headers.AcceptEncoding))
            {
                response.Headers.ContentEncoding = "gzip";
                content = Compress(content.Span);
            }
        }

        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(content, cancellationToken);
        }
    }

    /// <summary>Whether the client names gzip and does not refuse it (RFC 9110 section 12.5.3).</summary>
    private static bool TakesGzip(StringValues accepted)
    {
        foreach (var coding in accepted.SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            var parts = coding.Split(';', StringSplitOptions.TrimEntries);
            if (string.Equals(parts[0], "gzip", StringComparison.OrdinalIgnoreCase))
            {
                return parts.Length == 1 || parts[1].Replace(" ", "", StringComparison.Ordinal).Trim('0', '.') != "q=";
            }
        }

        return false;
    }

    private static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }
}
