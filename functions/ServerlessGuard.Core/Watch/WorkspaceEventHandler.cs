using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Watch;

/// <summary>
/// A workspace whose data drifted, or where a run failed: a monitor that fails sees no drift. The alert names the
/// models there; the guard changes nothing, since a model is judged by its own outcomes. A forged event costs an alert.
/// </summary>
public sealed class WorkspaceEventHandler(IAlertSink alerts, IPolicySource policies, TimeProvider clock) : IGuardEventHandler
{
    public const string DataDrifted = "Microsoft.MachineLearningServices.DatasetDriftDetected";
    public const string RunChanged = "Microsoft.MachineLearningServices.RunStatusChanged";

    public IReadOnlyList<string> Types { get; } = [DataDrifted, RunChanged];

    public async Task HandleAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (ResourceEvent.Of(value) is not { } hint)
        {
            return;
        }

        var models = policies.Current.Models.Values.Where(
            m => m.Resource is { } resource && ResourceEvent.AreRelated(resource, hint.Resource))
            .Select(static m => m.Id).Order(StringComparer.Ordinal).ToList();
        var where =
            $"the workspace {ResourceEvent.Shown(hint.Resource)}, where {(models.Count == 0 ? "the policy has no model" : string.Join(", ", models) + (models.Count == 1 ? " is" : " are"))}";
        if (string.Equals(value.Type, DataDrifted, StringComparison.OrdinalIgnoreCase))
        {
            var monitor = Text(value.Data, "DataDriftName");
            await AlertAsync(
                "model.data-drift",
                $"The monitor {monitor ?? "without a name"} found data drift (coefficient {Number(value.Data, "DriftCoefficient")}) in {where}. Run the golden probes against them: 'guard attest'.",
                $"{hint.Resource} {monitor}",
                cancellationToken);
        }
        else if (string.Equals(Text(value.Data, "RunStatus"), "Failed", StringComparison.OrdinalIgnoreCase))
        {
            await AlertAsync(
                "model.run-failed",
                $"The run {Text(value.Data, "RunId") ?? "without an id"} failed in {where}. If it monitors data drift, drift is not seen until it succeeds.",
                $"{hint.Resource} {Text(value.Data, "ExperimentName")}",
                cancellationToken);
        }
    }

    /// <summary>Azure writes the first letter of a name small in one event and large in the other.</summary>
    private static string? Text(JsonElement data, string name) =>
        ResourceEvent.Known(ResourceEvent.Text(data, name) ?? ResourceEvent.Text(data, char.ToLowerInvariant(name[0]) + name[1..]));

    private static string Number(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object
            && (data.TryGetProperty(name, out var value) || data.TryGetProperty(char.ToLowerInvariant(name[0]) + name[1..], out value))
            && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
                ? number.ToString("0.###", CultureInfo.InvariantCulture)
                : "unknown";

    private ValueTask AlertAsync(string code, string message, string key, CancellationToken cancellationToken) => alerts.RaiseAsync(
        new Alert { Code = code, Severity = AlertSeverity.Warning, Message = message, Time = clock.GetUtcNow(), DedupeKey = key },
        cancellationToken);
}
