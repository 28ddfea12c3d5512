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
    /// <param name="call">The request.</param>
    /// <param name="conversation">As it was read.</param>
    /// <param name="earlier">The stored response that it continues, whose tokens stay in their conversation.</param>
    /// <param name="cancellationToken">Ends the reading of the key.</param>
    public async ValueTask<TokenScope> FindAsync(
        InboundCall call, Conversation conversation, StoredResponse? earlier, CancellationToken cancellationToken)
    {
        if (call.Conversation is { } named)
        {
            return new TokenScope(call.Application.Id, call.Principal, "named:" + named);
        }

        if ((call.Stored?.Response ?? earlier) is { Conversation: { Length: > 0 } kept })
        {
            return new TokenScope(call.Application.Id, call.Principal, kept);
        }

        if (conversation.Continues is { } continued)
        {
            return new TokenScope(call.Application.Id, call.Principal, "continued:" + continued);
        }

        var key = await gatewayKey.ReadAsync(cancellationToken);
        return new TokenScope(call.Application.Id, call.Principal, TokenScope.FoundPrefix + NameOf(key, conversation.Anchor));
    }

    /// <summary>In pieces: an anchor can be as long as a request.</summary>
    private static string NameOf(byte[] key, string anchor)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> piece = stackalloc byte[1024];
        var encoder = Encoding.UTF8.GetEncoder();
        for (var (rest, isDone) = (anchor.Length, false); !isDone;)
        {
            encoder.Convert(anchor.AsSpan(anchor.Length - rest), piece, flush: true, out var taken, out var written, out isDone);
            mac.AppendData(piece[..written]);
            rest -= taken;
        }

        CryptographicOperations.ZeroMemory(piece);
        Span<byte> name = stackalloc byte[HMACSHA256.HashSizeInBytes];
        mac.GetHashAndReset(name);
        return Convert.ToHexStringLower(name[..16]);
    }
}
