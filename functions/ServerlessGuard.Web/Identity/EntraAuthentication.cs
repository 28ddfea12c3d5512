using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Identity;

/// <summary>
/// Reads Entra tokens through the registered bearer scheme. An app's token makes <c>app:CLIENT-ID</c>, a person's makes
/// <c>user:OBJECT-ID</c>; app roles are mapped by <see cref="EntraOptions.Roles"/>.
/// </summary>
internal sealed class EntraAuthentication(IOptions<IdentityOptions> options)
{
    public const string Scheme = "Entra";

    public async ValueTask<TokenIdentity> AuthenticateAsync(HttpContext context, string token)
    {
        AuthenticateResult result;
        var sent = context.Request.Headers.Authorization;
        try
        {
            // The scheme reads this header and no other; a token may have come in a form.
            context.Request.Headers.Authorization = $"Bearer {token}";
            result = await context.AuthenticateAsync(Scheme);
        }
        catch (InvalidOperationException exception)
        {
            throw new StoreUnavailableException("Entra's signing keys cannot be read.", exception);
        }
        finally
        {
            context.Request.Headers.Authorization = sent;
        }

        return result switch
        {
            { Succeeded: true } => Identify(result.Principal, options.Value.Entra!) with { Expires = result.Properties?.ExpiresUtc },
            { Failure: InvalidOperationException failure } =>
                throw new StoreUnavailableException("Entra's signing keys cannot be read.", failure),
            _ => TokenIdentity.Refuse(Reason(result.Failure)),
        };
    }

    private static TokenIdentity Identify(ClaimsPrincipal token, EntraOptions entra)
    {
        if (!string.Equals(token.FindFirstValue("tid"), entra.TenantId, StringComparison.OrdinalIgnoreCase))
        {
            return TokenIdentity.Refuse("token-tenant");
        }

        // scp is only in tokens that act for a person; an app's own token has none.
        var person = token.HasClaim(static claim => claim.Type == "scp") || token.HasClaim("idtyp", "user");
        var id = person ? token.FindFirstValue("oid") : token.FindFirstValue("azp") ?? token.FindFirstValue("appid");
        if (!Guid.TryParseExact(id, "D", out var guid))
        {
            return TokenIdentity.Refuse("token-subject");
        }

        var roles = token.FindAll("roles")
            .Select(claim => entra.Roles.TryGetValue(claim.Value, out var role) ? role : null)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return new TokenIdentity($"{(person ? "user" : "app")}:{guid:D}", roles, null);
    }

    private static string Reason(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenInvalidLifetimeException
            or SecurityTokenNoExpirationException => "token-lifetime",
        SecurityTokenInvalidAudienceException => "token-audience",
        SecurityTokenInvalidIssuerException => "token-issuer",
        SecurityTokenInvalidSignatureException => "token-signature",
        _ => "token-invalid",
    };
}

/// <summary>The result of a token's validation: a principal with roles, or the reason (a stable code) of its refusal.</summary>
internal readonly record struct TokenIdentity(
    string? Principal, IReadOnlySet<string> Roles, string? Problem, DateTimeOffset? Expires = null)
{
    public static TokenIdentity Refuse(string problem) => new(null, new HashSet<string>(), problem);
}
