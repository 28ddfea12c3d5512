using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Local.Hosting;

internal static class LeaseExtensions
{
    /// <summary>One time after which every kind of begun work is taken over; what depends on it follows.</summary>
    public static IServiceCollection AddLease(this IServiceCollection services, TimeSpan lease) => services
        .AddSingleton(new DrillTimings { Lease = lease, CallTimeout = lease / 2 })
        .AddSingleton(new RotationTimings { Lease = lease, CallTimeout = lease / 2, Settle = lease, ProbeEvery = lease / 20 })
        .AddSingleton(new JobIntervals { Rotation = lease / 4 })
        .AddSingleton(new RollbackTimings { Lease = lease, Settle = lease })
        .AddSingleton(new ReviewTimings { Settle = lease });
}
