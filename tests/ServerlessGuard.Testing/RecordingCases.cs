using System.Collections.Concurrent;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Testing;

/// <summary>Keeps every case that was opened, in order; one per id. Thread-safe.</summary>
public sealed class RecordingCases : ICaseOpener
{
    private readonly ConcurrentDictionary<string, NewCase> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<NewCase> _opened = new();

    public IReadOnlyList<NewCase> Opened => [.. _opened];

    /// <summary>Opening throws <see cref="StoreUnavailableException"/> while this is true.</summary>
    public bool IsDown { get; set; }

    public ValueTask<bool> OpenAsync(NewCase value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        StoreNames.RequireDocumentName(value.Id);
        if (IsDown)
        {
            throw new StoreUnavailableException("The cases are down.");
        }

        var isNew = _byId.TryAdd(value.Id, value);
        if (isNew)
        {
            _opened.Enqueue(value);
        }

        return ValueTask.FromResult(isNew);
    }
}
