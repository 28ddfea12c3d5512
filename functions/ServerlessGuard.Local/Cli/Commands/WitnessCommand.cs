using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard witness</c>: a second signer for somebody else's log, against rewriting it.</summary>
internal static class WitnessCommand
{
    private const int DefaultPort = 8090;
    private const string DefaultFolder = ".guard-witness";

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var log = new Option<string>(
            "--log")
        { Description = "The log's public key, as 'guard log key' prints it.", HelpName = "NAME+ID+BASE64", Required = true };
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1; 0 takes a free one. Put a TLS proxy before it for others.",
            HelpName = "PORT",
            DefaultValueFactory = static _ => DefaultPort
        };
        var name = new Option<string?>("--name")
        {
            Description = "The witness's name, when its key is first made: something that you own, like example.com/witness.",
            HelpName = "NAME"
        };
        var data = new Option<string>("--data")
        {
            Description = "The folder that holds the witness's key and the checkpoint it signed last.",
            HelpName = "DIR",
            DefaultValueFactory = static _ => DefaultFolder
        };
        var json = CommonOptions.Json();
        var command = new Command("witness", "Cosign a log's checkpoints, only ever forward (C2SP tlog-witness). Run it where the log's "
            + "keeper cannot reach.") { log, port, name, data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var key = LogCommand.ParseKey(result.GetValue(log), "--log")!;
            if (result.GetValue(name) is { } chosen && !NoteKey.IsName(chosen))
            {
                throw CommandException.Usage("--name holds a space, a plus or a control character.");
            }

            var url = ListenAddress.Parse(null, result.GetValue(port), allowRemote: false)[0];
            await using var services = LocalServices.Open(terminal.Resolve(result.GetValue(data)!), clock);
            var signer = await WitnessStore.KeyAsync(
                services.GetRequiredService<ISecretStore>(), services.GetRequiredService<IEntropy>(), result.GetValue(name),
                cancellationToken);
            using var witness = await WitnessStore.OpenAsync(
                signer, key, services.GetRequiredService<IBlobStore>(), clock, cancellationToken);
            await using var server = await WitnessServer.StartAsync(witness, url, cancellationToken);
            if (result.GetValue(json))
            {
                await terminal.Out.WriteLineAsync(System.Text.Json.JsonSerializer.Serialize(
                    new { url = server.Address, key = signer.Key.ToString(), witness.Size }, System.Text.Json.JsonSerializerOptions.Web));
            }
            else
            {
                await terminal.Out.WriteLineAsync($"Witness of {key.Name}, signed up to {witness.Size}, at {server.Address}");
                await terminal.Out.WriteLineAsync($"guard up --witness {server.Address} --witness-key {signer.Key}");
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Success;
        });
        return command;
    }
}
