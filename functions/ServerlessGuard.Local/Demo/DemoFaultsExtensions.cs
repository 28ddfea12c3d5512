using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Demo;

/// <summary>Puts the breakable doubles before the real stores, which stay what they are.</summary>
internal static class DemoFaultsExtensions
{
    public static IServiceCollection AddDemoFaults(this IServiceCollection services, DemoFaults faults)
    {
        Wrap<IAuditLog>(services, inner => new FaultyAuditLog(inner, faults));
        Wrap<IDocumentStore>(services, inner => new FaultyDocuments(inner, faults));
        return services;
    }

    private static void Wrap<T>(IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var real = services.Last(static service => service.ServiceType == typeof(T));
        var key = $"real {typeof(T).Name}";
        services.Remove(real);
        services.Add(real switch
        {
            { ImplementationInstance: { } instance } => ServiceDescriptor.KeyedSingleton<T>(key, (T)instance),
            { ImplementationFactory: { } factory } => ServiceDescriptor.KeyedSingleton<T>(key, (provider, _) => (T)factory(provider)),
            _ => new ServiceDescriptor(typeof(T), key, real.ImplementationType!, ServiceLifetime.Singleton),
        });
        services.Replace(ServiceDescriptor.Singleton(provider => wrap(provider.GetRequiredKeyedService<T>(key))));
    }
}

/// <summary>The real audit log, until it is broken on purpose.</summary>
internal sealed class FaultyAuditLog(IAuditLog inner, DemoFaults faults) : IAuditLog
{
    public ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        faults.AuditLogDown
            ? throw new StoreUnavailableException("The audit log cannot make entries durable: broken on purpose by the demo.")
            : inner.AppendAsync(entry, cancellationToken);
}
