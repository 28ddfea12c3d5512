using System.Diagnostics;
using System.Text;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.FunctionsHost;
using ServerlessGuard.Simulation.Duties;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Benchmarks.FunctionApp;

/// <summary>
/// Secrets come near their expiry one by one; the vault's event is in the idle queue until a new version is in the vault. The sweep by
/// schedule is off.
/// </summary>
internal static class ExpiryRounds
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<(TimeSpan Begun, TimeSpan Rotated)>> RunAsync(
        string app, AzuriteServer azurite, string policies, int rounds)
    {
        var file = Path.Combine(policies, "guard.yaml");
        await File.WriteAllTextAsync(file, Policy(rounds));
        var policy = PolicyLoader.LoadFile(file).Policy ?? throw new InvalidOperationException("The benchmark's policy is not valid.");
        await using var azure = await DutyAzure.StartAsync(
            policy, new ProbeSuiteFiles(policies), "http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);
        await using var stage = new AppHarness(azurite, azure, policies);
        await using var places = stage.Places();
        var host = await stage.StartAsync(app, "rotator", "rotation_sweep", "drill_sweep");
        var took = new List<(TimeSpan, TimeSpan)>();
        foreach (var credential in policy.Credentials.Values)
        {
            await Task.Delay(AppHarness.Idle);
            var key = azure.OpenAI.AddAccount(credential.Resource).Keys[0][^1];
            await places.GetRequiredService<ISecretStore>().SetAsync(
                credential.Secret, key, new SecretAttributes { Expires = DateTimeOffset.UtcNow.AddDays(5) }, CancellationToken.None);
            var versions = azure.Vault.Versions(credential.Secret);
            var (began, told, before) = (Stopwatch.GetTimestamp(), DateTimeOffset.UtcNow, host.Invocations.Count);
            await stage.TellAsync("rotator", NearExpiry(credential.Secret, versions[^1].Version));
            while (azure.Vault.Versions(credential.Secret).Count == versions.Count)
            {
                if (Stopwatch.GetElapsedTime(began) > Timeout)
                {
                    throw new TimeoutException($"{credential.Secret} has no new version.");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(10));
            }

            var rotated = Stopwatch.GetElapsedTime(began);
            Invocation? handled;
            while ((handled = host.Invocations.Skip(before).FirstOrDefault(static one => one.Function == "events_queue")) is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10));
            }

            took.Add((handled.Started - told, rotated));
        }

        return took;
    }

    private static string Policy(int credentials)
    {
        var text = new StringBuilder(
            "version: 1\napplications:\n  - { id: bench, tier: low, models: [m], callers: [\"key:a\"] }\ntiers:\n  low: { input: { "
            + "personal: mask, secrets: block } }\nmodels:\n  m: { platform: openai, endpoint: \"https://models.example/v1\", deployment: "
            + "m }\ncredentials:\n");
        for (var i = 0; i < credentials; i++)
        {
            text.AppendLine(
                System.Globalization.CultureInfo.InvariantCulture,
                $"  - {{ id: key-{i}, platform: azure-openai, resource: \"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bench/providers/Microsoft.CognitiveServices/accounts/bench-{i}\", secret: key-{i}, rotate_every: 30d, overlap: 24h }}");
        }

        return text.ToString();
    }

    private static string NearExpiry(string secret, string version) =>
        $$$"""{"id":"{{{Guid.NewGuid():D}}}","topic":"/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/guard","subject":"{{{secret}}}","eventType":"Microsoft.KeyVault.SecretNearExpiry","eventTime":"2026-11-23T10:00:00Z","dataVersion":"1","metadataVersion":"1","data":{"Id":"https://guard.vault.azure.net/secrets/{{{secret}}}/{{{version}}}","VaultName":"guard","ObjectType":"Secret","ObjectName":"{{{secret}}}","Version":"{{{version}}}"}}""";
}
