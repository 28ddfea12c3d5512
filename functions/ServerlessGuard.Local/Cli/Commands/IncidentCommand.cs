using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Ports;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard incident</c>: declare, show, acknowledge, contain and close incidents, drilled ones too.</summary>
internal static class IncidentCommand
{
    private static readonly string Actor = $"user:{Environment.UserName}";

    public static Command Create(
        Terminal terminal, TimeProvider clock) => new("incident", "Declare, list, acknowledge, contain and close incidents.")
    {
        CreateDeclare(terminal, clock),
        CreateList(terminal, clock),
        CreateShow(terminal, clock),
        CreateChange(
            terminal, clock, "ack", "Say that you look after it.",
            static (desk, id, note, cancellation) => desk.AcknowledgeAsync(id, Actor, note, cancellation)),
        CreateChange(
            terminal, clock, "contain", "Record that the harm has ended.",
            static (desk, id, note, cancellation) => desk.ContainAsync(id, Actor, note, cancellation)),
        CreateChange(
            terminal, clock, "close", "Say that it is over.",
            static (desk, id, note, cancellation) => desk.CloseAsync(id, Actor, note, cancellation)),
    };

    private static Command CreateDeclare(Terminal terminal, TimeProvider clock)
    {
        var title = new Argument<string>("TITLE") { Description = "The failure, in a line. Never content or a secret." };
        var subject = new Option<string?>(
            "--subject")
        { Description = "The model, credential or deployment that it is about.", HelpName = "ID" };
        return Create(terminal, clock, "declare", "Declare an incident.", [
            title, subject
        ], async (services, result, json, cancellationToken) =>
        {
            var text = result.GetValue(title)!;
            if (text.Length > IncidentWorkflow.LongestText)
            {
                throw CommandException.Usage($"The title is longer than {IncidentWorkflow.LongestText} characters.");
            }

            var incident = await services.GetRequiredService<IncidentWorkflow>().DeclareAsync(
                new NewIncident
                {
                    Key = services.GetRequiredService<IEntropy>().NewId(),
                    Title = text,
                    Cause = "person",
                    Actor = Actor,
                    Subject = result.GetValue(subject)
                },
                cancellationToken);
            await services.GetRequiredService<IAlertSink>().RaiseAsync(
                new Alert
                {
                    Code = "incident.declared",
                    Severity = AlertSeverity.Critical,
                    Message = $"{Actor} declared the incident {incident.Id}.",
                    Time = clock.GetUtcNow(),
                    DedupeKey = incident.Id
                },
                cancellationToken);
            await ShowAsync(terminal, incident, json);
        });
    }

    private static Command CreateList(Terminal terminal, TimeProvider clock)
    {
        var all = new Option<bool>("--all") { Description = "Closed ones too." };
        return Create(terminal, clock, "list", "List open incidents, newest first.", [all], async (
            services, result, json, cancellationToken) =>
        {
            var listed = (await services.GetRequiredService<IncidentWorkflow>().ListAsync(cancellationToken))
                .Where(i => i.IsOpen || result.GetValue(all))
                .ToList();
            if (json)
            {
                JsonOutput.Write(terminal.Out, listed);
                return;
            }

            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns("Incident", "Declared", "State", "Cause", "Title");
            foreach (var incident in listed)
            {
                table.AddRow(
                    new Text(incident.Id), new Text(Show(incident.Declared)), new Text(StateOf(incident)), new Text(incident.Cause),
                    new Text(incident.Title));
            }

            terminal.OutConsole.Write(table);
        });
    }

    private static Command CreateShow(Terminal terminal, TimeProvider clock)
    {
        var id = Id();
        return Create(terminal, clock, "show", "Show an incident with its timeline.", [id], async (
            services, result, json, cancellationToken) =>
            await ShowAsync(terminal, await services.GetRequiredService<IncidentWorkflow>()
                .FindAsync(result.GetValue(id)!, cancellationToken) ?? throw Unknown(result.GetValue(id)!), json));
    }

    private static Command CreateChange(
        Terminal terminal, TimeProvider clock, string name, string description,
        Func<IncidentWorkflow, string, string?, CancellationToken, ValueTask<Incident?>> change)
    {
        var id = Id();
        var note = new Option<string?>("--note") { Description = "A line for the timeline. Never content or a secret.", HelpName = "TEXT" };
        return Create(terminal, clock, name, description, [id, note], async (services, result, json, cancellationToken) =>
        {
            if (result.GetValue(note)?.Length > IncidentWorkflow.LongestText)
            {
                throw CommandException.Usage($"The note is longer than {IncidentWorkflow.LongestText} characters.");
            }

            var incident = await change(services.GetRequiredService<IncidentWorkflow>(), result.GetValue(id)!, result.GetValue(
                note), cancellationToken) ?? throw Unknown(result.GetValue(id)!);
            await ShowAsync(terminal, incident, json);
        });
    }

    private static Argument<string> Id() => new("ID") { Description = "The incident, as 'guard incident list' names it." };

    private static CommandException Unknown(string id) =>
        new($"There is no open incident {id}.", "'guard incident list --all' shows those there are.");

    private static Command Create(
        Terminal terminal, TimeProvider clock, string name, string description, Symbol[] symbols,
        Func<IServiceProvider, ParseResult, bool, CancellationToken, Task> act)
    {
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command(name, description) { policy, data, json };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenIncidents(terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            await act(services, result, result.GetValue(json), cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task ShowAsync(Terminal terminal, Incident incident, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, incident);
            return;
        }

        await terminal.Out.WriteLineAsync($"{incident.Id}  {StateOf(incident)}  {incident.Title}");
        foreach (var line in incident.Timeline)
        {
            await terminal.Out.WriteLineAsync(
                $"  {Show(line.Time)}  {line.Kind} by {line.Actor}{(line.Note is null ? "" : $": {line.Note}")}");
        }
    }

    private static string StateOf(Incident incident) =>
        $"{WireName.Of(incident.State)}{(incident.Acknowledged is null ? "" : ", acknowledged")}{(incident.Drill is null ? "" : ", drill")}";

    private static string Show(DateTimeOffset time) => $"{time:yyyy-MM-dd HH:mm:ss}Z";
}
