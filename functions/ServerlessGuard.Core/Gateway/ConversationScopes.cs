using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Names the conversation that a request belongs to: by its header, else by an HMAC of what stays the same while the
/// history grows. The key is one secret of the guard, so that every instance finds the same name.
/// </summary>
internal sealed class ConversationScopes(ISecretStore secrets, IEntropy entropy)
{
    private const string SecretName = "gateway-conversation-key";

    private byte[]? _key;

    public async ValueTask<TokenScope> FindAsync(InboundCall call, Conversation conversation, CancellationToken cancellationToken)
    {
        if (call.Conversation is { } named)
        {
            return new TokenScope(call.Application.Id, call.Principal, "named:" + named);
        }

        var key = _key ??= await ReadAsync(cancellationToken);
        var name = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(conversation.Anchor)).AsSpan(0, 16));
        return new TokenScope(call.Application.Id, call.Principal, "found:" + name);
    }

    private async ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        var versions = await secrets.ListVersionsAsync(SecretName, cancellationToken);
        if (versions.Count == 0)
        {
            var fresh = new byte[32];
            entropy.Fill(fresh);
            await secrets.SetAsync(SecretName, Convert.ToBase64String(fresh), SecretAttributes.None, cancellationToken);
            versions = await secrets.ListVersionsAsync(SecretName, cancellationToken);
        }

        // The oldest version: two instances that start at once both write, and then agree.
        var secret = await secrets.GetVersionAsync(SecretName, versions[^1].Version, cancellationToken)
            ?? throw new StoreUnavailableException("The secret store lists a version that it does not have.");
        return Convert.FromBase64String(secret.Value);
    }
}
