using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Content;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard content</c>: reads what was kept of an interaction, and holds it beyond its time.</summary>
internal static class ContentCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock) =>
        new("content", "Read stored content, hold it beyond its retention, or destroy content that is due.")
        {
            CreateHold(terminal, clock, isHold: true),
            CreateHold(terminal, clock, isHold: false),
            CreateHolds(terminal, clock),
            CreateRead(terminal, clock),
            CreateExpire(terminal, clock),
        };

    /// <summary>The actor of commands on this machine.</summary>
    internal static string Actor => $"user:{Environment.UserName}";

    internal static Option<string> Purpose() =>
        new("--purpose") { Description = "The reason for reading; the audit log records it.", HelpName = "TEXT", Required = true };

    private static Command CreateHold(Terminal terminal, TimeProvider clock, bool isHold)
    {
        var id = new Argument<string>("ID") { Description = "The interaction's id; with --application, the application's." };
        var application = new Option<bool>("--application") { Description = "All content of an application." };
        var reason = new Option<string>(
            "--reason")
        { Description = "The reason; the audit log records it.", HelpName = "TEXT", Required = true };
        var data = CommonOptions.Data();
        var command = new Command(isHold ? "hold" : "release", isHold
            ? "Keep content although its time is over (legal hold)."
            : "End a hold; content that is due expires then.") { id, application, reason, data };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (subject, why) = (result.GetValue(id)!, result.GetValue(reason)!);
            if (string.IsNullOrWhiteSpace(subject)
                || string.IsNullOrWhiteSpace(why)
                || why.Length > LegalHolds.LongestReason
                || why.Any(char.IsControl))
            {
                throw CommandException.Usage(
                    $"ID and --reason must say something, the reason in one line of at most {LegalHolds.LongestReason} characters.");
            }

            await using var services = Open(terminal, result.GetValue(data)!, clock);
            var holds = services.GetRequiredService<LegalHolds>();
            if (!isHold)
            {
                if (!await holds.ReleaseAsync(subject, result.GetValue(application), why, Actor, cancellationToken))
                {
                    throw new CommandException("There is no such hold.", "'guard content holds' lists them.");
                }

                await terminal.Out.WriteLineAsync("Released. The next sweep destroys content that is due.");
                return ExitCode.Success;
            }

            var late = await holds.HoldAsync(subject, result.GetValue(application), why, Actor, cancellationToken);
            await terminal.Out.WriteLineAsync("Held until it is released.");
            if (late > 0)
            {
                throw new CommandException(
                    $"{late} contents of it were already being destroyed.", "The audit log says which: content.expired.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateHolds(Terminal terminal, TimeProvider clock)
    {
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("holds", "List the holds.") { data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = Open(terminal, result.GetValue(data)!, clock);
            var holds = await services.GetRequiredService<LegalHolds>().ListAsync(cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, holds);
                return ExitCode.Success;
            }

            foreach (var hold in holds)
            {
                await terminal.Out.WriteLineAsync(
                    $"{hold.Subject.Replace('~', ' ')}  since {hold.Since:u}  by {hold.Actor}: {hold.Reason}");
            }

            await terminal.Out.WriteLineAsync(holds.Count == 1 ? "1 hold." : $"{holds.Count} holds.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateRead(Terminal terminal, TimeProvider clock)
    {
        var id = new Argument<string>("ID") { Description = "The interaction's id." };
        var part = new Argument<string>("PART") { Description = "request, forwarded, model, answer, or case." };
        var purpose = Purpose();
        var data = CommonOptions.Data();
        var command = new Command(
            "read", "Write one part of an interaction's content to standard output. The audit log records the read first.") { id, part, purpose, data };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = Open(terminal, result.GetValue(data)!, clock);
            ReadOnlyMemory<byte>? content;
            try
            {
                content = await services.GetRequiredService<IContentStore>()
                    .ReadAsync(result.GetValue(id)!, result.GetValue(part)!, Actor, result.GetValue(purpose)!, cancellationToken);
            }
            catch (ArgumentException exception)
            {
                throw CommandException.Usage("ID, PART or --purpose is malformed.", exception.Message);
            }

            await terminal.Output.WriteAsync(content ?? throw new CommandException(
                "There is no such content: it has expired, or never was.",
                "'guard trace ID' lists the measured parts and their expiry."), cancellationToken);
            await terminal.Output.FlushAsync(cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateExpire(Terminal terminal, TimeProvider clock)
    {
        var data = CommonOptions.Data();
        var command = new Command("expire", "Destroy content that is due now; a running guard does so every minute.") { data };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = Open(terminal, result.GetValue(data)!, clock);
            var swept = await services.GetRequiredService<ContentSweep>().RunAsync(cancellationToken);
            await terminal.Out.WriteLineAsync($"{swept.Destroyed} destroyed, with their keys; {swept.Left} due and left (held).");
            return ExitCode.Success;
        });
        return command;
    }

    private static ServiceProvider Open(Terminal terminal, string data, TimeProvider clock) =>
        CommandServices.Open(terminal, LogCommand.Existing(terminal, data), clock, static services => services.AddContent());
}
