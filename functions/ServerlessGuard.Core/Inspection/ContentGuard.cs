using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Inspection;

/// <summary>The guard's own redactor and vault.</summary>
internal sealed class ContentGuard(Redactor redactor, TokenVault vault, IEntropy entropy, ScannedTexts? scanned = null) : IContentGuard
{
    public async ValueTask<IContentSession> OpenAsync(TokenScope scope, bool onlyTokens, CancellationToken cancellationToken) =>
        Watching(await vault.OpenAsync(scope, new SessionTerms(scope.IsShared(), onlyTokens), cancellationToken));

    public async ValueTask<IContentSession> ReopenAsync(
        TokenScope scope, IReadOnlyCollection<string>? tokens, CancellationToken cancellationToken)
    {
        var session = await vault.OpenAsync(scope, new SessionTerms(tokens is not null, OnlyTokens: true), cancellationToken);
        session.AllowRestore(tokens ?? []);
        return Watching(session);
    }

    public IContentSession OpenWithoutVault(string? application) => Watching(TokenSession.Ephemeral(entropy), application);

    private ContentSession Watching(TokenSession tokens) => Watching(tokens, tokens.Scope.Application);

    private ContentSession Watching(TokenSession tokens, string? application)
    {
        tokens.SecretCandidates = new SecretCandidates();
        return new ContentSession(redactor, tokens, scanned, application);
    }
}
