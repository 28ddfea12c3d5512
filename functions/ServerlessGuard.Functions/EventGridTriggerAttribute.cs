using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

// Build tools read this and put the host's own Event Grid extension into the package.
[assembly: ExtensionInformation("Microsoft.Azure.WebJobs.Extensions.EventGrid", "3.3.0")]

namespace ServerlessGuard.Functions;

/// <summary>
/// Binds a parameter to a delivery of Event Grid, one event at a time. It says no more than the worker's own Event Grid package
/// says of such a function; that package takes its place under the configuration Deploy.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EventGridTriggerAttribute : TriggerBindingAttribute;
