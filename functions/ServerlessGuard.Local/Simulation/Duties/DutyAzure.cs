using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Simulation.Azure;

namespace ServerlessGuard.Local.Simulation.Duties;

/// <summary>The simulated Azure that the duties' apps need beside the storage emulator: what infra makes, and what a policy names.</summary>
internal static class DutyAzure
{
    /// <summary>The vault's keys; true: it signs.</summary>
    public static IReadOnlyDictionary<string, bool> Keys { get; } = new Dictionary<string, bool> { ["review"] = false, ["vault"] = false, ["evidence"] = true };

    private const string Revision = "1";

    /// <summary>The policy's Azure OpenAI accounts with their deployments, and the credentials of Azure OpenAI accounts in the vault. The vault has no other secret.</summary>
    /// <param name="address">Where it listens. Port 0 takes a free one.</param>
    public static async Task<AzureSimulation> StartAsync(GuardPolicy policy, string address, TimeProvider clock, CancellationToken cancellationToken)
    {
        var azure = await AzureSimulation.StartAsync(clock, address);
        azure.Add(new SimulatedAuthorization());
        foreach (var (name, signs) in Keys)
        {
            azure.Vault.Keys.Create(name, signs);
        }

        foreach (var model in policy.Models.Values.Where(static model => model is { Platform: "azure-openai", Resource: not null }))
        {
            azure.OpenAI.AddAccount(model.Resource!);
            foreach (var deployment in new[] { model.Deployment, model.Standby }.OfType<string>())
            {
                azure.Models.Add(deployment, Revision, ModelBehaviour.Careful);
                azure.OpenAI.Stand(model.Resource!, deployment, deployment, Revision);
            }
        }

        var vault = new KeyVaultSecretStore(new SecretClient(
            new Uri($"https://{AzureSimulation.VaultHost}/"), new SimulatedToken("infra"), new SecretClientOptions { Transport = new HttpClientTransport(azure.CreateHandler()) }));
        foreach (var credential in policy.Credentials.Values.Where(static credential => credential.Platform == "azure-openai"))
        {
            var account = azure.OpenAI.AddAccount(credential.Resource);
            await vault.SetAsync(credential.Secret, account.Keys[0][^1], new SecretAttributes { Expires = clock.GetUtcNow() + credential.RotateEvery + TimeSpan.FromDays(30) }, cancellationToken);
        }

        return azure;
    }
}
