using Microsoft.Extensions.Time.Testing;

namespace ServerlessGuard.Testing.Contracts;

/// <summary>
/// A clock that several hosts read, each with its own error: set <see cref="Ahead"/> before a call to make it another host's.
/// </summary>
public sealed class HostClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    /// <summary>How far the clock of the host that calls next is ahead of the true time.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
