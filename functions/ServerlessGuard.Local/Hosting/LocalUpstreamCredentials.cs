using ServerlessGuard.Azure.Models;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Local.Hosting;

/// <summary>
/// With which key an embedded guard calls a model: the host's upstream key for models without an endpoint of their own;
/// for the others that of the environment variable that the policy names, else the secret that the policy names for the same resource,
/// or, for a resource without a key on a host that has an identity on Azure, that identity. A key never goes to another address than its
/// own.
/// </summary>
internal sealed class LocalUpstreamCredentials(
    EmbeddedHostOptions options, IPolicySource policies, ISecretStore secrets, EntraUpstreamCredentials? identity = null)
        : IUpstreamCredentials
{
    public async ValueTask<UpstreamCredential?> GetAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        if (model.Endpoint is null)
        {
            return Header(model, options.UpstreamKey);
        }

        if (model.KeyVariable is { } variable)
        {
            // A call without its key would only tell the platform of it.
            return Header(model, options.Variable(variable)) ?? throw new ModelFailedException(GatewayFault.Unreachable);
        }

        var credential = model.Resource is null
            ? null
            : policies.Current.Credentials.Values.FirstOrDefault(
                credential => string.Equals(credential.Resource, model.Resource, StringComparison.OrdinalIgnoreCase));
        return credential is null
            ? model.Resource is null || identity is null ? null : await identity.GetAsync(model, cancellationToken)
            : Header(model, (await secrets.GetAsync(credential.Secret, cancellationToken))?.Value);
    }

    private static UpstreamCredential? Header(ModelPolicy model, string? key) => key is null
        ? null
        : model.Platform == PlatformNames.Anthropic ? new("x-api-key", key)
        : model.Platform == PlatformNames.AzureOpenAI && model.Endpoint is not null ? new("api-key", key)
        : new("Authorization", $"Bearer {key}");
}
