namespace ServerlessGuard.Core.Upstream;

/// <summary>A model's answer, its body unread. Disposing it ends the call.</summary>
public sealed class ModelResponse(int status, string? contentType, string? retryAfter, Stream body, IDisposable? owner) : IDisposable
{
    public int Status => status;

    public string? ContentType => contentType;

    public string? RetryAfter => retryAfter;

    public Stream Body => body;

    public bool IsSuccess => status is >= 200 and <= 299;

    public bool IsEventStream => contentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) ?? false;

    public void Dispose()
    {
        body.Dispose();
        owner?.Dispose();
    }
}
