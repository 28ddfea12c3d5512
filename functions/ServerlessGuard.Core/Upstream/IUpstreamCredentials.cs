using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Upstream;

/// <summary>With which credential the guard calls a model. The caller's own key is never used.</summary>
public interface IUpstreamCredentials
{
    /// <summary>The header to send, or null for a model that needs none.</summary>
    ValueTask<UpstreamCredential?> GetAsync(ModelPolicy model, CancellationToken cancellationToken);
}
