using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.KeyVault;

/// <summary>
/// Operations with Key Vault's keys over REST: the keys never leave the vault. Neither bodies nor answers reach a log or
/// an exception. Throws <see cref="StoreUnavailableException"/> where the vault does not answer or refuses.
/// </summary>
public sealed class KeyVaultKeys
{
    private readonly Uri _vault;
    private readonly HttpPipeline _pipeline;

    public KeyVaultKeys(Uri vault, TokenCredential credential, KeyVaultKeyOptions options)
    {
        ArgumentNullException.ThrowIfNull(vault);
        ArgumentNullException.ThrowIfNull(options);
        (_vault, _pipeline) = (vault, options.Build(vault, credential));
    }

    /// <summary>Wraps with the key's current version, whose id (32 hex digits) is returned with the result.</summary>
    public async ValueTask<(string Version, byte[] Wrapped)> WrapAsync(
        string key, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
        await CallAsync(key, null, "wrapkey", "RSA-OAEP-256", value, cancellationToken) ?? throw Missing(key);

    /// <summary>Null when the vault has no such version, or says that these bytes are not a wrapping of it.</summary>
    public async ValueTask<byte[]?> UnwrapAsync(
        string key, string version, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken) =>
        (await CallAsync(key, version, "unwrapkey", "RSA-OAEP-256", wrapped, cancellationToken))?.Value;

    /// <summary>
    /// Signs a SHA-256 digest with an EC P-256 key (ES256: R and S, 32 bytes each); the version that signed comes with it.
    /// </summary>
    public async ValueTask<(string Version, byte[] Signature)> SignAsync(
        string key, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, 32, "digest.Length");
        return await CallAsync(key, null, "sign", "ES256", digest, cancellationToken) ?? throw Missing(key);
    }

    private static StoreUnavailableException Missing(string key) => new($"Key Vault has no key {key} that can do this. Infra makes it.");

    private async ValueTask<(string Version, byte[] Value)?> CallAsync(
        string key, string? version, string operation, string algorithm, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(key);
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(
            new Uri(_vault, $"keys/{key}{(version is null ? "" : "/" + version)}/{operation}?api-version={KeyVaultKeyOptions.ApiVersion}"));
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Headers.Add("Accept", "application/json");
        var body = new JsonObject { ["alg"] = algorithm, ["value"] = Base64Url.EncodeToString(value.Span) };
        message.Request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreUnavailableException($"Key Vault did not answer to {operation} with {key}.");
        }

        return message.Response.Status switch
        {
            200 => Read(message.Response)
                ?? throw new StoreUnavailableException($"Key Vault's answer to {operation} with {key} is not readable."),
            400 or 404 => null,
            var status => throw new StoreUnavailableException($"Key Vault answered {status} to {operation} with {key}."),
        };
    }

    private static (string Version, byte[] Value)? Read(Response response)
    {
        try
        {
            var root = JsonElement.Parse(response.Content.ToMemory().Span);
            var id = root.GetProperty("kid").GetString() ?? "";
            return (id[(id.LastIndexOf('/') + 1)..], Base64Url.DecodeFromChars(root.GetProperty("value").GetString()));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentNullException)
        {
            return null;
        }
    }
}

/// <summary>Signs with the vault's key <c>evidence</c> (EC P-256), which cannot be exported; its version is the key's name.</summary>
public sealed class KeyVaultCountersigner(KeyVaultKeys keys) : IPackCountersigner
{
    public ValueTask<(string Key, byte[] Signature)> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) =>
        keys.SignAsync("evidence", digest, cancellationToken);
}
