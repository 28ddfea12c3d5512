using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Web.Identity;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>Whether an identity may use an endpoint.</summary>
internal static class AccessDecision
{
    /// <summary>Null lets the request through.</summary>
    public static GuardError? Decide(EndpointAccess access, CallerIdentity identity) => identity switch
    {
        CallerIdentity.Throttled =>
            new GuardError(429, "too_many_failures", "This client sent too many invalid credentials. Try again later."),
        CallerIdentity.Refused => new GuardError(401, "invalid_credentials", "The credential is not valid."),
        CallerIdentity.Known known =>
            Allows(access, known.Caller) ? null : new GuardError(403, "forbidden", "This caller may not use this endpoint."),
        _ => access == EndpointAccess.Anonymous
            ? null
            : new GuardError(401, "missing_credentials", "Send a key or token: 'Authorization: Bearer …' or 'api-key: …'."),
    };

    public static void AddHeaders(HttpResponse response, GuardError refusal, CallerIdentity identity)
    {
        if (refusal.Status == 401)
        {
            response.Headers.WWWAuthenticate = refusal.Code == "missing_credentials" ? "Bearer" : "Bearer error=\"invalid_token\"";
        }
        else if (identity is CallerIdentity.Throttled throttled)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(throttled.RetryAfter.TotalSeconds))
                .ToString(CultureInfo.InvariantCulture);
        }
    }

    private static bool Allows(EndpointAccess access, Caller caller) => access switch
    {
        EndpointAccess.Anonymous or EndpointAccess.AnyAuthenticated => true,
        EndpointAccess.Application => caller.Application is not null,
        EndpointAccess.Reviewer => caller.Roles.Contains(CallerRoles.Reviewer),
        EndpointAccess.Auditor => caller.Roles.Contains(CallerRoles.Auditor),
        EndpointAccess.Admin => caller.Roles.Contains(CallerRoles.Admin),
        EndpointAccess.Events => caller.Roles.Contains(CallerRoles.Events) || caller.Roles.Contains(CallerRoles.Admin),
        EndpointAccess.Metrics => caller.Roles.Contains(CallerRoles.Metrics),
        _ => false,
    };
}
