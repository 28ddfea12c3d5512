using Azure.Core;

namespace ServerlessGuard.Azure.Simulation;

/// <summary>A token that only a simulated Azure takes: the name of whom it is for.</summary>
internal sealed class SimulationCredential(string identity) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(identity, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
}
