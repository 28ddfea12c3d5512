using Azure.Core;

namespace ServerlessGuard.Local.Demo.Drills;

/// <summary>A principal of the simulated Azure, whose tokens are its name.</summary>
internal sealed class NamedIdentity(string name) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(name, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
