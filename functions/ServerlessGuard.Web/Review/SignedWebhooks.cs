using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Review;

/// <summary>
/// Posts JSON to an address of the policy, signed as Standard Webhooks specifies: HMAC-SHA-256 over id, time and body, in
/// <c>webhook-id</c>, <c>webhook-timestamp</c> and <c>webhook-signature</c>. Every attempt has the same id, so that the
/// receiver can recognise repeats. The client's handler retries, limits times and breaks the circuit.
/// </summary>
internal sealed class SignedWebhooks(IHttpClientFactory clients, ISecretStore secrets, TimeProvider clock)
{
    public const string ClientName = "guard-review";

    private const int LargestAnswer = 64 * 1024;

    /// <summary>The answer's body. Throws <see cref="HttpRequestException"/> for any answer but 2xx.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PostAsync(
        Uri url, string secretName, string id, string contentType, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var secret = await secrets.GetAsync(secretName, cancellationToken)
            ?? throw new InvalidOperationException($"The secret store has no secret {secretName} to sign with.");
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType) { CharSet = "utf-8" };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time);
        request.Headers.Add("webhook-signature", "v1," + Sign(secret.Value, id, time, body.Span));
        using var client = clients.CreateClient(ClientName);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>
    /// Base64 of the HMAC. A secret that begins with <c>whsec_</c> is base64 after that, as the specification says; any other is used
    /// unchanged.
    /// </summary>
    public static string Sign(string secret, string id, string time, ReadOnlySpan<byte> body)
    {
        const string prefix = "whsec_";
        var key = secret.StartsWith(prefix, StringComparison.Ordinal)
            ? Convert.FromBase64String(secret[prefix.Length..])
            : Encoding.UTF8.GetBytes(secret);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{time}."));
        hmac.AppendData(body);
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[LargestAnswer + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= LargestAnswer ? buffer.AsMemory(0, length) : throw new InvalidDataException("The answer is too large.");
    }
}
