using System.Collections.Frozen;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Web.Identity;

/// <summary>
/// Authenticates local keys and Entra tokens. Every refusal within the failure budget writes an entry. Beyond the budget the
/// client gets 429 and no entry, so that nobody can flood the log, and the next entry counts the omitted ones. The guard
/// still verifies every credential, and a valid one passes, so that guessing locks nobody else out.
/// </summary>
internal sealed class CallerAuthentication(
    CallerKeys keys,
    EntraAuthentication entra,
    FailureBudget budget,
    IAuditLog audit,
    TimeProvider clock,
    IOptions<IdentityOptions> options,
    ILogger<CallerAuthentication> logger) : ICallerAuthentication
{
    private static readonly IReadOnlySet<string> NoRoles = new HashSet<string>();
    private readonly RemoteAddress _remote = new(options.Value.TrustedProxies);
    private long _unrecorded;

    public async ValueTask<CallerIdentity> AuthenticateAsync(HttpContext context, GuardPolicy policy, CancellationToken cancellationToken)
    {
        var credential = Credential.Read(context.Request.Headers);
        return credential is { Value: null, Problem: null }
            ? CallerIdentity.Nobody.Instance
            : await JudgeAsync(context, credential, policy, cancellationToken);
    }

    public ValueTask<CallerIdentity> AuthenticateAsync(
        HttpContext context, string presented, GuardPolicy policy, CancellationToken cancellationToken) =>
        JudgeAsync(context, Credential.Of(presented), policy, cancellationToken);

    private async ValueTask<CallerIdentity> JudgeAsync(
        HttpContext context, Credential credential, GuardPolicy policy, CancellationToken cancellationToken)
    {
        var address = _remote.Of(context);
        context.Features.Set(CallerPlace.Of(address));
        var wait = budget.ExhaustedFor(address);
        var (known, reason, name) = credential.Value is { } value
            ? await JudgeAsync(context, value, policy, cancellationToken)
            : (null, credential.Problem, null);
        if (known is not null)
        {
            return known;
        }

        if (wait is { } retryAfter)
        {
            Interlocked.Increment(ref _unrecorded);
            return new CallerIdentity.Throttled(retryAfter);
        }

        await RecordAsync(context, address, policy, reason ?? "credential-invalid", name, cancellationToken);
        return new CallerIdentity.Refused(reason ?? "credential-invalid");
    }

    private async ValueTask<(CallerIdentity.Known? Known, string? Reason, string? Name)> JudgeAsync(
        HttpContext context, string credential, GuardPolicy policy, CancellationToken cancellationToken)
    {
        if (credential.StartsWith(CallerKeyText.Prefix, StringComparison.Ordinal))
        {
            return await keys.VerifyAsync(credential, cancellationToken) switch
            {
                CallerKeyResult.Valid { Record: var record } =>
                    (new(CallerFor(record.Principal, record.Roles.ToHashSet(StringComparer.Ordinal), policy), record.Expires), null, null),
                CallerKeyResult.Invalid invalid => (null, invalid.Reason, invalid.Name),
                _ => (null, "key-unknown", null),
            };
        }

        if (options.Value.Entra is null)
        {
            return (null, "credential-unknown", null);
        }

        var token = await entra.AuthenticateAsync(context, credential);
        return token.Principal is null
            ? (null, token.Problem, null)
            : (new(CallerFor(token.Principal, token.Roles, policy), token.Expires), null, null);
    }

    private static Caller CallerFor(string principal, IReadOnlySet<string> roles, GuardPolicy policy) =>
        new(principal, CallerApplications.Of(principal, policy), roles.Count == 0 ? NoRoles : roles);

    private async ValueTask RecordAsync(
        HttpContext context, IPAddress? address, GuardPolicy policy, string reason, string? name, CancellationToken cancellationToken)
    {
        budget.Spend(address);
        IdentityLog.CallerRefused(logger, context.TraceIdentifier, reason);
        var facts = new Dictionary<string, string>
        {
            ["reason"] = reason,
            ["request"] = context.TraceIdentifier,
            ["remote"] = address?.ToString() ?? "unknown",
        };
        if (Interlocked.Exchange(ref _unrecorded, 0) is > 0 and var unrecorded)
        {
            facts["unrecorded"] = unrecorded.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.CallerRefused,
                Time = clock.GetUtcNow(),
                Actor = name is null ? "unknown" : $"key:{name}",
                PolicyRevision = policy.RevisionId,
                Facts = facts,
            },
            cancellationToken);
    }
}

/// <summary>
/// Maps a principal to its application. Indexed once per policy snapshot. A principal that two applications claim acts as
/// none, because the guard does not guess a tier. GUIDs differ in case between portals, so the case of principals is ignored.
/// </summary>
internal static class CallerApplications
{
    private static readonly ConditionalWeakTable<GuardPolicy, FrozenDictionary<string, ApplicationPolicy>> BySnapshot = [];

    public static ApplicationPolicy? Of(string principal, GuardPolicy policy) =>
        BySnapshot.GetValue(policy, Index).GetValueOrDefault(principal);

    private static FrozenDictionary<string, ApplicationPolicy> Index(GuardPolicy policy) => policy.Applications.Values
        .SelectMany(
            static application => application.Callers.Distinct(StringComparer.OrdinalIgnoreCase).Select(caller => (caller, application)))
        .GroupBy(static pair => pair.caller, StringComparer.OrdinalIgnoreCase)
        .Where(static group => group.Count() == 1)
        .ToFrozenDictionary(static group => group.Key, static group => group.Single().application, StringComparer.OrdinalIgnoreCase);
}
