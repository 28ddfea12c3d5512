using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The guard's view of text: inspection, tokens, restoring. Thread-safe; one session per interaction.</summary>
public interface IContentGuard
{
    /// <summary>Opens the vault for a scope. May throw whatever its store throws: the tier then says closed or open.</summary>
    ValueTask<IContentSession> OpenAsync(TokenScope scope, CancellationToken cancellationToken);

    /// <summary>A session whose tokens end with it, for tiers that neither tokenise nor restore.</summary>
    IContentSession OpenWithoutVault();
}
