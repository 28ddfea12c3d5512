using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Incidents;

/// <summary>
/// Declares an incident for each critical alert that the rule names, and passes every alert on. The alert goes first:
/// a failure to write the record must not prevent the alert to a person.
/// </summary>
public sealed partial class IncidentAlertSink(
    [FromKeyedServices(IncidentServiceCollectionExtensions.Behind)] IAlertSink inner, IncidentWorkflow incidents, IncidentOptions options,
    ILogger<IncidentAlertSink> logger, IActiveDrillLookup? drilled = null) : IAlertSink
{
    public async ValueTask RaiseAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        await inner.RaiseAsync(alert, cancellationToken);
        if (alert.Severity != AlertSeverity.Critical
            || !options.DeclaredBy.Any(rule => alert.Code.StartsWith(rule, StringComparison.Ordinal)))
        {
            return;
        }

        try
        {
            var subject = alert.Tags.GetValueOrDefault("model") ?? alert.Tags.GetValueOrDefault("credential");
            var drill = alert.Tags.GetValueOrDefault("drill");
            drill ??= subject is not null && drilled is not null ? await drilled.RunOnAsync(subject, cancellationToken) : null;
            var incident = await incidents.DeclareAsync(
                new NewIncident
                {
                    Key = $"{alert.Code}\n{alert.DedupeKey}\n{drill}",
                    Title = alert.Message.Length > IncidentWorkflow.LongestText
                        ? alert.Message[..IncidentWorkflow.LongestText]
                        : alert.Message,
                    Cause = alert.Code,
                    Actor = Actors.Guard,
                    Subject = subject,
                    Drill = drill,
                },
                cancellationToken);
            if (incident.Notified is null)
            {
                await incidents.NotifyAsync(incident.Id, Actors.Guard, null, cancellationToken);
            }
        }
        catch (StoreUnavailableException exception)
        {
            NotDeclared(logger, alert.Code, exception);
        }
    }

    [LoggerMessage(1800, LogLevel.Error, "Alert {Code} could not be declared an incident")]
    private static partial void NotDeclared(ILogger logger, string code, Exception exception);
}

/// <summary>Whether what is alerted is a drill's doing.</summary>
public interface IActiveDrillLookup
{
    /// <summary>The run of the drill that harms this subject now; null: none does.</summary>
    ValueTask<string?> RunOnAsync(string subject, CancellationToken cancellationToken);
}

/// <summary>The rule that makes an alert an incident.</summary>
public sealed record IncidentOptions
{
    /// <summary>A critical alert whose code begins with one of these declares an incident.</summary>
    public IReadOnlyList<string> DeclaredBy { get; init; } = [
        "deployment.", "rollback.", "rotation.", "outcomes.", "model.", "drill.output", "monitoring."
    ];
}
