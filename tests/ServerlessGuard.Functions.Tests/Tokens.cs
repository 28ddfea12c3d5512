using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServerlessGuard.Functions.Tests;

/// <summary>Entra tokens for the guard, under a key made here.</summary>
internal static class Tokens
{
    public const string Tenant = "11111111-1111-1111-1111-111111111111";
    public const string Audience = "api://guard";

    public static string Issuer { get; } = $"https://login.microsoftonline.com/{Tenant}/v2.0";

    public static SecurityKey Key { get; } = new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" };

    /// <summary>An app's own token.</summary>
    public static string App(string client, DateTimeOffset now, params string[] roles) =>
        Issue(now, new() { ["tid"] = Tenant, ["azp"] = client, ["oid"] = client, ["roles"] = roles });

    /// <summary>A person's.</summary>
    public static string Person(string id, DateTimeOffset now, params string[] roles) =>
        Issue(now, new() { ["tid"] = Tenant, ["oid"] = id, ["scp"] = "access", ["roles"] = roles });

    private static string Issue(DateTimeOffset now, Dictionary<string, object> claims) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Claims = claims,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.UtcDateTime.AddHours(1),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });
}
