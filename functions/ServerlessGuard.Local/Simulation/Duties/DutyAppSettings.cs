using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Local.Simulation.Azure;

namespace ServerlessGuard.Local.Simulation.Duties;

/// <summary>
/// <c>local.settings.json</c> of one duty's function app on this machine: the settings that infra gives it in Azure, with
/// the emulator and the simulated Azure in Azure's place.
/// </summary>
internal static class DutyAppSettings
{
    /// <summary>The emulator's well-known account, as <c>func</c> and the SDKs name it.</summary>
    public const string Emulator = "UseDevelopmentStorage=true";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="azure">Where the simulated Azure answers.</param>
    /// <param name="model">Where the simulated model answers.</param>
    public static string Write(DutyList duties, string duty, Uri azure, Uri model)
    {
        var values = new JsonObject
        {
            ["AzureWebJobsStorage"] = Emulator,
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            // By default the host's id follows from the folder: timers of two duties' apps would then take turns.
            ["AzureFunctionsWebHost__hostid"] = $"guard-{duty}",
            ["Guard__Duty"] = duty,
            ["GuardEventsQueue"] = $"events-{duty}",
            ["GuardEvents"] = Emulator,
            ["Guard__StorageConnection"] = Emulator,
            ["Guard__Simulation"] = azure.AbsoluteUri,
            ["Guard__Upstream"] = model.AbsoluteUri,
            ["Guard__Vault"] = $"https://{AzureSimulation.VaultHost}/",
            ["Guard__Tenant"] = Guid.Empty.ToString("D"),
            ["Guard__Audience"] = "api://guard",
        };
        foreach (var (timer, schedule) in duties.Schedules)
        {
            values[$"GuardSchedule{timer}"] = schedule;
        }

        foreach (var function in duties.Foreign(duty))
        {
            values[$"AzureWebJobs.{function}.Disabled"] = "true";
        }

        return new JsonObject { ["IsEncrypted"] = false, ["Values"] = values }.ToJsonString(Layout);
    }
}
