using System.Buffers;
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
        return new TokenScope(call.Application.Id, call.Principal, TokenScope.FoundPrefix + NameOf(key, conversation.Anchor));
    }

    private static string NameOf(byte[] key, string anchor)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(anchor));
        try
        {
            return Convert.ToHexStringLower(
                HMACSHA256.HashData(key, bytes.AsSpan(0, Encoding.UTF8.GetBytes(anchor, bytes))).AsSpan(0, 16));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }
}
