using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Access;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Simulation.Azure;
using Capabilities = ServerlessGuard.Core.Access.Capabilities;

namespace ServerlessGuard.Local.Demo.Scenarios;

/// <summary>A grant that the policy does not name is made on the simulated ARM; the review finds it, and says through what.</summary>
internal sealed class UnexpectedGrant : IDemoScenario
{
    private const string Pipeline = "pipeline";
    private const string Stranger = "11111111-1111-1111-1111-111111111111";

    public string Title => "A grant that nobody expected";

    public async Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken)
    {
        var clock = context.Services.GetRequiredService<TimeProvider>();
        var account = context.Policies.Current.Models["claims-ft"].Resource!;
        await using var azure = await AzureSimulation.StartAsync(clock);
        var authorization = new SimulatedAuthorization();
        azure.Add(authorization);
        foreach (var resource in context.Policies.Current.Models.Values.Select(static m => m.Resource)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase))
        {
            authorization.AddResource(resource, new JsonObject { ["disableLocalAuth"] = true });
        }

        var deployer = authorization.AddRole("Model Deployer", "Microsoft.CognitiveServices/accounts/deployments/write");
        authorization.Assign(account, deployer, Pipeline);
        var before = await ReviewAsync(context, azure, cancellationToken);

        var contributor = authorization.AddRole(
            "Contributor", "*", "-Microsoft.Authorization/*/Write", "-Microsoft.Authorization/*/Delete",
            "-Microsoft.Authorization/elevateAccess/Action");
        authorization.MakeEligible(
            account[..account.IndexOf("/providers/", StringComparison.Ordinal)], contributor, Stranger, "User",
            name: "contractor@example.com");
        var after = await ReviewAsync(context, azure, cancellationToken);

        var found = after.Grants.Where(static g => g.Principal == "user:" + Stranger).ToArray();
        return new()
        {
            Tried = "Somebody makes a contractor eligible for Contributor on the resource group, two levels above the model",
            ModelSaw = "",
            ClientGot = string.Join("; ", found.Where(static g => g.Capability == Capability.ChangeModel)
                .Select(static g => $"{g.Name} can {Capabilities.NameOf(g.Capability)} through {g.Through} (eligible): {g.Flags}")),
            Checks =
            [
                new(
                    "Before, only the pipeline could, as the policy says",
                    before.IsAsExpected && before.Grants.All(static g => g.Principal == "identity:" + Pipeline)),
                new("The new grant was found", found.Any(static g => g is { Capability: Capability.ChangeModel, IsEligible: true })),
                new(
                    "It is unexpected, and broad",
                    found.Length > 0 && found.All(static g => g.Flags.HasFlag(GrantFlags.Unexpected | GrantFlags.Broad))),
                new("The guard reports the grant's other rights", found.Any(static g => g.Capability == Capability.ReadSecrets)
                    && found.Any(static g => g.Capability == Capability.DisableGuard)),
                new("The review does not pass", !after.IsAsExpected),
            ],
        };
    }

    private static async Task<AccessReview> ReviewAsync(DemoContext context, AzureSimulation azure, CancellationToken cancellationToken)
    {
        var services = context.Services;
        var clock = services.GetRequiredService<TimeProvider>();
        var arm = new ArmConnection(new DemoToken(), new ArmOptions { Transport = new HttpClientTransport(azure.CreateHandler()) }, clock);
        var reviewer = new AccessReviewer(
            [new ArmAccessReader(arm, new AccessOptions(), clock)], services.GetRequiredService<RotationJournal>(),
            services.GetRequiredService<IAuditLog>(), clock);
        return await reviewer.RunAsync(context.Policies.Current, "guard", cancellationToken);
    }

    /// <summary>The simulation takes a principal's name for its token.</summary>
    private sealed class DemoToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("auditor", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
