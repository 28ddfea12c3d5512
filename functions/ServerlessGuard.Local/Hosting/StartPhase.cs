namespace ServerlessGuard.Local.Hosting;

/// <summary>Whether the host has started. Until then a failure reaches the caller as an exception and is not logged as well.</summary>
internal sealed class StartPhase
{
    private volatile bool isOver;

    public bool IsOver
    {
        get => isOver;
        set => isOver = value;
    }

    public bool Mutes(string? category) =>
        !isOver && category is ("Microsoft.Extensions.Hosting.Internal.Host" or "Microsoft.AspNetCore.Hosting.Diagnostics");
}
