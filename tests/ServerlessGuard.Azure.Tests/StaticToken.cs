using Azure.Core;

namespace ServerlessGuard.Azure.Tests;

internal sealed class StaticToken : TokenCredential
{
    public const string Value = "known-secret-token";

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(Value, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
