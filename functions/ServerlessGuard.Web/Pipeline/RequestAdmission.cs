using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Admission;
using ServerlessGuard.Core.Callers;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// Admits requests by the limiter, and gives memory back to the system when a burst of large bodies is over. Thread-safe.
/// </summary>
internal sealed class RequestAdmission(AdmissionLimiter limiter, CallerWindows windows)
{
    /// <summary>Smaller loads leave no memory worth a collection.</summary>
    private const long Burst = 4L << 20;

    private long _peak;

    /// <summary>The request's share; null where it is too much, with <c>Retry-After</c> in the response's headers.</summary>
    public AdmissionLease? TryAdmit(HttpContext context, string caller, bool isInteraction)
    {
        var lease = limiter.TryAdmit(caller, isInteraction, context.Request.ContentLength ?? 0);
        if (lease is null)
        {
            AddRetryAfter(context);
            return null;
        }

        context.Features.Set(new BodyAllowance(lease, () => AddRetryAfter(context)));
        Note();
        return lease;
    }

    /// <summary>
    /// The error of an interaction beyond its caller's limits, with <c>Retry-After</c> in the response's headers; else null.
    /// </summary>
    public GuardError? CheckLimits(HttpContext context, Caller caller, bool isInteraction)
    {
        if (!isInteraction || caller.Application?.Limits is not { } limits)
        {
            return null;
        }

        if (windows.Admit(caller.Principal, limits) is { } wait)
        {
            AddRetryAfter(context, wait);
            return Exceeded;
        }

        context.Features.Set(new TokenCount(tokens => windows.Spend(caller.Principal, limits, tokens)));
        return null;
    }

    private static GuardError Exceeded { get; } = new(
        429, "rate_limit_exceeded", "This caller has used what the policy allows in the period. Try again after the time in Retry-After.");

    public static GuardError Refusal { get; } = new(
        429, "too_many_requests", "Too much of this caller, or of all callers, is under way. Try again after the time in Retry-After.");

    /// <summary>Called after a share was freed.</summary>
    public void ReleaseMemory()
    {
        Note();
        if (limiter.Bytes > 0 || Interlocked.Exchange(ref _peak, 0) < Burst)
        {
            return;
        }

        // The collector keeps what a burst took until something allocates again, which after a burst nothing does.
        _ = Task.Run(static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));
    }

    private void Note()
    {
        var now = limiter.Bytes;
        for (var peak = Volatile.Read(ref _peak); now > peak;)
        {
            var seen = Interlocked.CompareExchange(ref _peak, now, peak);
            if (seen == peak)
            {
                return;
            }

            peak = seen;
        }
    }

    private void AddRetryAfter(HttpContext context) => AddRetryAfter(context, limiter.RetryAfter);

    private static void AddRetryAfter(HttpContext context, TimeSpan wait) =>
        context.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Takes the tokens of the request's interaction, when it is over.</summary>
internal sealed record TokenCount(Action<long> Add);

/// <summary>The bytes that a body of unknown length may still take.</summary>
internal sealed class BodyAllowance(AdmissionLease lease, Action onRefusal)
{
    public bool TryAdd(long bytes)
    {
        if (lease.TryAdd(bytes))
        {
            return true;
        }

        onRefusal();
        return false;
    }
}
