using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Azure.Rotation;

/// <summary>The platforms' shared calls: they turn ARM's failures into the platforms' own, and a status decides a probe.</summary>
public sealed class KeyCalls
{
    private readonly ArmConnection _arm;
    private readonly HttpPipeline _pipeline;

    /// <param name="options">For probes: no token goes along, only the key that is probed.</param>
    public KeyCalls(ArmConnection arm, ArmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_arm, _pipeline) = (arm, options.BuildPlain());
    }

    internal async ValueTask<JsonElement> PostAsync(string path, string apiVersion, JsonNode? body, CancellationToken cancellationToken)
    {
        try
        {
            return await _arm.PostAsync(path, apiVersion, body, cancellationToken);
        }
        catch (ArmException e)
        {
            throw new KeyPlatformException(e.Message, e.NothingChanged);
        }
    }

    internal async ValueTask<JsonElement> GetAsync(string path, string apiVersion, CancellationToken cancellationToken)
    {
        try
        {
            return await _arm.GetAsync(path, apiVersion, cancellationToken);
        }
        catch (ArmException e)
        {
            throw new KeyPlatformException(e.Message, e.NothingChanged);
        }
    }

    internal async ValueTask<IReadOnlyList<KeySlot>> ListAsync(
        string path, string apiVersion, string[] names, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(path, apiVersion, null, cancellationToken);
        return [.. names.Where(name => Text(answer, name).Length > 0).Select(name => new KeySlot(name, Text(answer, name)))];
    }

    internal async ValueTask<KeyProbeResult> ProbeAsync(
        RequestMethod method, Uri address, string header, string value, string? body, CancellationToken cancellationToken)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            throw new KeyPlatformException("A key is sent over https only.", untouched: true);
        }

        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add(header, value);
        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(BinaryData.FromString(body));
        }

        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (RequestFailedException)
        {
            return KeyProbeResult.Unknown;
        }

        return Judge(message.Response.Status);
    }

    internal static KeyProbeResult Judge(int status) => status switch
    {
        >= 200 and < 300 => KeyProbeResult.Accepted,
        401 or 403 => KeyProbeResult.Refused,
        _ => KeyProbeResult.Unknown,
    };

    internal static string Text(JsonElement owner, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(name, out owner))
            {
                return "";
            }
        }

        return owner.ValueKind == JsonValueKind.String ? owner.GetString()! : "";
    }

    internal static Uri Address(string text, string what) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? address
            : throw new KeyPlatformException($"The resource names no {what}.", untouched: true);
}
