using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Inspection;

/// <summary>The guard's view of text: inspection, tokens, restoring. Thread-safe; one session per interaction.</summary>
public interface IContentGuard
{
    /// <summary>Opens the vault for a scope. May throw whatever its store throws: the tier then says closed or open.</summary>
    /// <param name="scope">Whose tokens.</param>
    /// <param name="onlyTokens">The session makes nothing but tokens of the scope's keys: no hashes and no surrogates.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    ValueTask<IContentSession> OpenAsync(TokenScope scope, bool onlyTokens, CancellationToken cancellationToken);

    /// <summary>
    /// Opens the vault for what an earlier session of the scope left to be turned back. <paramref name="tokens"/> are that
    /// session's <see cref="IContentSession.Issued"/>: no others are, where it was not null.
    /// </summary>
    ValueTask<IContentSession> ReopenAsync(TokenScope scope, IReadOnlyCollection<string>? tokens, CancellationToken cancellationToken);

    /// <summary>A session whose tokens end with it, for tiers that neither tokenise nor restore.</summary>
    /// <param name="application">Whose texts they are, where they may be known from before; null scans each.</param>
    IContentSession OpenWithoutVault(string? application = null);
}

/// <summary>A guard other than the audit log failed: the scanner, the vault, a tool rule. The tier says what follows.</summary>
internal sealed class GuardFailedException(string guard, Exception innerException) : Exception($"The guard {guard} failed.", innerException)
{
    public string Guard => guard;
}
