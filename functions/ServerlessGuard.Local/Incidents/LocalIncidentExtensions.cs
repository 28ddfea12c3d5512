using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Cli;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Rotation;

namespace ServerlessGuard.Local.Incidents;

internal static class LocalIncidentExtensions
{
    /// <summary>The stores of a data folder with the incidents' record, under the policy that a guard there would use.</summary>
    public static ServiceProvider Open(Terminal terminal, string data, string? policy, TimeProvider clock, Action<IServiceCollection>? add = null)
    {
        var folder = terminal.Resolve(data);
        var path = PolicyFiles.Choose(policy, folder);
        var loaded = PolicyLoader.LoadFile(terminal.Resolve(path)).Policy
            ?? throw new CommandException($"{path} is not valid.", $"'guard policy check {path}' tells what is wrong with it.");
        return LocalServices.Open(terminal, folder, clock, services =>
        {
            services.AddSingleton<IPolicySource>(new FixedPolicy(loaded));
            services.AddIncidents();
            add?.Invoke(services);
        });
    }
}
