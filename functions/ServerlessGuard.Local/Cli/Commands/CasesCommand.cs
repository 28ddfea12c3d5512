using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>
/// <c>guard cases</c>: cases pending review, and their decisions. Works on the data folder, beside a running guard, as the
/// user of this machine.
/// </summary>
internal static class CasesCommand
{
    private static string Actor => $"user:{Environment.UserName}";

    public static Command Create(Terminal terminal, TimeProvider clock) => new("cases", "List, show and decide held cases.")
    {
        List(terminal, clock),
        Show(terminal, clock),
        Act(
            terminal, clock, "claim", "Keep others away from a case for ten minutes.",
            static (desk, id, _, token) => desk.ClaimAsync(id, Actor, null, token)),
        Act(
            terminal, clock, "approve", "Approve a case: what it holds may be released.",
            static (desk, id, reason, token) => desk.ApproveAsync(id, Actor, null, reason, token)),
        Act(terminal, clock, "deny", "Deny a case.", static (desk, id, reason, token) => desk.DenyAsync(id, Actor, null, reason, token)),
        Edit(terminal, clock),
    };

    private static Command List(Terminal terminal, TimeProvider clock)
    {
        var state = new Option<CaseState?>("--state") { Description = "Only cases in this state." };
        var kind = new Option<CaseKind?>("--kind") { Description = "Only cases of this kind." };
        var application = new Option<string?>("--application") { Description = "Only this application's cases.", HelpName = "ID" };
        var tier = new Option<string?>("--tier") { Description = "Only this tier's cases.", HelpName = "ID" };
        var ended = new Option<bool>("--ended") { Description = "Those that have ended, instead of those that wait." };
        var limit = new Option<int>("--limit") { Description = "The most cases to list, 1 to 200.", DefaultValueFactory = static _ => 50 };
        var after = new Option<string?>("--after") { Description = "Where the former page ended.", HelpName = "ID" };
        var (policy, data, json) = (CommonOptions.Policy(), CommonOptions.Data(), CommonOptions.Json());
        var command = new Command(
            "list", "List cases, oldest first.") { state, kind, application, tier, ended, limit, after, policy, data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            if (result.GetValue(limit) is < 1 or > 200)
            {
                throw CommandException.Usage("--limit is 1 to 200.");
            }

            await using var services = CommandServices.OpenReview(terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            var filter = new CaseFilter
            {
                State = result.GetValue(state),
                Kind = result.GetValue(kind),
                Application = result.GetValue(application),
                Tier = result.GetValue(tier),
                Ended = result.GetValue(ended),
            };
            var page = await services.GetRequiredService<CaseWorkflow>()
                .ListAsync(filter, result.GetValue(after), result.GetValue(limit), cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, new { Cases = page.Cases.Select(static one => CaseLine.Of(one.Case)), page.Next });
                return ExitCode.Success;
            }

            CaseTable.Write(terminal, page, clock.GetUtcNow());
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Show(Terminal terminal, TimeProvider clock)
    {
        var id = Id();
        var (policy, data, json) = (CommonOptions.Policy(), CommonOptions.Data(), CommonOptions.Json());
        var command = new Command("show", "Show a case with its content. The log records that you read it.") { id, policy, data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenReview(terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            var desk = services.GetRequiredService<CaseWorkflow>();
            var found = await desk.FindAsync(result.GetValue(id)!, cancellationToken) ?? throw Unknown();
            var content = await desk.ReadAsync(found.Case, Actor, cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(
                    terminal.Out, new { Case = CaseLine.Of(found.Case), found.Case.Journal, content?.Context, content?.Texts });
                return ExitCode.Success;
            }

            CaseTable.Write(terminal, new CasePage([found], null), clock.GetUtcNow());
            foreach (var text in (content?.Context ?? []).Concat(content?.Texts ?? []))
            {
                // As text: what a model wrote is not markup of this terminal, nor its control characters.
                terminal.OutConsole.Write(new Panel(new Text(CaseTable.Plain(text.Text)))
                {
                    Header = new PanelHeader(Markup.Escape(CaseTable.Plain($"{text.Role} ({text.Path})")))
                });
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Command Act(
        Terminal terminal, TimeProvider clock, string name, string description,
        Func<CaseWorkflow, string, string?, CancellationToken, ValueTask<CaseResult>> act)
    {
        var id = Id();
        var reason = new Option<string?>("--reason") { Description = "Why, in your own words; kept with the case.", HelpName = "TEXT" };
        var (policy, data, json) = (CommonOptions.Policy(), CommonOptions.Data(), CommonOptions.Json());
        var command = new Command(name, description) { id, policy, data, json };
        if (name != "claim")
        {
            command.Add(reason);
        }

        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenReview(terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            var done = await act(
                services.GetRequiredService<CaseWorkflow>(), result.GetValue(id)!, name == "claim" ? null : result.GetValue(reason),
                cancellationToken);
            return await ReportAsync(terminal, done, result.GetValue(json));
        });
        return command;
    }

    private static Command Edit(Terminal terminal, TimeProvider clock)
    {
        var id = Id();
        var path = new Option<string>("--path")
        {
            Description = "Which text to change, as 'guard cases show' names it.",
            HelpName = "PATH",
            DefaultValueFactory = static _ => "text0"
        };
        var text = new Option<string?>("--text") { Description = "The new text.", HelpName = "TEXT" };
        var file = new Option<string?>("--file") { Description = "A file with the new text.", HelpName = "FILE" };
        var reason = new Option<string?>("--reason") { Description = "Why, in your own words; kept with the case.", HelpName = "TEXT" };
        var (policy, data, json) = (CommonOptions.Policy(), CommonOptions.Data(), CommonOptions.Json());
        var command = new Command("edit", "Change a held answer and approve the result. It is inspected again first.")
        {
            id,
            path,
            text,
            file,
            reason,
            policy,
            data,
            json
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            if (result.GetValue(text) is null == result.GetValue(file) is null)
            {
                throw CommandException.Usage("Give the new text: either --text or --file.");
            }

            var changed = result.GetValue(text) ?? await RegularFile.ReadAllTextAsync(
                terminal.Resolve(result.GetValue(file)!), cancellationToken);
            await using var services = CommandServices.OpenReview(terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            var done = await services.GetRequiredService<CaseWorkflow>().EditAsync(
                result.GetValue(id)!, Actor, null, [new CaseEdit(result.GetValue(path)!, changed)], result.GetValue(reason),
                cancellationToken);
            return await ReportAsync(terminal, done, result.GetValue(json));
        });
        return command;
    }

    private static async Task<int> ReportAsync(Terminal terminal, CaseResult result, bool json)
    {
        switch (result)
        {
            case CaseResult.Done done when json:
                JsonOutput.Write(terminal.Out, CaseLine.Of(done.Value.Case));
                return ExitCode.Success;
            case CaseResult.Done { Value.Case: { State: CaseState.Open, Vote: not null } waiting }:
                await terminal.Out.WriteLineAsync($"{waiting.Id} has your approval and needs a second person's.");
                return ExitCode.Success;
            case CaseResult.Done done:
                await terminal.Out.WriteLineAsync($"{done.Value.Case.Id} is {CaseLine.Word(done.Value.Case.State)}.");
                return ExitCode.Success;
            case CaseResult.Refused refused:
                var reasons = refused.Reasons.Count > 0 ? $" Reasons: {string.Join(", ", refused.Reasons)}." : "";
                throw new CommandException(refused.Message + reasons);
            default:
                throw Unknown();
        }
    }

    private static Argument<string> Id() => new("ID") { Description = "The case's id." };

    private static CommandException Unknown() =>
        new("There is no such case.", "'guard cases list' lists them; '--ended' those that have ended.");
}
