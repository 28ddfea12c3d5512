using System.Collections.Concurrent;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Tests.Review;

internal sealed class RecordingListener(params CaseKind[] kinds) : ICaseListener
{
    private readonly ConcurrentQueue<CaseDecision> _heard = new();
    private int _calls;

    public int FailsFirst { get; init; }

    public IReadOnlyList<CaseDecision> Heard => [.. _heard];

    public IReadOnlyList<CaseKind> Kinds => kinds;

    public Task DecidedAsync(CaseDecision decision, CancellationToken cancellationToken)
    {
        if (++_calls <= FailsFirst)
        {
            throw new InvalidOperationException("Not now.");
        }

        _heard.Enqueue(decision);
        return Task.CompletedTask;
    }
}
