using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Upstream;

/// <summary>With which credential the guard calls a model. The caller's own key is never used.</summary>
public interface IUpstreamCredentials
{
    /// <summary>The header to send, or null for a model that needs none.</summary>
    ValueTask<UpstreamCredential?> GetAsync(ModelPolicy model, CancellationToken cancellationToken);
}

/// <summary>A header that authenticates the guard. <see cref="ToString"/> leaves the value out.</summary>
public sealed record UpstreamCredential(string Header, string Value)
{
    public override string ToString() => $"UpstreamCredential {{ {Header} }}";
}
