using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Web.Gateway;

/// <summary>For models that ask for no credential. Hosts register what their models need.</summary>
internal sealed class NoUpstreamCredentials : IUpstreamCredentials
{
    public ValueTask<UpstreamCredential?> GetAsync(ModelPolicy model, CancellationToken cancellationToken) => ValueTask.FromResult<UpstreamCredential?>(null);
}
