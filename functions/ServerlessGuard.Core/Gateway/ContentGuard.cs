using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The guard's own redactor and vault.</summary>
internal sealed class ContentGuard(Redactor redactor, TokenVault vault, IEntropy entropy) : IContentGuard
{
    public async ValueTask<IContentSession> OpenAsync(TokenScope scope, CancellationToken cancellationToken) =>
        new ContentSession(redactor, await vault.OpenAsync(scope, ConversationScopes.IsShared(scope), cancellationToken));

    public async ValueTask<IContentSession> ReopenAsync(TokenScope scope, IReadOnlyCollection<string>? tokens, CancellationToken cancellationToken)
    {
        var session = await vault.OpenAsync(scope, tokens is not null, cancellationToken);
        session.Admit(tokens ?? []);
        return new ContentSession(redactor, session);
    }

    public IContentSession OpenWithoutVault() => new ContentSession(redactor, TokenSession.Ephemeral(entropy));
}
