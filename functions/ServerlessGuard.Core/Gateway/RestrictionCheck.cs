using System.Globalization;
using ServerlessGuard.Core.Admission;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Holds a caller to the restriction that its misuse brought, before its model is asked.</summary>
internal sealed class RestrictionCheck(
    FailurePolicy failures, TimeProvider clock, CallerRestrictions? restrictions = null, CallerWindows? windows = null)
{
    /// <summary>Begins the reason for which a restricted caller's request is held.</summary>
    public const string Reason = "misuse.";

    private static readonly RateLimit Throttled = new(6, TimeSpan.FromMinutes(1));

    private readonly CallerWindows _windows = windows ?? new CallerWindows(clock);

    /// <summary>
    /// Throws <see cref="ModelFailedException"/> for a suspended caller and for one beyond its rate. A guard that cannot read the
    /// restrictions does not know who is suspended: the tier decides.
    /// </summary>
    public async ValueTask CheckAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        if (restrictions is null)
        {
            return;
        }

        var (caller, policy) = (context.Call.Principal, context.Call.Policy.Monitoring);
        CallerRestriction? restriction = null;
        try
        {
            restriction = await restrictions.FindAsync(caller, cancellationToken);
        }
        catch (StoreUnavailableException failure)
        {
            await failures.FailAsync(context.Interaction, new GuardFailedException("restrictions", failure), cancellationToken);
        }

        switch (restriction?.Response)
        {
            case MisuseResponse.Suspend:
                throw new ModelFailedException(GatewayFault.Suspended);
            case MisuseResponse.Throttle
                when _windows.Admit($"misuse {caller}", new CallerLimits(policy.Throttle ?? Throttled, null)) is { } wait:
                throw new ModelFailedException(GatewayFault.Throttled with
                {
                    RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
                });
            case MisuseResponse.Review:
                context.HeldFor = Reason + WireName.Of(restriction.Kind);
                break;
            default:
                break;
        }
    }
}
