using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

/// <summary>
/// Kills a replica at a moment that a seed chooses: anywhere under load, or when it has just changed the platform and does
/// not know yet, or with a decision in hand.
/// </summary>
internal sealed class ReplicaTrap(IReadOnlyList<Replica> replicas, ReplicaCallers callers, ReplicaReviews reviews, int seed)
{
    private static readonly string[] Moments = [
        "in the midst of answers", "after regenerating a key", "after a new vault version", "after changing a deployment",
        "with a decision in hand"
    ];

    private readonly Random _random = new(seed);
    private readonly Queue<int> _next = new();
    private TaskCompletionSource<Replica>? _caught;
    private Func<AzureRequest, bool> _wanted = static _ => false;

    /// <summary>Waits for the next moment. Every moment comes before one comes again.</summary>
    public async Task<(Replica Victim, string Moment)> SpringAsync()
    {
        if (_next.Count == 0)
        {
            var moments = Enumerable.Range(0, Moments.Length).ToArray();
            _random.Shuffle(moments);
            Array.ForEach(moments, _next.Enqueue);
        }

        var moment = _next.Dequeue();
        var skip = _random.Next(3);
        var caught = new TaskCompletionSource<Replica>(TaskCreationOptions.RunContinuationsAsynchronously);
        switch (moment)
        {
            case 0:
                var until = callers.Count + _random.Next(10, 60);
                var victim = replicas[_random.Next(replicas.Count)];
                await Condition.HoldsAsync(() => callers.Count >= until, "more answers");
                victim.Kill();
                return (victim, Moments[moment]);
            case 4:
                reviews.Deciding = replica =>
                {
                    if (Interlocked.Decrement(ref skip) < 0 && caught.TrySetResult(replica))
                    {
                        replica.Kill();
                    }
                };
                var holder = await caught.Task.WaitAsync(TestContext.Current.CancellationToken);
                reviews.Deciding = null;
                return (holder, Moments[moment]);
            default:
                var part = moment switch { 1 => "/regenerateKey", 2 => $"/secrets/{ReplicaPolicy.Credential}", _ => "/deployments/" };
                _wanted = request => request.Method is "PUT" or "POST"
                    && request.Path.Contains(part, StringComparison.Ordinal)
                    && Interlocked.Decrement(ref skip) < 0;
                Volatile.Write(ref _caught, caught);
                return (await caught.Task.WaitAsync(TestContext.Current.CancellationToken), Moments[moment]);
        }
    }

    /// <summary>A request has taken effect and is not answered yet.</summary>
    public void Look(AzureRequest request)
    {
        if (Volatile.Read(ref _caught) is { } caught
            && replicas.FirstOrDefault(r => r.Name == request.Principal) is { Url: not null } replica
            && _wanted(request)
            && caught.TrySetResult(replica))
        {
            Volatile.Write(ref _caught, null);
            replica.Kill();
        }
    }
}
