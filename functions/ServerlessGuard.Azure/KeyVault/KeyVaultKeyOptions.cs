using Azure.Core;
using Azure.Core.Pipeline;

namespace ServerlessGuard.Azure.KeyVault;

/// <summary>How Key Vault's keys are reached. Throttling and retries are the pipeline's (<see cref="ClientOptions.Retry"/>).</summary>
public sealed class KeyVaultKeyOptions : ClientOptions
{
    internal const string ApiVersion = "7.4";

    /// <summary>The token is for the vault's cloud: NAME.vault.azure.net takes one for vault.azure.net.</summary>
    internal HttpPipeline Build(Uri vault, TokenCredential credential)
    {
        var cloud = vault.Host[(vault.Host.IndexOf('.', StringComparison.Ordinal) + 1)..];
        return HttpPipelineBuilder.Build(
            this, [], [new BearerTokenAuthenticationPolicy(credential, $"https://{cloud}/.default")], new ResponseClassifier());
    }
}
