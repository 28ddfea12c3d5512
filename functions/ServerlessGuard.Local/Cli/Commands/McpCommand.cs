using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Mcp;
using ServerlessGuard.Local.Policies;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard mcp</c>: the gateway for MCP on standard input and output, and the pins of its servers.</summary>
internal static class McpCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var options = new McpOptionSet();
        var server = new Option<string?>("--server")
        {
            Description = "Serve this server alone, with its own names of tools.",
            HelpName = "NAME",
        };
        var command = new Command("mcp", "Serve MCP servers on standard input and output, guarded, as one.")
        {
            options.Config, options.Application, server, options.Policy, options.Data, Tools(terminal, clock), Pin(terminal, clock),
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (services, caller) = options.Open(terminal, result, clock);
            await using (services)
            {
                Require(services, result.GetValue(server));
                await McpHost.ServeAsync(
                    services, caller, result.GetValue(server), terminal.Input, terminal.Output, cancellationToken);
                return ExitCode.Success;
            }
        });
        return command;
    }

    /// <summary>The servers of a file. Throws with every error in it.</summary>
    public static McpConfig Load(Terminal terminal, string file)
    {
        var loaded = McpConfigLoader.LoadFile(terminal.Resolve(file));
        return loaded.Config ?? throw new CommandException(
            string.Join('\n', loaded.Errors.Select(static error => error.ToString())), "docs/mcp.md describes the file.", ExitCode.Failed);
    }

    private static Command Tools(Terminal terminal, TimeProvider clock)
    {
        var options = new McpOptionSet();
        var command = new Command("tools", "List the tools of the servers: which are shown, why others are not, and the hash of each.")
        {
            options.Config, options.Application, options.Policy, options.Data,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (services, caller) = options.Open(terminal, result, clock);
            await using (services)
            {
                foreach (var server in services.GetRequiredService<McpConfig>().Servers.Values)
                {
                    var judged = await services.GetRequiredService<McpDefinitionRules>().JudgeAsync(
                        server, await ReadAsync(services, server, cancellationToken), caller.Policy, caller.Application, caller.Principal,
                        cancellationToken);
                    foreach (var one in judged.Where(static one => one.Definition.Name != McpDefinition.Instructions))
                    {
                        await terminal.Out.WriteLineAsync(
                            $"{server.PolicyName(Plain(one.Definition.Name))}\t{one.Reason ?? "shown"}\t{one.Definition.Hash}");
                    }
                }
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Command Pin(Terminal terminal, TimeProvider clock)
    {
        var options = new McpOptionSet();
        var name = new Argument<string>("server") { Description = "The server whose tools are as they should be now." };
        var command = new Command("pin", "Pin the tools of a server as they are now, in place of what was pinned before.")
        {
            name, options.Config, options.Application, options.Policy, options.Data,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (services, caller) = options.Open(terminal, result, clock);
            await using (services)
            {
                var server = Require(services, result.GetValue(name))!;
                var seen = await ReadAsync(services, server, cancellationToken);
                var pins = await services.GetRequiredService<McpPins>().PinAsync(
                    server, seen, caller.Principal, caller.Policy.RevisionId, cancellationToken);
                await terminal.Out.WriteLineAsync($"Pinned {pins.Tools.Count} definitions of {server.Id}.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static McpServerConfig? Require(IServiceProvider services, string? name)
    {
        var servers = services.GetRequiredService<McpConfig>().Servers;
        return name is null ? null
            : servers.GetValueOrDefault(name) ?? throw CommandException.Usage(
                $"There is no server {name} in the file.", $"It has {string.Join(", ", servers.Keys)}.");
    }

    private static async Task<IReadOnlyList<McpDefinition>> ReadAsync(
        IServiceProvider services, McpServerConfig server, CancellationToken cancellationToken)
    {
        try
        {
            return await McpHost.ReadAsync(services, server, cancellationToken);
        }
        catch (ToolFailedException failure)
        {
            throw new CommandException(failure.Message, "Start the server by hand to see what it says.", ExitCode.Failed, failure);
        }
    }

    /// <summary>A server's own text on a terminal: nothing but signs that one sees.</summary>
    private static string Plain(string name) =>
        string.Concat(name.Take(128).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '(' or ')' ? c : '?'));

    /// <summary>The options that every subcommand has.</summary>
    private sealed class McpOptionSet
    {
        public Option<string> Config { get; } = new("--config")
        {
            Description = "The file of MCP servers.",
            HelpName = "FILE",
            Required = true,
        };

        public Option<string?> Application { get; } = new("--application")
        {
            Description = "The application of the policy whose tools and tier hold. Not needed where the policy has one alone.",
            HelpName = "NAME",
        };

        public Option<string?> Policy { get; } = CommonOptions.Policy();

        public Option<string> Data { get; } = CommonOptions.Data();

        public (ServiceProvider Services, McpCaller Caller) Open(Terminal terminal, ParseResult result, TimeProvider clock)
        {
            var config = Load(terminal, result.GetValue(Config)!);
            var folder = terminal.Resolve(result.GetValue(Data)!);
            var path = PolicyFiles.Choose(result.GetValue(Policy) is { } given ? terminal.Resolve(given) : null, folder);
            var policy = PolicyLoader.LoadFile(path).Policy
                ?? throw new CommandException($"{path} is not valid.", $"'guard policy check {path}' shows the errors.");
            var application = result.GetValue(Application) is { } name ? policy.Applications.GetValueOrDefault(name)
                : policy.Applications.Count == 1 ? policy.Applications.Values.Single()
                : null;
            return application is null
                ? throw CommandException.Usage(
                    "The policy has no such application, or several.",
                    $"Name one with --application: {string.Join(", ", policy.Applications.Keys.Order(StringComparer.Ordinal))}.")
                : (McpHost.Open(folder, policy, config, terminal.Variable, clock, terminal.StorageTargets),
                    new McpCaller(McpCaller.OfThisMachine, application, policy));
        }
    }
}
