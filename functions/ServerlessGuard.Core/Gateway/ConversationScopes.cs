using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

/// <summary>
/// Names the conversation that a request belongs to: by its header, else by an HMAC of what stays the same while the
/// history grows. The key is one secret of the guard, so that every instance finds the same name.
/// </summary>
internal sealed class ConversationScopes(GatewayKey gatewayKey)
{
    public async ValueTask<TokenScope> FindAsync(InboundCall call, Conversation conversation, CancellationToken cancellationToken)
    {
        if (call.Conversation is { } named)
        {
            return new TokenScope(call.Application.Id, call.Principal, "named:" + named);
        }

        if (conversation.Continues is { } continued)
        {
            return new TokenScope(call.Application.Id, call.Principal, "continued:" + continued);
        }

        var key = await gatewayKey.ReadAsync(cancellationToken);
        var name = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(conversation.Anchor)).AsSpan(0, 16));
        return new TokenScope(call.Application.Id, call.Principal, TokenScope.FoundPrefix + name);
    }
}
