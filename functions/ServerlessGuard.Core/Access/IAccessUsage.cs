namespace ServerlessGuard.Core.Access;

/// <summary>When principals were last seen to act: telemetry queries behind a port.</summary>
public interface IAccessUsage
{
    /// <summary>
    /// Principal (as <see cref="Grant.Principal"/> writes it) -> when it last acted since <paramref name="since"/>. A
    /// principal that did not act is absent; null when the logs do not reach back that far, so that nothing can be said.
    /// </summary>
    ValueTask<IReadOnlyDictionary<string, DateTimeOffset>?> LastUsedAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
