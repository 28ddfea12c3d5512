using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Local.Cli;
using ServerlessGuard.Local.Hosting;

namespace ServerlessGuard.Local.Rotation;

internal static class LocalRotationExtensions
{
    /// <summary>Rotation on this machine's stores, with the simulated platform.</summary>
    public static IServiceCollection AddLocalRotation(this IServiceCollection services)
    {
        services.TryAddSingleton(new RotationLoopOptions());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyPlatform, SimulatedKeyPlatform>());
        return services.AddReview().AddRotation();
    }

    /// <summary>The stores of a data folder with rotation, under the policy that a guard there would use.</summary>
    public static ServiceProvider Open(Terminal terminal, string data, string? policy, TimeProvider clock)
    {
        var folder = terminal.Resolve(data);
        var path = PolicyFiles.Choose(policy, folder);
        var loaded = PolicyLoader.LoadFile(terminal.Resolve(path)).Policy
            ?? throw new CommandException($"{path} is not valid.", $"'guard policy check {path}' tells what is wrong with it.");
        return LocalServices.Open(terminal, folder, clock, services =>
        {
            services.AddSingleton<IPolicySource>(new FixedPolicy(loaded));
            services.AddLocalRotation();
        });
    }
}
