namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>
/// A second passes with every look: no two versions of a secret have the same time, however fast the tests are. Where two
/// have, the vault has to be asked which is current, and not every duty may ask.
/// </summary>
internal sealed class SecondsClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
