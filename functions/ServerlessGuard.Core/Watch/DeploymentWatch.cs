using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Watch;

/// <summary>
/// Looks at a model's endpoint, asks revisions that are new there their quick probes, judges, and does what each drift
/// calls for: one entry, one alert and one action per episode, however often and by however many workers it is found.
/// </summary>
public sealed class DeploymentWatch(
    EndpointReader endpoints,
    DeploymentInventory inventory,
    DriftActions actions,
    WatchJournal journal,
    WatchReporter record,
    IPolicySource policies,
    IEntropy entropy,
    TimeProvider clock)
{
    public bool CanWatch(ModelPolicy model) => endpoints.CanRead(model);

    /// <summary>
    /// Throws what reading throws, and the first failure of an action after all were tried; what is left to do is done
    /// by the next check.
    /// </summary>
    /// <param name="hint">The claims of an event; null for the sweep.</param>
    public async ValueTask<WatchState> CheckAsync(ModelPolicy model, ResourceChange? hint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var policy = policies.Current;
        var endpoint = await endpoints.ReadAsync(model, cancellationToken);
        var seen = await inventory.UpdateAsync(policy, model, endpoint, hint, cancellationToken);
        endpoint = endpoint with { FailedProbes = [.. seen.Where(static s => s.IsHealthy == false).Select(static s => s.Revision)] };
        var found = DriftEvaluator.Evaluate(policy, model, endpoint, clock.GetUtcNow());
        var mine = new List<OpenDrift>();
        var (before, after) = await journal.ChangeAsync(
            model.Id,
            state =>
            {
                mine.Clear();
                var now = clock.GetUtcNow();
                var open = DriftTracker.Next(state.Open, found, now, entropy.NewId).Select(o => Claim(o, now, mine)).ToList();
                return state with { Observed = seen, Open = open, Checked = now };
            },
            cancellationToken);
        foreach (var ended in DriftTracker.Ended(before.Open, after.Open).Where(static o => o.IsAlerted))
        {
            await record.EndedAsync(policy, model, ended, cancellationToken);
        }

        await actions.ActAsync(policy, model, endpoint, mine, hint, cancellationToken);
        return await journal.ReadAsync(model.Id, cancellationToken);
    }

    private static OpenDrift Claim(OpenDrift open, DateTimeOffset now, List<OpenDrift> mine)
    {
        if (!open.IsDue(now))
        {
            return open;
        }

        var claimed = open with { ClaimedUntil = now + WatchTimings.Claim };
        mine.Add(claimed);
        return claimed;
    }
}

/// <summary>
/// The new, the known and the ended drifts: a pure function of the open and the found ones. A drift
/// that needs less than before, because something was done about it, continues as it is; one that needs more, or comes
/// back after it was over, is a new episode.
/// </summary>
internal static class DriftTracker
{
    public static IReadOnlyList<OpenDrift> Next(
        IReadOnlyList<OpenDrift> open, IReadOnlyList<Drift> found, DateTimeOffset now, Func<string> newId)
    {
        var known = open.ToDictionary(static o => o.Drift.Key, StringComparer.Ordinal);
        return [.. found.DistinctBy(static d => d.Key)
            .Select(drift => known.GetValueOrDefault(drift.Key) is { } before && !IsWorse(drift, before.Drift)
            ? before with { Drift = drift }
            : new OpenDrift { Episode = newId(), Drift = drift, Since = now })];
    }

    private static bool IsWorse(Drift drift, Drift before) => drift.Action > before.Action || (drift.IsReached && !before.IsReached);

    /// <summary>The drifts that were open and have ended.</summary>
    public static IEnumerable<OpenDrift> Ended(IReadOnlyList<OpenDrift> open, IReadOnlyList<OpenDrift> next) =>
        open.Where(o => !next.Any(n => n.Drift.Key == o.Drift.Key));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WatchState))]
internal sealed partial class WatchJson : JsonSerializerContext;
