using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Web.Identity;

/// <summary>Authenticates the caller of a request.</summary>
public interface ICallerAuthentication
{
    /// <summary>Throws <see cref="Core.Ports.StoreUnavailableException"/> when a store that holds the callers is unavailable.</summary>
    ValueTask<CallerIdentity> AuthenticateAsync(HttpContext context, GuardPolicy policy, CancellationToken cancellationToken);

    /// <summary>The same check, under the same failure budget, of a key or token that did not come in a header.</summary>
    ValueTask<CallerIdentity> AuthenticateAsync(
        HttpContext context, string presented, GuardPolicy policy, CancellationToken cancellationToken);
}
