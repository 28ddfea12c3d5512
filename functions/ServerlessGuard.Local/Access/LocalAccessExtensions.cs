using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Cli;
using ServerlessGuard.Local.Hosting;

namespace ServerlessGuard.Local.Access;

internal static class LocalAccessExtensions
{
    /// <summary>The access review of this host.</summary>
    public static IServiceCollection AddLocalAccess(this IServiceCollection services, string dataFolder, string policyFile)
    {
        services.TryAddSingleton(new HostAccessOptions(dataFolder, policyFile, Environment.UserName));
        services.TryAddSingleton(new AccessOptions { ReadsSecretVersions = true });
        services.TryAddSingleton<CallerKeys>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAccessSource, HostAccessSource>());
        services.TryAddSingleton<IAccessUsage, LogUsage>();
        return services.AddLocalAuditLog().AddAccessReview();
    }

    /// <summary>The review of a data folder, under the policy that a guard there would use.</summary>
    public static (ServiceProvider Services, GuardPolicy Policy) Open(Terminal terminal, string data, string? policy, TimeProvider clock)
    {
        var folder = terminal.Resolve(data);
        var path = terminal.Resolve(PolicyFiles.Choose(policy, folder));
        var loaded = PolicyLoader.LoadFile(path).Policy
            ?? throw new CommandException($"{path} is not valid.", $"'guard policy check {path}' tells what is wrong with it.");
        return (LocalServices.Open(terminal, folder, clock, services => services.AddLocalAccess(folder, path)), loaded);
    }
}
