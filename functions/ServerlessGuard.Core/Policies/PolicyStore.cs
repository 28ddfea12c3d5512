using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// The policy in force. Readers get whole snapshots without a lock; a policy with errors is refused and changes nothing.
/// To go back, offer an older snapshot.
/// </summary>
public sealed class PolicyStore : IPolicySource
{
    private readonly ILogger<PolicyStore> _logger;
    private readonly Lock _offering = new();
    private GuardPolicy _current;

    public PolicyStore(GuardPolicy initial, ILogger<PolicyStore> logger)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(logger);
        _current = initial;
        _logger = logger;
    }

    /// <summary>
    /// Raised after every offer that changed or would have changed the policy, in order, one at a time, on the offering
    /// thread: the host appends policy.loaded or policy.refused. A handler must not throw.
    /// </summary>
    public event EventHandler<PolicyChange>? Changed;

    public GuardPolicy Current => Volatile.Read(ref _current);

    /// <summary>Puts a policy in force, or keeps the current one when the result has errors. True when accepted.</summary>
    public bool Offer(PolicyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        lock (_offering)
        {
            if (result.Policy is not { } policy || result.Errors.Count > 0)
            {
                Refuse(result.Errors);
                return false;
            }

            if (policy.RevisionId != Current.RevisionId)
            {
                var previous = Interlocked.Exchange(ref _current, policy);
                PolicyLog.Loaded(_logger, policy.RevisionId, previous.RevisionId);
                Changed?.Invoke(this, new PolicyChange(policy, previous, []));
            }

            return true;
        }
    }

    private void Refuse(IReadOnlyList<PolicyError> errors)
    {
        foreach (var error in errors)
        {
            PolicyLog.Refused(_logger, error);
        }

        PolicyLog.Kept(_logger, Current.RevisionId, errors.Count);
        Changed?.Invoke(this, new PolicyChange(null, Current, errors));
    }
}

/// <summary>
/// The result of an offered policy: <see cref="Policy"/> is in force from now on, or it was refused with
/// <see cref="Errors"/> and <see cref="Previous"/> stays in force.
/// </summary>
public sealed record PolicyChange(GuardPolicy? Policy, GuardPolicy Previous, IReadOnlyList<PolicyError> Errors)
{
    public bool Accepted => Policy is not null;
}

/// <summary>The source of the running policy. Thread-safe; an interaction reads it once and keeps that snapshot.</summary>
public interface IPolicySource
{
    GuardPolicy Current { get; }
}
