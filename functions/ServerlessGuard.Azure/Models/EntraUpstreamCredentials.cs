using Azure.Core;
using Azure.Identity;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Azure.Models;

/// <summary>The guard's own identity calls the models: a token for the platform's audience, renewed by the credential. No key.</summary>
public sealed class EntraUpstreamCredentials(TokenCredential credential) : IUpstreamCredentials
{
    private static readonly TokenRequestContext OpenAI = new(["https://cognitiveservices.azure.com/.default"]);
    private static readonly TokenRequestContext MachineLearning = new(["https://ml.azure.com/.default"]);

    /// <summary>Null for a platform that is none of Azure's: the token must not go there.</summary>
    public async ValueTask<UpstreamCredential?> GetAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        TokenRequestContext? audience = model.Platform switch
        {
            PlatformNames.AzureOpenAI => OpenAI,
            PlatformNames.AzureMachineLearning => MachineLearning,
            _ => null,
        };
        try
        {
            return audience is { } wanted
                ? new UpstreamCredential("Authorization", "Bearer " + (await credential.GetTokenAsync(wanted, cancellationToken)).Token)
                : null;
        }
        catch (AuthenticationFailedException)
        {
            throw new StoreUnavailableException("No token to call the model with. Check the identity of this host (AZURE_CLIENT_ID).");
        }
    }
}
