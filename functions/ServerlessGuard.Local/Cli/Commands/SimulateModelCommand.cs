using System.CommandLine;
using System.Text.Json;
using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>
/// <c>guard simulate model</c>: the simulated model alone, to try <c>guard up --upstream</c> before a real one is there. It holds no
/// secret and answers everyone.
/// </summary>
internal static class SimulateModelCommand
{
    private const int DefaultPort = 8081;

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1; 0 takes a free one.",
            HelpName = "PORT",
            DefaultValueFactory = static _ => DefaultPort,
        };
        var json = CommonOptions.Json();
        var command = new Command("model", "Serve the simulated model alone, as an upstream to try 'guard up --upstream URL' with.")
        {
            port, json,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var address = ListenAddress.Parse(null, result.GetValue(port), allowRemote: false)[0];
            await using var model = await SimulatedModel.StartAsync(new() { Address = address }, clock, cancellationToken);
            if (result.GetValue(json))
            {
                await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(new { model = model.Endpoint }, JsonSerializerOptions.Web));
            }
            else
            {
                await terminal.Out.WriteLineAsync(
                    $"""
                    a simulated model serves at {model.Endpoint}, under every name

                    guard up --upstream {model.Endpoint} --model NAME

                    Ctrl+C stops it.
                    """);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Success;
        });
        return command;
    }
}
