using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard stop</c>: the kill switch. No calls go to the model until a person starts it again.</summary>
internal static class StopCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var model = new Argument<string>("MODEL") { Description = "The model's id in the policy." };
        var undo = new Option<bool>(
            "--undo")
        { Description = "Start it again. A pause by the guard itself stays: 'guard rollback MODEL' ends that." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("stop", "Stop a model at once: the gateway sends it no calls until a person starts it again.")
        {
            model,
            undo,
            policy,
            data,
            json
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenWatch(
                terminal, result.GetValue(data)!, result.GetValue(policy), RollbackCommand.NoUpstream, null, clock);
            var stopped = RollbackCommand.ModelOf(services, result.GetValue(model)!);
            var stops = services.GetRequiredService<ModelStops>();
            var isUndo = result.GetValue(undo);
            var changed = isUndo
                ? await stops.StartAsync(stopped, RollbackCommand.Actor, cancellationToken)
                : await stops.StopAsync(stopped, RollbackCommand.Actor, cancellationToken);
            var (route, _) = await services.GetRequiredService<ModelRoutes>().ReadAsync(stopped.Id, cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(
                    terminal.Out, new { model = stopped.Id, changed, stopped = route.StoppedBy is not null, paused = route.IsPaused });
                return ExitCode.Success;
            }

            await terminal.Out.WriteLineAsync((isUndo, changed, route.IsPaused) switch
            {
                (false, true, _) =>
                    $"{stopped.Id} is stopped. A running guard sends it nothing within {ModelRoutes.Fresh.TotalSeconds:0} s. 'guard stop {stopped.Id} --undo' starts it again.",
                (false, false, _) => $"{stopped.Id} was stopped already, by {route.StoppedBy}.",
                (true, _, true) =>
                    $"Nobody stops {stopped.Id} any more, but the guard has paused it: no attested revision answered its probes. 'guard rollback {stopped.Id}' looks again.",
                (true, true, false) => $"{stopped.Id} is started.",
                _ => $"{stopped.Id} was not stopped.",
            });
            return ExitCode.Success;
        });
        return command;
    }
}
