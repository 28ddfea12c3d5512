using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Spans and measures with OpenTelemetry's GenAI conventions. Never content.</summary>
internal static class GatewayTelemetry
{
    private static readonly ActivitySource Source = new(Instrumentation.Name);
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Verdicts = Meter.CreateCounter<long>(
        "guard.verdicts", "{interaction}", "Interactions by verdict.");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "gen_ai.server.request.duration", "s", "From the request to the end of its answer.");
    private static readonly Histogram<double> GuardTimes = Meter.CreateHistogram<double>(
        "guard.inspection.duration", "s", "Time spent inspecting, by direction.");
    private static readonly Counter<long> UnscannedParts = Meter.CreateCounter<long>(
        "guard.unscanned", "{part}", "Pictures, sound and files that passed unread, as the tier allows.");

    private static readonly Histogram<long> HoldBacks = Meter.CreateHistogram<long>(
        "guard.stream.withheld", "{char}", "UTF-16 units withheld after each piece of a live stream.");

    public static Activity? Start(Interaction interaction, string operation, string model)
    {
        var activity = Source.StartActivity($"{operation} {model}", ActivityKind.Client);
        activity?.SetTag("gen_ai.operation.name", operation)
            .SetTag("gen_ai.request.model", model)
            .SetTag("guard.interaction", interaction.Id)
            .SetTag("guard.application", interaction.Application.Id)
            .SetTag("guard.tier", interaction.Tier.Id);
        return activity;
    }

    public static void Usage(JsonObject answer)
    {
        if (Activity.Current is { } activity && answer["usage"] is JsonObject usage)
        {
            Tag("gen_ai.usage.input_tokens", GatewayJson.Number(usage, "prompt_tokens") ?? GatewayJson.Number(usage, "input_tokens"));
            Tag("gen_ai.usage.output_tokens", GatewayJson.Number(usage, "completion_tokens") ?? GatewayJson.Number(usage, "output_tokens"));

            // An event may bring one of the two alone: the other stays.
            void Tag(string name, int? count)
            {
                if (count is not null)
                {
                    activity.SetTag(name, count);
                }
            }
        }
    }

    public static void Closed(Activity? activity, string tier, string verdict, TimeSpan duration)
    {
        activity?.SetTag("guard.verdict", verdict);
        Verdicts.Add(1, new KeyValuePair<string, object?>("guard.tier", tier), new KeyValuePair<string, object?>("guard.verdict", verdict));
        Durations.Record(
            duration.TotalSeconds, new KeyValuePair<string, object?>("gen_ai.operation.name", "chat"),
            new KeyValuePair<string, object?>("guard.verdict", verdict));
    }

    public static void Inspected(string direction, TimeSpan duration) =>
        GuardTimes.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("guard.direction", direction));

    public static void Unscanned(string direction, int parts) =>
        UnscannedParts.Add(parts, new KeyValuePair<string, object?>("guard.direction", direction));

    public static void Withheld(int units) => HoldBacks.Record(units);
}
