using System.Collections.Concurrent;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing;

/// <summary>Keeps every alert that was raised, in order.</summary>
public sealed class RecordingAlerts : IAlertSink
{
    private readonly ConcurrentQueue<Alert> _raised = new();

    public IReadOnlyList<Alert> Raised => [.. _raised];

    public ValueTask RaiseAsync(Alert alert, CancellationToken cancellationToken)
    {
        _raised.Enqueue(alert);
        return ValueTask.CompletedTask;
    }
}
