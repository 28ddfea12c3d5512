using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Web.Identity;

/// <summary>Finds out who makes a request.</summary>
internal interface ICallerAuthentication
{
    /// <summary>Throws <see cref="Core.Ports.StoreUnavailableException"/> when a store that must vouch for the caller is down.</summary>
    ValueTask<CallerIdentity> AuthenticateAsync(HttpContext context, GuardPolicy policy, CancellationToken cancellationToken);

    /// <summary>The same judgement, under the same failure budget, of a key or token that came in another way than a header.</summary>
    ValueTask<CallerIdentity> AuthenticateAsync(HttpContext context, string presented, GuardPolicy policy, CancellationToken cancellationToken);
}
