using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Web.Identity;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Takes the bearer token for the principal's name, a reviewer's where it begins so: authentication is tested elsewhere.</summary>
internal sealed class HeaderAuthentication : ICallerAuthentication
{
    public ValueTask<CallerIdentity> AuthenticateAsync(HttpContext context, GuardPolicy policy, CancellationToken cancellationToken)
    {
        var principal = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "key:", StringComparison.Ordinal);
        var application = policy.Applications.Values.FirstOrDefault(one => one.Callers.Contains(principal));
        if (principal.StartsWith("key:reviewer", StringComparison.Ordinal))
        {
            return ValueTask.FromResult<CallerIdentity>(
                new CallerIdentity.Known(new Caller(principal, null, new HashSet<string> { CallerRoles.Reviewer }), null));
        }

        return ValueTask.FromResult<CallerIdentity>(application is null
            ? CallerIdentity.Nobody.Instance
            : new CallerIdentity.Known(new Caller(principal, application, new HashSet<string>()), null));
    }

    public ValueTask<CallerIdentity> AuthenticateAsync(
        HttpContext context, string presented, GuardPolicy policy, CancellationToken cancellationToken) =>
        AuthenticateAsync(context, policy, cancellationToken);
}
