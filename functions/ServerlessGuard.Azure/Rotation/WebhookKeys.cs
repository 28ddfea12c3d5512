using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Azure.Rotation;

/// <summary>
/// Keys of a third party, behind a webhook of the owner's: POST of <c>{operation, credential, slot?, key?}</c> with the
/// guard's token. <c>list</c> answers <c>{slots:[{name,key}]}</c>; <c>regenerate</c> answers 2xx once it is done;
/// <c>probe</c> answers <c>{result:"accepted|refused"}</c>.
/// </summary>
public sealed class WebhookKeys : IKeyPlatform
{
    private readonly TokenCredential _credential;
    private readonly ArmOptions _options;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, HttpPipeline> _pipelines = new(
        StringComparer.OrdinalIgnoreCase);

    public WebhookKeys(TokenCredential credential, ArmOptions options) => (_credential, _options) = (credential, options);

    public string Name => PlatformNames.Generic;

    public string? KeyFree => null;

    public async ValueTask<IReadOnlyList<KeySlot>> ListAsync(CredentialPolicy credential, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(credential, new JsonObject { ["operation"] = "list" }, cancellationToken);
        return answer.ValueKind == JsonValueKind.Object
            && answer.TryGetProperty("slots", out var slots)
            && slots.ValueKind == JsonValueKind.Array
            ? [.. slots.EnumerateArray()
                .Take(16)
                .Select(static slot => new KeySlot(KeyCalls.Text(slot, "name"), KeyCalls.Text(slot, "key")))]
            : [];
    }

    public async ValueTask RegenerateAsync(CredentialPolicy credential, string slot, CancellationToken cancellationToken) =>
        await CallAsync(credential, new JsonObject { ["operation"] = "regenerate", ["slot"] = slot }, cancellationToken);

    public async ValueTask<KeyProbeResult> ProbeAsync(CredentialPolicy credential, string key, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(credential, new JsonObject { ["operation"] = "probe", ["key"] = key }, cancellationToken);
        return KeyCalls.Text(answer, "result") switch
        {
            "accepted" => KeyProbeResult.Accepted,
            "refused" => KeyProbeResult.Refused,
            _ => KeyProbeResult.Unknown,
        };
    }

    private async ValueTask<JsonElement> CallAsync(CredentialPolicy credential, JsonObject body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var address = KeyCalls.Address(credential.Resource, "webhook");
        var pipeline = _pipelines.GetOrAdd(
            address.GetLeftPart(UriPartial.Authority), origin => _options.Build(_credential, $"{origin}/.default"));
        body["credential"] = credential.Id;
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        try
        {
            await pipeline.SendAsync(message, cancellationToken);
        }
        catch (RequestFailedException)
        {
            throw new KeyPlatformException("The webhook did not answer.", untouched: false);
        }

        var status = message.Response.Status;
        if (status is < 200 or > 299)
        {
            throw new KeyPlatformException(
                $"The webhook answered {status}.",
                untouched: status is >= 400 and < 500 and not 408 && message.ProcessingContext.RetryNumber == 0);
        }

        try
        {
            var content = message.Response.Content.ToMemory();
            return content.Length is 0 or > 65_536 ? default : JsonElement.Parse(content.Span);
        }
        catch (JsonException)
        {
            throw new KeyPlatformException("The webhook answered no JSON.", untouched: false);
        }
    }
}
