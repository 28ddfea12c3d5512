using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Access;

/// <summary>
/// The last acts of principals, from the platform's logs of data planes and of the control plane. Nothing is known
/// unless both reach back as far as is asked.
/// </summary>
public sealed class TelemetryAccessUsage(ITelemetryQueries logs, TimeProvider clock) : IAccessUsage
{
    /// <summary>A log begins some time after its resource.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    private static readonly string[] Sources = ["control", "data"];
    private static readonly string[] Kinds = ["identity:", "user:", "app:"];

    public async ValueTask<IReadOnlyDictionary<string, DateTimeOffset>?> LastUsedAsync(
        DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var reach = await logs.AskAsync(TelemetryQuery.HowFarBack, now - since + Slack, cancellationToken);
        if (!Sources.All(source => reach.Any(row => row[TelemetryQuery.Source] as string == source
            && row[TelemetryQuery.First] is DateTimeOffset first
            && first <= since + Slack)))
        {
            return null;
        }

        var used = new Dictionary<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in await logs.AskAsync(TelemetryQuery.WhoActed, now - since, cancellationToken))
        {
            if (row[TelemetryQuery.Caller] is string caller && row[TelemetryQuery.Last] is DateTimeOffset last)
            {
                // The logs know an object id, not what kind of principal it is.
                foreach (var kind in Kinds)
                {
                    used[kind + caller] = last;
                }
            }
        }

        return used;
    }
}
