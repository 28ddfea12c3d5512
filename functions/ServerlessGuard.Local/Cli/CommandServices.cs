using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Local.Access;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Rotation;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Cli;

/// <summary>
/// The services of a command: the stores of a data folder, beside a guard that may be running there, under the policy that
/// this guard would use.
/// </summary>
internal static class CommandServices
{
    /// <summary>The stores where the command says that they are.</summary>
    public static ServiceProvider Open(Terminal terminal, string data, TimeProvider clock, Action<IServiceCollection>? add = null) =>
        LocalServices.Open(terminal.Resolve(data), clock, add, terminal.StorageTargets);

    /// <summary>With what deployments are asked, attested and watched by.</summary>
    public static ServiceProvider OpenWatch(
        Terminal terminal, string data, string? policy, Uri upstream, string? upstreamKey, TimeProvider clock)
    {
        var folder = terminal.Resolve(data);
        var path = PolicyFiles.Choose(policy, folder);
        try
        {
            return WatchServices.Open(folder, terminal.Resolve(path), upstream, upstreamKey, clock, places: terminal.StorageTargets);
        }
        catch (PolicyRefusedException)
        {
            throw NotValid(path);
        }
    }

    /// <summary>With the access review.</summary>
    public static (ServiceProvider Services, GuardPolicy Policy) OpenAccess(
        Terminal terminal, string data, string? policy, TimeProvider clock)
    {
        var folder = terminal.Resolve(data);
        var path = PolicyFiles.Choose(policy, folder);
        return (Open(terminal, folder, clock, services => services.AddLocalAccess(folder, terminal.Resolve(path))), Load(terminal, path));
    }

    /// <summary>With the incidents' record.</summary>
    public static ServiceProvider OpenIncidents(
        Terminal terminal, string data, string? policy, TimeProvider clock, Action<IServiceCollection>? add = null) =>
        OpenUnderPolicy(terminal, data, policy, clock, services =>
        {
            services.AddIncidents();
            add?.Invoke(services);
        });

    /// <summary>With human review.</summary>
    public static ServiceProvider OpenReview(Terminal terminal, string data, string? policy, TimeProvider clock) =>
        OpenUnderPolicy(terminal, data, policy, clock, static services => services.AddReview());

    /// <summary>With what monitoring counted and found.</summary>
    public static ServiceProvider OpenMonitoring(Terminal terminal, string data, string? policy, TimeProvider clock) =>
        OpenUnderPolicy(terminal, data, policy, clock, static services => services.AddMonitoring());

    /// <summary>With rotation.</summary>
    public static ServiceProvider OpenRotation(Terminal terminal, string data, string? policy, TimeProvider clock) =>
        OpenUnderPolicy(terminal, data, policy, clock, static services => services.AddLocalRotation());

    private static ServiceProvider OpenUnderPolicy(
        Terminal terminal, string data, string? policy, TimeProvider clock, Action<IServiceCollection> add)
    {
        var folder = terminal.Resolve(data);
        var loaded = Load(terminal, PolicyFiles.Choose(policy, folder));
        return Open(terminal, folder, clock, services =>
        {
            services.AddSingleton<IPolicySource>(new FixedPolicy(loaded));
            add(services);
        });
    }

    private static GuardPolicy Load(Terminal terminal, string path) =>
        PolicyLoader.LoadFile(terminal.Resolve(path)).Policy ?? throw NotValid(path);

    private static CommandException NotValid(string path) =>
        new($"{path} is not valid.", $"'guard policy check {path}' shows the errors.");
}
