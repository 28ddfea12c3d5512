using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Simulation.Azure;

namespace ServerlessGuard.Simulation.Duties;

/// <summary>
/// <c>local.settings.json</c> of a function app of one duty or several on this machine: the settings that infra gives it in Azure, with
/// the emulator and the simulated Azure in Azure's place.
/// </summary>
internal static class DutyAppSettings
{
    /// <summary>The emulator's well-known account, as <c>func</c> and the SDKs name it.</summary>
    public const string Emulator = "UseDevelopmentStorage=true";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <param name="azure">The simulated Azure's address.</param>
    /// <param name="model">The simulated model's address.</param>
    /// <param name="storage">The emulator's connection string.</param>
    /// <param name="policy">The policy's file; null: the one that ships with the app.</param>
    public static string Write(
        DutyList duties, IReadOnlyList<Duty> app, Uri azure, Uri model, string storage = Emulator, string? policy = null)
    {
        var values = new JsonObject
        {
            ["AzureWebJobsStorage"] = storage,
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            // By default the host's id follows from the folder: timers of two duties' apps would then take turns.
            ["AzureFunctionsWebHost__hostid"] = app is [var only] ? $"guard-{only.Id}" : $"guard-{app[0].Id}-{app.Count}",
            ["Guard__Duty"] = string.Join(',', app.Select(static duty => duty.Id)),
            ["GuardEventsQueue"] = $"events-{(app.FirstOrDefault(static duty => duty.HasQueue) ?? app[0]).Id}",
            ["GuardEvents"] = storage,
            ["Guard__StorageConnection"] = storage,
            ["Guard__Simulation"] = azure.AbsoluteUri,
            ["Guard__Upstream"] = model.AbsoluteUri,
            ["Guard__Vault"] = $"https://{AzureSimulation.VaultHost}/",
            ["Guard__Tenant"] = Guid.Empty.ToString("D"),
            ["Guard__Audience"] = "api://guard",
        };
        if (policy is not null)
        {
            values["Guard__Policy"] = policy;
        }

        foreach (var (timer, schedule) in duties.Schedules)
        {
            values[$"GuardSchedule{timer}"] = schedule;
        }

        foreach (var function in duties.Foreign(app))
        {
            values[$"AzureWebJobs.{function}.Disabled"] = "true";
        }

        return new JsonObject { ["IsEncrypted"] = false, ["Values"] = values }.ToJsonString(Layout);
    }
}
