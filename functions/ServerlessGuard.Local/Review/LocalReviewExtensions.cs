using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Local.Cli;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Rotation;

namespace ServerlessGuard.Local.Review;

internal static class LocalReviewExtensions
{
    /// <summary>The review desk over a data folder, beside a guard that may be running there, under that guard's policy.</summary>
    public static ServiceProvider Open(Terminal terminal, string data, string? policy, TimeProvider clock)
    {
        var folder = terminal.Resolve(data);
        var path = PolicyFiles.Choose(policy, folder);
        var loaded = PolicyLoader.LoadFile(terminal.Resolve(path)).Policy
            ?? throw new CommandException($"{path} is not valid.", $"'guard policy check {path}' tells what is wrong with it.");
        return LocalServices.Open(terminal, folder, clock, services =>
        {
            services.AddSingleton<IPolicySource>(new FixedPolicy(loaded));
            services.AddReview();
        });
    }
}
