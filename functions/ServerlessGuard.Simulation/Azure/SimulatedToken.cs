using Azure.Core;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>A token of the simulated Azure: the name of whom it is for.</summary>
internal sealed class SimulatedToken(string principal) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(principal, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
