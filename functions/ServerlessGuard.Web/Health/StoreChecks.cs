using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Health;

/// <summary>
/// Checks whether the stores answer. The endpoint is anonymous, so this asks the stores at most once per
/// <see cref="Lifetime"/> and gives all requests in between the same answer. Thread-safe.
/// </summary>
internal sealed class StoreChecks(
    IDocumentStore documents, IWorkQueue queue, IEnumerable<IGuardHealth> guards, IOptions<HealthOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private Task<IReadOnlyDictionary<string, bool>>? _latest;
    private DateTimeOffset _asked;

    public Task<IReadOnlyDictionary<string, bool>> ResultAsync()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_latest is null || (_latest.IsCompleted && now - _asked >= Lifetime))
            {
                _asked = now;
                _latest = AskAsync();
            }

            return _latest;
        }
    }

    private async Task<IReadOnlyDictionary<string, bool>> AskAsync()
    {
        using var patience = new CancellationTokenSource(Timeout, clock);
        var token = patience.Token;
        var (stores, events) = (AnswersAsync(async () => await documents.GetAsync("health", "probe", token)), (Task<bool>?)null);
        if (options.Value.HasQueue)
        {
            events = AnswersAsync(async () => await queue.PeekPoisonAsync(EventDispatcher.QueueName, 1, token));
        }

        var answers = new SortedDictionary<string, bool>(StringComparer.Ordinal) { ["documents"] = await stores };
        if (events is not null)
        {
            answers["queue"] = await events;
        }

        foreach (var guard in guards)
        {
            answers[guard.Name] = await AnswersAsync(
                async () => _ = await guard.IsReadyAsync(token) ? true : throw new StoreUnavailableException("Not ready."));
        }

        return answers;
    }

    private static async Task<bool> AnswersAsync(Func<Task> ask)
    {
        try
        {
            await Task.Run(ask);
            return true;
        }
#pragma warning disable CA1031 // Any failure means the same here: not ready.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}

/// <summary>The stores that readiness checks.</summary>
public sealed class HealthOptions
{
    /// <summary>Whether this host takes events from a queue, which readiness then checks. Default true.</summary>
    public bool HasQueue { get; set; } = true;
}
