using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace ServerlessGuard.Web.Identity;

/// <summary>Sets the bearer scheme so that only RS256 tokens of the one tenant, for the one audience, pass.</summary>
internal static class EntraTokenValidation
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public static void Configure(JwtBearerOptions bearer, EntraOptions entra, TimeProvider clock)
    {
        var tenant = entra.TenantId.ToLowerInvariant();
        var issuers = entra.Issuers.Count > 0
            ? entra.Issuers.ToArray()
            : [$"{entra.Instance.TrimEnd('/')}/{tenant}/v2.0", $"https://sts.windows.net/{tenant}/"];
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.IncludeErrorDetails = false;
        var check = bearer.TokenValidationParameters;
        check.ValidAudiences = [entra.Audience];
        check.ValidateAudience = true;
        check.ValidateIssuer = true;
        check.IssuerValidator = (issuer, _, _) => issuers.Contains(issuer, StringComparer.Ordinal)
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The token's issuer is not accepted.");
        check.ValidAlgorithms = [SecurityAlgorithms.RsaSha256];
        check.RequireSignedTokens = true;
        check.RequireExpirationTime = true;
        check.ValidateIssuerSigningKey = true;
        check.ValidateLifetime = true;
        check.LifetimeValidator = (notBefore, expires, _, _) =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return expires is { } end && now < end + Skew && (notBefore is not { } begin || begin - Skew <= now);
        };
    }
}
