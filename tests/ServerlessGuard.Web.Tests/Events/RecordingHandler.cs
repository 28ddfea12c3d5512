using System.Collections.Concurrent;
using ServerlessGuard.Core.Events;

namespace ServerlessGuard.Web.Tests.Events;

/// <summary>Handles <c>Guard.Test</c>: remembers each delivery, and fails on demand.</summary>
internal sealed class RecordingHandler : IGuardEventHandler
{
    public ConcurrentQueue<GuardEvent> Seen { get; } = [];

    public bool Failing { get; set; }

    public IReadOnlyList<string> Types { get; } = ["Guard.Test"];

    public Task HandleAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        Seen.Enqueue(value);
        return Failing ? Task.FromException(new InvalidOperationException()) : Task.CompletedTask;
    }
}
