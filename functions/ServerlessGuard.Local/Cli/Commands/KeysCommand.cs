using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard keys</c>: the keys that callers of this machine's guard show.</summary>
internal static class KeysCommand
{
    // The operator is the account that may write the data folder; the system knows no more than that.
    private const string Actor = "user:local";

    public static Command Create(Terminal terminal, TimeProvider clock) => new("keys", "Create, replace, list and revoke callers' keys.")
    {
        CreateCreate(terminal, clock),
        CreateReplace(terminal, clock),
        CreateList(terminal, clock),
        CreateRevoke(terminal, clock),
    };

    private static Command CreateCreate(Terminal terminal, TimeProvider clock)
    {
        var name = new Argument<string>("NAME") { Description = "The key's name; a policy lists it as key:NAME." };
        var roles = new Option<string[]>("--role")
        {
            Description = $"A role the key has ({string.Join(", ", CallerRoles.All.Order(StringComparer.Ordinal))}); may be repeated.",
            HelpName = "ROLE"
        };
        var days = new Option<int?>("--days") { Description = "Days until it expires. Without it, it does not.", HelpName = "N" };
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("create", "Create a key. Its text is shown once and kept nowhere.") { name, roles, days, data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = Open(terminal, clock, result.GetValue(data)!, mayCreate: true);
            DateTimeOffset? expires = result.GetValue(days) switch
            {
                null => null,
                > 0 and <= 3650 and var count => clock.GetUtcNow().AddDays(count),
                var count => throw CommandException.Usage($"--days {count} is out of range.", "Give 1 to 3650."),
            };
            var created = await CreateKeyAsync(services, result.GetValue(name)!, result.GetValue(roles) ?? [], expires, cancellationToken);
            await services.GetRequiredService<IAuditLog>().AppendAsync(CallerKeyEntries.Created(created.Record, Actor), cancellationToken);
            await ShowAsync(
                terminal, created, result.GetValue(json),
                $"Shown this once. A policy lets it in by listing {created.Record.Principal} among an application's callers.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateReplace(Terminal terminal, TimeProvider clock)
    {
        var name = new Argument<string>("NAME") { Description = "The key's name." };
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command(
            "replace", "Give a key whose text was lost a new one, under the same name, with the same roles and expiry.") { name, data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = Open(terminal, clock, result.GetValue(data)!, mayCreate: false);
            var keys = services.GetRequiredService<CallerKeys>();
            var key = result.GetValue(name)!;
            var lost = (await keys.ListAsync(cancellationToken)).FirstOrDefault(record => record.Name == key);
            var replaced = lost is null ? null : await keys.ReplaceAsync(key, cancellationToken);
            if (replaced is null)
            {
                throw new CommandException($"There is no key {key} that is still valid.", "'guard keys list' shows those there are.");
            }

            await services.GetRequiredService<IAuditLog>().AppendAsync(
                CallerKeyEntries.Created(replaced.Record, Actor, lost!.Created), cancellationToken);
            await ShowAsync(
                terminal, replaced, result.GetValue(json),
                $"Shown this once. The lost one ends now; a running guard refuses it within {CallerKeys.RevocationLatency.TotalSeconds:0} s.");
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task ShowAsync(Terminal terminal, CreatedCallerKey created, bool json, string note)
    {
        if (json)
        {
            JsonOutput.Write(
                terminal.Out,
                new { created.Record.Name, created.Record.Principal, created.Record.Roles, created.Record.Expires, created.Key });
            return;
        }

        await terminal.Out.WriteLineAsync(created.Key);
        await terminal.Error.WriteLineAsync(note);
    }

    private static async Task<CreatedCallerKey> CreateKeyAsync(
        ServiceProvider services, string name, string[] roles, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        try
        {
            return await services.GetRequiredService<CallerKeys>().CreateAsync(name, roles, expires, cancellationToken)
                ?? throw new CommandException($"There is, or was, a key {name}.", "A name is never used again; choose another.");
        }
        catch (ArgumentException exception)
        {
            throw new CommandException(exception.Message.Split(" (Parameter", 2)[0], "", ExitCode.Usage, exception);
        }
    }

    private static Command CreateList(Terminal terminal, TimeProvider clock)
    {
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("list", "List the keys, revoked and expired ones too. Never their text.") { data, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = Open(terminal, clock, result.GetValue(data)!, mayCreate: false);
            var records = await services.GetRequiredService<CallerKeys>().ListAsync(cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, records);
                return ExitCode.Success;
            }

            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns("Name", "Roles", "Created", "State");
            foreach (var record in records)
            {
                table.AddRow(
                    new Text(record.Name), new Text(string.Join(", ", record.Roles)), new Text($"{record.Created:yyyy-MM-dd HH:mm}Z"),
                    new Text(StateOf(record, clock.GetUtcNow())));
            }

            terminal.OutConsole.Write(table);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateRevoke(Terminal terminal, TimeProvider clock)
    {
        var name = new Argument<string>("NAME") { Description = "The key's name." };
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command(
            "revoke", $"Revoke a key for good. A running guard refuses it within {CallerKeys.RevocationLatency.TotalSeconds:0} s.")
            {
                name,
                data,
                json
            };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = Open(terminal, clock, result.GetValue(data)!, mayCreate: false);
            var key = result.GetValue(name)!;
            if (!await services.GetRequiredService<CallerKeys>().RevokeAsync(key, cancellationToken))
            {
                throw new CommandException($"There is no key {key}.", "'guard keys list' shows those there are.");
            }

            await services.GetRequiredService<IAuditLog>()
                .AppendAsync(CallerKeyEntries.Revoked(key, Actor, clock.GetUtcNow()), cancellationToken);

            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, new { name = key, revoked = true });
            }
            else
            {
                await terminal.Out.WriteLineAsync($"{key} is revoked.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static ServiceProvider Open(Terminal terminal, TimeProvider clock, string data, bool mayCreate)
    {
        if (!mayCreate && terminal.StorageTargets.NeedsFolder && !Directory.Exists(terminal.Resolve(data)))
        {
            throw new CommandException(
                $"{data}: there is no data folder.", "'guard up' or 'guard keys create' makes one; --data names another.");
        }

        return CommandServices.Open(terminal, data, clock);
    }

    private static string StateOf(CallerKeyRecord record, DateTimeOffset now) => record switch
    {
        { Revoked: { } revoked } => $"revoked {revoked:yyyy-MM-dd HH:mm}Z",
        { Expires: { } expires } when expires <= now => $"expired {expires:yyyy-MM-dd HH:mm}Z",
        { Expires: { } expires } => $"valid until {expires:yyyy-MM-dd}",
        _ => "valid",
    };
}
