using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Hosting;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard attest list</c>: a model's valid attestations.</summary>
internal static class AttestListCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var model = new Argument<string>("MODEL") { Description = "The model's id in the policy." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("list", "List a model's attestations that are valid now.") { model, policy, data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenWatch(
                terminal, result.GetValue(data)!, result.GetValue(policy), WatchServices.NoModel, null, clock);
            var asked = ProbesCommand.ModelOf(services.GetRequiredService<IPolicySource>().Current, result.GetValue(model)!);
            var all = await services.GetRequiredService<IAttestations>().ListAsync(asked.Id, cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, all);
                return ExitCode.Success;
            }

            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns("Revision", "Digest", "Attester", "Issued", "Until");
            foreach (var one in all)
            {
                table.AddRow(
                    new Text($"{one.Revision.ModelName} {one.Revision.ModelVersion}"), new Text(one.Revision.Digest[..12]),
                    new Text(one.Attester), new Text($"{one.Issued:u}"), new Text($"{one.Expires:u}"));
            }

            terminal.OutConsole.Write(table);
            return ExitCode.Success;
        });
        return command;
    }
}
