using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ServerlessGuard.Web.Hosting;
using ServerlessGuard.Web.Identity;
using ServerlessGuard.Web.Pipeline;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Identity;

/// <summary>Tokens issued here, under a key made here; the sign-in host's metadata is static. No network.</summary>
public sealed class EntraTokenTests : IDisposable
{
    private const string Tenant = "99999999-aaaa-bbbb-cccc-dddddddddddd";
    private const string Audience = "api://guard";
    private const string PersonId = "77777777-2222-3333-4444-555555555555";
    private static readonly string TrustedIssuer = $"https://login.microsoftonline.com/{Tenant}/v2.0";
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);

    [Fact]
    public async Task Knows_AnAppByItsClientId()
    {
        await using var host = await StartAsync();
        (await StatusAsync(host, "/app", Issue())).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(host, "/app", Issue(claims => claims["azp"] = PersonId))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(host, "/review", Issue())).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Knows_AV1TokenByItsAppId()
    {
        await using var host = await StartAsync();
        var token = Issue(
            static claims =>
            {
                claims.Remove("azp");
                claims["appid"] = TestPolicy.ClientId;
            },
            issuer: $"https://sts.windows.net/{Tenant}/");
        (await StatusAsync(host, "/app", token)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Knows_APersonByObjectIdAndRoles()
    {
        await using var host = await StartAsync();
        string Person(params string[] roles) => Issue(claims =>
        {
            claims["scp"] = "access";
            claims["oid"] = PersonId;
            claims["roles"] = roles;
        });
        (await StatusAsync(host, "/review", Person("reviewer"))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(host, "/review", Person())).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(host, "/review", Person("auditor", "Reviewer", "superuser"))).ShouldBe(HttpStatusCode.Forbidden);

        // A person who signs in through the app is not the app.
        (await StatusAsync(host, "/app", Person("reviewer"))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Refuses_TokensThatAreNotForThisGuardFromThisTenantNow()
    {
        await using var host = await StartAsync(static web => web.Identity.FailuresPerAddress = 100);
        var now = host.Clock.GetUtcNow().UtcDateTime;
        var good = Issue();
        var parts = good.Split('.');
        var none = Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        var cases = new Dictionary<string, string>
        {
            ["wrong audience"] = Issue(audience: "api://other"),
            ["wrong issuer"] = Issue(issuer: "https://login.microsoftonline.com/00000000-aaaa-bbbb-cccc-dddddddddddd/v2.0"),
            ["wrong tenant"] = Issue(static claims => claims["tid"] = "00000000-aaaa-bbbb-cccc-dddddddddddd"),
            ["no tenant"] = Issue(static claims => claims.Remove("tid")),
            ["no client"] = Issue(static claims => claims.Remove("azp")),
            ["client is no id"] = Issue(static claims => claims["azp"] = "x"),
            ["expired"] = Issue(expires: now.AddMinutes(-3)),
            ["not yet valid"] = Issue(notBefore: now.AddMinutes(3), expires: now.AddHours(1)),
            ["wrong key"] = Issue(signer: _other),
            ["wrong algorithm"] = Issue(algorithm: SecurityAlgorithms.RsaSha512),
            ["alg none"] = $"{none}.{parts[1]}.",
            ["alg none with signature"] = $"{none}.{parts[1]}.{parts[2]}",
            ["HMAC under the public key"] = Confused(_key, parts[1]),
            ["changed payload"] = $"{parts[0]}.{parts[1][..^4]}AAAA.{parts[2]}",
            ["no signature"] = $"{parts[0]}.{parts[1]}.",
            ["not a token"] = "abc",
        };
        (await StatusAsync(host, "/app", good)).ShouldBe(HttpStatusCode.OK);
        foreach (var (name, token) in cases)
        {
            (await StatusAsync(host, "/app", token)).ShouldBe(HttpStatusCode.Unauthorized, name);
        }

        host.Audit.Entries.Count.ShouldBe(cases.Count);
    }

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    private static string Confused(RSA key, string payload)
    {
        var head = Base64UrlEncoder.Encode("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}");
        var mac = HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), System.Text.Encoding.ASCII.GetBytes($"{head}.{payload}"));
        return $"{head}.{payload}.{Base64UrlEncoder.Encode(mac)}";
    }

    private string Issue(
        Action<Dictionary<string, object>>? change = null,
        string? issuer = null,
        string audience = Audience,
        DateTime? notBefore = null,
        DateTime? expires = null,
        RSA? signer = null,
        string algorithm = SecurityAlgorithms.RsaSha256)
    {
        var now = new DateTime(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);
        var claims = new Dictionary<string, object>
        {
            ["tid"] = Tenant,
            ["azp"] = TestPolicy.ClientId,
            ["oid"] = "66666666-2222-3333-4444-555555555555"
        };
        change?.Invoke(claims);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? TrustedIssuer,
            Audience = audience,
            Claims = claims,
            IssuedAt = now.AddHours(-1),
            NotBefore = notBefore ?? now.AddHours(-1),
            Expires = expires ?? now.AddHours(1),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(signer ?? _key) { KeyId = "k1" }, algorithm),
        });
    }

    private static async Task<HttpStatusCode> StatusAsync(GuardHost host, string path, string token)
    {
        using var answer = await host.SendAsync(HttpMethod.Get, path, token);
        return answer.StatusCode;
    }

    private Task<GuardHost> StartAsync(Action<WebOptions>? configure = null) => GuardHost.StartAsync(
        web =>
        {
            web.Identity.Entra = new ServerlessGuard.Web.Identity.EntraOptions { TenantId = Tenant, Audience = Audience };
            configure?.Invoke(web);
        },
        services =>
        {
            services.AddSingleton<GuardEndpoint>(new TestEndpoint("/app", EndpointAccess.Application, static (_, _) => Task.CompletedTask));
            services.AddSingleton<GuardEndpoint>(new TestEndpoint("/review", EndpointAccess.Reviewer, static (_, _) => Task.CompletedTask));
            services.PostConfigure<JwtBearerOptions>("Entra", bearer =>
            {
                var metadata = new OpenIdConnectConfiguration { Issuer = TrustedIssuer };
                metadata.SigningKeys.Add(new RsaSecurityKey(_key.ExportParameters(false)) { KeyId = "k1" });
                bearer.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(metadata);
            });
        });
}
