using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Local.Access;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard access</c>: who can do what, through which grant, and whether the policy means it.</summary>
internal static class AccessCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var who = new Option<string?>("--who")
        {
            Description = "Tell the effective access of this principal alone (user:NAME, identity:NAME, key:NAME, or a display name). Exit code 1 "
                + "when the policy does not name it for some of that.",
            HelpName = "PRINCIPAL"
        };
        var json = CommonOptions.Json();
        var command = new Command("access", "Tell who can change the model, read its content, or switch the guard off, and through which "
            + "grant. Exit code 1 when the policy does not name somebody who can.") { who, policy, data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (services, loaded) = CommandServices.OpenAccess(terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            await using var opened = services;
            var review = await services.GetRequiredService<AccessReviewer>().RunAsync(loaded, ContentCommand.Actor, cancellationToken);
            if (result.GetValue(who) is { } principal)
            {
                review = review.Of(principal);
                if (review is { Grants: [], Machines: [] } && !result.GetValue(json))
                {
                    await terminal.Out.WriteLineAsync(
                        $"{principal} can do nothing that the review knows of: it reads grants of principals and of groups, not who is in a group.");
                    return ExitCode.Success;
                }
            }

            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, AccessView.Of(review));
            }
            else
            {
                AccessView.Write(terminal.OutConsole, review);
            }

            return review.IsAsExpected ? ExitCode.Success : ExitCode.Failed;
        });
        return command;
    }
}
