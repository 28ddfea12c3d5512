using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Access;

/// <summary>The source of grants: ARM, or this host itself.</summary>
public interface IAccessSource
{
    /// <summary><c>azure</c>, <c>host</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The grants as they are now, without flags. Throws <see cref="Ports.StoreUnavailableException"/> when they cannot all
    /// be read: half a review is none.
    /// </summary>
    ValueTask<IReadOnlyList<Grant>> ReadAsync(GuardPolicy policy, CancellationToken cancellationToken);
}
