using System.Reflection;
using System.Security.Cryptography;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ServerlessGuard.Azure;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Functions.Composition;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>
/// The services of one duty, or several, as their app makes them in Azure, on the emulators, with the rights that
/// policies/duties.yaml gives its identity and no others. Only the sign-in host's keys are static.
/// </summary>
internal sealed class DutyHost : IAsyncDisposable
{
    private readonly HashSet<string> _driven = new(StringComparer.Ordinal);

    private DutyHost(string duty, ServiceProvider services, Grants grants) => (Duty, Services, Grants) = (duty, services, grants);

    public string Duty { get; }

    public ServiceProvider Services { get; }

    /// <summary>The rights of this host, and the requests that were refused.</summary>
    public Grants Grants { get; }

    /// <summary>Names of the functions that were made here.</summary>
    public IReadOnlySet<string> Driven => _driven;

    /// <summary>The duties of an app whose setting says so.</summary>
    public static IReadOnlyList<Duty> Duties(string text) => DutyList.Read(DutyList.Shipped).TryFind(text, out var duties, out var problem)
        ? duties
        : throw new ArgumentException(problem, nameof(text));

    public static IConfiguration Configuration(string duty, IReadOnlyDictionary<string, string?>? more = null) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Guard:Duty"] = duty,
            ["Guard:Storage"] = AuthorizingProxy.Storage,
            ["Guard:Vault"] = "https://guard.vault.azure.net/",
            ["Guard:Tenant"] = Tokens.Tenant,
            ["Guard:Audience"] = Tokens.Audience,
            ["Guard:Topic"] = $"https://{AuthorizingProxy.Topic}/api/events",
            ["Guard:Telemetry:Endpoint"] = $"https://{AuthorizingProxy.Ingestion}/",
            ["Guard:Telemetry:Rule"] = "dcr-guard",
            ["Guard:Logs"] = AuthorizingProxy.Workspace,
            ["Guard:ModelCallers"] = Tokens.Tenant,
            ["Guard:Resources"] = string.Join(';', AuthorizingProxy.OwnResources),
            ["AZURE_CLIENT_ID"] = "22222222-2222-2222-2222-222222222222",
        }).AddInMemoryCollection(more ?? new Dictionary<string, string?>()).Build();

    public static DutyHost Of(
        string duty, AzuriteServer azurite, GuardPolicy? policy = null, TimeProvider? clock = null,
        IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? after = null)
    {
        var azure = AuthorizingProxy.Of(azurite);
        var duties = Duties(duty);
        var principal = $"{duties[0].Id}-{RandomNumberGenerator.GetHexString(8)}";
        var services = new ServiceCollection();
        services.AddSingleton(Configuration(duty, settings));
        services.AddSingleton<HttpPipelineTransport>(azure.Transport());
        services.AddSingleton<TokenCredential>(AuthorizingProxy.TokenOf(principal));
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddLogging();

        // The worker's web host does.
        services.AddRouting();
        if (policy is not null)
        {
            services.AddSingleton<IPolicySource>(new FixedPolicy(policy));
        }


        // A scenario's clock stands while ARM works.
        services.AddSingleton(static provider => new ArmOptions { PollEvery = TimeSpan.Zero }.Over(provider));
        services.AddDuty(DutySettings.Read(Configuration(duty, settings)));
        services.PostConfigure<JwtBearerOptions>("Entra", static bearer =>
        {
            var metadata = new OpenIdConnectConfiguration { Issuer = Tokens.Issuer };
            metadata.SigningKeys.Add(Tokens.Key);
            bearer.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(metadata);
        });
        after?.Invoke(services);
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        return new(
            duty, provider,
            azure.Begin(principal, [.. duties.Select(static d => d.Id)], provider.GetRequiredService<IPolicySource>().Current));
    }

    public ValueTask<AccessToken> TokenAsync() =>
        Services.GetRequiredService<TokenCredential>().GetTokenAsync(new TokenRequestContext([]), CancellationToken.None);

    public T Function<T>() => (T)Function(typeof(T));

    /// <summary>The class of a function, by the name that duties.yaml has for it.</summary>
    public static Type TypeOf(string function) =>
        typeof(HealthFunction).Assembly
            .GetTypes()
            .Single(t => t.GetMethods().Any(m => m.GetCustomAttribute<FunctionAttribute>()?.Name == function));

    public object Function(Type type)
    {
        _driven.UnionWith(type.GetMethods().Select(static m => m.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>());
        return ActivatorUtilities.CreateInstance(Services, type);
    }

    public ValueTask DisposeAsync() => Services.DisposeAsync();
}
