using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// Offers a policy file to a store whenever its bytes change. Events of the folder (so that a file renamed into place is
/// seen) only bring the next reading forward, debounced by <see cref="Settle"/>; a reading every <see cref="Interval"/>
/// stands behind them, for file systems without events.
/// </summary>
public sealed class PolicyFileWatch : IDisposable
{
    /// <summary>How long the folder must be quiet before the file is read.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest time until a change is seen.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly PolicyStore _store;
    private readonly string _path;
    private readonly ITimer _timer;
    private readonly TimeProvider _time;
    private readonly FileSystemWatcher? _folder;
    private readonly Lock _events = new();
    private readonly Lock _reading = new();
    private byte[] _seen = [];
    private long? _firstEvent;
    private bool _disposed;

    private PolicyFileWatch(PolicyStore store, string path, TimeProvider time, ILogger logger)
    {
        _store = store;
        _path = path;
        _time = time;
        _timer = time.CreateTimer(_ => Read(), null, Interval, Interval);
        _folder = Watch(path, logger);
    }

    /// <summary>
    /// Watches from now on. <paramref name="path"/> is read at once, so that no change since the store's own reading is lost.
    /// </summary>
    public static PolicyFileWatch Start(PolicyStore store, string path, TimeProvider time, ILogger<PolicyFileWatch> logger)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        var watch = new PolicyFileWatch(store, Path.GetFullPath(path), time, logger);
        watch.Read();
        return watch;
    }

    public void Dispose()
    {
        _folder?.Dispose();
        _timer.Dispose();
        lock (_reading)
        {
            _disposed = true;
        }
    }

    private void Read()
    {
        lock (_events)
        {
            _firstEvent = null;
        }

        lock (_reading)
        {
            if (_disposed)
            {
                return;
            }

            var errors = new PolicyErrors(_path);
            var bytes = PolicyText.Read(_path, errors);
            var seen = bytes is null ? [0] : SHA256.HashData(bytes);
            if (seen.AsSpan().SequenceEqual(_seen))
            {
                return;
            }

            _seen = seen;
            _store.Offer(bytes is null ? new PolicyResult(null, errors.ToList()) : PolicyLoader.Load(bytes, _path));
        }
    }

    private FileSystemWatcher? Watch(string path, ILogger logger)
    {
        FileSystemWatcher? events = null;
        try
        {
            events = new FileSystemWatcher(Path.GetDirectoryName(path)!);
            events.Changed += (_, _) => Hasten();
            events.Created += (_, _) => Hasten();
            events.Deleted += (_, _) => Hasten();
            events.Renamed += (_, _) => Hasten();
            events.Error += (_, _) => Hasten();
            events.EnableRaisingEvents = true;
            return events;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            events?.Dispose();
            PolicyLog.PollingOnly(logger, Interval);
            return null;
        }
    }

    /// <summary>Puts the next reading off until the folder is quiet, but never past the interval since the first event.</summary>
    private void Hasten()
    {
        lock (_events)
        {
            _firstEvent ??= _time.GetTimestamp();
            if (_time.GetElapsedTime(_firstEvent.Value) < Interval - Settle)
            {
                // Does nothing once the timer is disposed.
                _timer.Change(Settle, Interval);
            }
        }
    }
}
