using System.Text.Json;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Watch;

namespace ServerlessGuard.Azure.Watch;

/// <summary>Diagnostic settings of a model's resource: on when one of them sends a category of logs somewhere.</summary>
public sealed class ArmDiagnosticSettings(ArmConnection arm) : IDiagnosticSettings
{
    private const string ApiVersion = "2021-05-01-preview";
    private static readonly string[] Destinations = [
        "workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "marketplacePartnerId"
    ];

    public async ValueTask<bool?> IsOnAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model is not { Resource: { } resource, Platform: PlatformNames.AzureOpenAI or PlatformNames.AzureMachineLearning })
        {
            return null;
        }

        try
        {
            var settings = await arm.ListAsync(
                $"{resource}/providers/Microsoft.Insights/diagnosticSettings", ApiVersion, cancellationToken);
            return settings.Any(IsOn);
        }
        catch (ArmException e)
        {
            throw new DeploymentPlatformException(
                $"{model.Platform}, model {model.Id}: {e.Message}", e.NothingChanged && e.Status is 403 or 404, e);
        }
    }

    private static bool IsOn(JsonElement setting) =>
        setting.TryGetProperty("properties", out var properties)
        && Destinations.Any(
            name => properties.TryGetProperty(name, out var to) && to.ValueKind == JsonValueKind.String && to.GetString()!.Length > 0)
        && properties.TryGetProperty("logs", out var logs) && logs.ValueKind == JsonValueKind.Array
        && logs.EnumerateArray()
            .Any(static log => log.TryGetProperty("enabled", out var enabled) && enabled.ValueKind == JsonValueKind.True);
}
