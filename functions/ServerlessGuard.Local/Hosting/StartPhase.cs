namespace ServerlessGuard.Local.Hosting;

/// <summary>Whether the host has started. Until then a failure reaches the caller as an exception and is not logged as well.</summary>
internal sealed class StartPhase
{
    private volatile bool _isOver;

    public bool IsOver
    {
        get => _isOver;
        set => _isOver = value;
    }

    public bool Suppresses(string? category) =>
        !_isOver && category is ("Microsoft.Extensions.Hosting.Internal.Host" or "Microsoft.AspNetCore.Hosting.Diagnostics");
}
