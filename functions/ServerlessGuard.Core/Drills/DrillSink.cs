using ServerlessGuard.Core.Gateway;

namespace ServerlessGuard.Core.Drills;

/// <summary>Keeps an answer's status and verdict; its text goes nowhere.</summary>
internal sealed class DrillSink : IAnswerSink
{
    public int Status { get; private set; }

    public string? Verdict { get; private set; }

    public bool IsStarted => Status != 0;

    public ValueTask StartAsync(int status, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        Status = status;
        Verdict = headers.FirstOrDefault(static h => h.Key == GatewayHeaders.Verdict).Value;
        return ValueTask.CompletedTask;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Abort() => Verdict = null;
}
