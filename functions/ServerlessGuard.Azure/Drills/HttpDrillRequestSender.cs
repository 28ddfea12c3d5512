using System.Net.Http.Headers;
using System.Net.Http.Json;
using Azure.Core;
using Azure.Identity;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Drills;

/// <summary>
/// Through the gateway's own address, as the identity of this duty, which the policy names among the callers of the drill's
/// application: what is drilled is what callers use, and the drill needs none of the gateway's rights.
/// </summary>
public sealed class HttpDrillRequestSender(
    HttpClient client, HttpDrillRequestOptions options, TokenCredential credential, IPolicySource policies, IEntropy entropy)
        : IDrillRequestSender
{
    public async ValueTask<string> SendAsync(DrillRun run, bool isUnsafe, CancellationToken cancellationToken)
    {
        var (_, root) = DrillRequestBody.Of(run, isUnsafe, policies.Current, entropy);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(options.Gateway, "v1/chat/completions"))
        { Content = JsonContent.Create(root) };
        try
        {
            var token = await credential.GetTokenAsync(new TokenRequestContext([options.Audience + "/.default"]), cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode && answer.Headers.TryGetValues(GatewayHeaders.Verdict, out var verdicts)
                ? verdicts.First()
                : throw new DrillException("no-answer");
        }
        catch (Exception e) when (e is HttpRequestException or AuthenticationFailedException)
        {
            throw new DrillException("no-answer", e);
        }
    }
}

/// <summary>The gateway's address, ending in a slash, and the audience of its tokens, such as <c>api://ID</c>.</summary>
public sealed record HttpDrillRequestOptions(Uri Gateway, string Audience);
