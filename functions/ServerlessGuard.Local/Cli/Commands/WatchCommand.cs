using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Local.Deployments;
using ServerlessGuard.Local.Hosting;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard watch</c>: what stands on the platforms, how long it is attested, and what drifted. Acts on nothing.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var once = new Option<bool>("--once") { Description = "Look once; the exit code is 1 when something drifted." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("watch", "Show deployments, their revisions, how long they are attested, and what drifted. A running "
            + "guard acts; this only looks.") { once, policy, data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenWatch(
                terminal, result.GetValue(data)!, result.GetValue(policy), WatchServices.NoModel, null, clock);
            while (true)
            {
                var views = await ReadAsync(services, clock, cancellationToken);
                Write(terminal, views, result.GetValue(json));
                if (result.GetValue(once))
                {
                    return views.Exists(static v => v.IsDrifted) ? ExitCode.Failed : ExitCode.Success;
                }

                await Task.Delay(Pause, clock, cancellationToken);
            }
        });
        return command;
    }

    private static async Task<List<DeploymentView>> ReadAsync(
        IServiceProvider services, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (policy, reader, views) = (
            services.GetRequiredService<IPolicySource>().Current, services.GetRequiredService<EndpointReader>(),
            new List<DeploymentView>());
        foreach (var model in policy.Models.Values.OrderBy(static m => m.Id, StringComparer.Ordinal))
        {
            views.AddRange(await DeploymentView.OfAsync(policy, model, reader, clock, cancellationToken));
        }

        return views;
    }

    private static void Write(Terminal terminal, List<DeploymentView> views, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, views);
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Model", "Deployment", "Revision", "Serves", "Attested until", "Drift");
        foreach (var view in views)
        {
            var drift = view.Problem ?? (view.Drift.Count > 0 ? string.Join(", ", view.Drift) : "-");
            table.AddRow(
                new Text(view.Model), new Text(view.Deployment ?? "-"), new Text(view.Revision ?? "-"),
                new Text(view.Serves ? "yes" : "no"), new Text(view.AttestedUntil is { } until ? $"{until:yyyy-MM-dd HH:mm}Z" : "-"),
                new Text(drift));
        }

        terminal.OutConsole.Write(table);
    }
}
