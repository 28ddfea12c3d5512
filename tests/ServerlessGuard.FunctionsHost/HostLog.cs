using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ServerlessGuard.FunctionsHost;

/// <summary>The last lines of host and worker, and what kept a function from being indexed or its listener from starting.</summary>
internal sealed class HostLog(ILoggerProvider? also) : ILoggerProvider
{
    private const int Kept = 2000;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _failures = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public IReadOnlyList<string> Failures => [.. _failures];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName, also?.CreateLogger(categoryName));

    public void Dispose()
    {
    }

    public void Add(string line)
    {
        _lines.Enqueue(line);
        while (_lines.Count > Kept && _lines.TryDequeue(out _))
        {
        }
    }

    private sealed class Logger(HostLog log, string category, ILogger? also) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => also?.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            log.Add($"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : " " + exception)}");
            also?.Log(logLevel, eventId, state, exception, formatter);
            // Both are internal or derive from the SDK's recoverable exceptions: known by name.
            if (exception?.GetType().Name is "FunctionIndexingException" or "FunctionListenerException")
            {
                log._failures.Enqueue($"{exception.Message} {exception.InnerException?.Message}".TrimEnd());
            }
        }
    }
}
