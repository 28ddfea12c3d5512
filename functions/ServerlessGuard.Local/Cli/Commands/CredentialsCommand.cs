using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Rotation;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>
/// <c>guard credentials</c>: the keys that the guard rotates, how old they are and when the last old one was verified as revoked.
/// </summary>
internal static class CredentialsCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("credentials", "List the keys that the guard rotates: age, next rotation, last proof. Never their text.")
        {
            policy,
            data,
            json
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenRotation(terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            var views = await ReadAsync(services, cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, views);
                return ExitCode.Success;
            }

            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns("Credential", "Platform", "Age", "Next rotation", "Last proof", "State");
            foreach (var view in views)
            {
                var age = view.Created is { } created ? $"{(clock.GetUtcNow() - created).TotalDays:0.0} d" : "no secret";
                table.AddRow(
                    new Text(view.Id), new Text(view.Platform), new Text(age), new Text(Show(view.NextRotation)),
                    new Text(Show(view.LastProof)), new Text(StateOf(view)));
            }

            terminal.OutConsole.Write(table);
            foreach (var view in views.Where(static v => v.KeyFree is not null))
            {
                await terminal.Out.WriteLineAsync($"{view.Id} could do without keys. {view.KeyFree}");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<List<CredentialView>> ReadAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var views = new List<CredentialView>();
        foreach (var credential in services.GetRequiredService<IPolicySource>().Current.Credentials.Values
            .OrderBy(static c => c.Id, StringComparer.Ordinal))
        {
            views.Add(await services.GetRequiredService<RotationReader>().ReadAsync(credential, cancellationToken));
        }

        return views;
    }

    private static string Show(DateTimeOffset? time) => time is { } known ? $"{known:yyyy-MM-dd HH:mm}Z" : "-";

    private static string StateOf(CredentialView view) =>
        !view.Rotatable ? "not rotated by this host"
            : view.Step is null ? "at rest"
            : view.Fault is null ? view.Step
            : $"{view.Step}: {view.Fault}";
}
