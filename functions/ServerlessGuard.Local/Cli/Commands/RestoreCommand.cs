using System.CommandLine;
using System.Diagnostics;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Local.Cli.Files;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard restore</c>: turns the tokens of <c>guard redact --action tokenise</c> back.</summary>
internal static class RestoreCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var texts = new TextOptionSet();
        var data = CommonOptions.Data();
        var scope = TextOptionSet.Scope();
        var command = new Command("restore", "Turn tokens back into their originals, with the vault that made them.");
        texts.AddTo(command, writes: true);
        command.Add(data);
        command.Add(scope);
        command.SetAction(async (result, cancellationToken) =>
        {
            var folder = result.GetValue(data)!;
            if (terminal.StorageTargets.NeedsFolder && !Directory.Exists(terminal.Resolve(folder)))
            {
                throw new CommandException(
                    $"{folder}: there is no data folder, and so no vault.", "Name the folder that redact was given with --data.");
            }

            var started = Stopwatch.GetTimestamp();
            var request = texts.Read(result, writes: true);
            await using var vault = await FileVault.OpenAsync(
                terminal, folder, result.GetValue(scope)!, maxTokens: null, clock, cancellationToken);
            var runner = new TextRunner(terminal, request, (input, output, options, token) =>
                TextRestoration.RunAsync(input, output, vault.Session, options, RestoreMode.Everywhere, token));
            var reports = await runner.RunAsync(cancellationToken);
            return TextReport.Write(
                terminal, reports, Stopwatch.GetElapsedTime(started), "Restored", request.Json,
                beside: request.Output is null && !request.InPlace);
        });
        return command;
    }
}
