using System.Collections.Concurrent;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Testing;

/// <summary>Keeps every case that was opened, in order, each id once.</summary>
public sealed class RecordingCases : ICases
{
    private readonly ConcurrentDictionary<string, bool> _ids = new();
    private readonly ConcurrentQueue<NewCase> _opened = new();

    public IReadOnlyList<NewCase> Opened => [.. _opened];

    public ValueTask<bool> OpenAsync(NewCase value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!_ids.TryAdd(value.Id, true))
        {
            return ValueTask.FromResult(false);
        }

        _opened.Enqueue(value);
        return ValueTask.FromResult(true);
    }
}
