using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Deployments.Probes.Templates;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Policies;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard probes</c>: makes, checks and asks probe suites.</summary>
internal static class ProbesCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock) => new("probes", "Make, check and ask probe suites.")
    {
        CreateNew(terminal, clock),
        CreateCheck(terminal),
        CreateRun(terminal, clock),
    };

    private static Command CreateNew(Terminal terminal, TimeProvider clock)
    {
        var model = new Argument<string>("MODEL") { Description = "The model's id in the policy: its applications' tools are probed." };
        var kinds = new Option<ProbeKind[]>("--from")
        {
            Description = "A template; may be repeated. Without it: all.",
            HelpName = "KIND",
            AllowMultipleArgumentsPerToken = true
        };
        var file = new Option<string?>(
            "--out")
        { Description = "The file to write; it must not exist. Without it: standard output.", HelpName = "FILE" };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var command = new Command(
            "new", "Make a suite from templates: injection, leakage, bias, agency, harm, golden.") { model, kinds, file, policy, data };
        command.SetAction(async (result, cancellationToken) =>
        {
            var loaded = Policy(terminal, result.GetValue(policy), result.GetValue(data)!);
            var chosen = result.GetValue(kinds) is { Length: > 0 } some ? some : Enum.GetValues<ProbeKind>();
            var yaml = ProbeTemplates.Write(loaded, ModelOf(loaded, result.GetValue(model)!), chosen, new SystemEntropy(clock));
            if (ProbeSuiteLoader.Load(yaml, "") is { Suite: null } made)
            {
                throw new CommandException(made.Errors[0].Message, made.Errors[0].SuggestedFix);
            }

            if (result.GetValue(file) is not { } path)
            {
                await terminal.Out.WriteAsync(yaml);
                return ExitCode.Success;
            }

            await using var stream = new FileStream(terminal.Resolve(path), FileMode.CreateNew, FileAccess.Write);
            await using var writer = new StreamWriter(stream);
            await writer.WriteAsync(yaml.AsMemory(), cancellationToken);
            await terminal.Error.WriteLineAsync(
                $"{path}: now add probes of the model's own task, and name it as the model's probes in the policy.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateCheck(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The suite." };
        var json = CommonOptions.Json();
        var command = new Command("check", "Report everything that is wrong with a suite, each at its place.") { file, json };
        command.SetAction(result =>
        {
            var path = result.GetValue(file)!;
            var loaded = ProbeSuiteLoader.LoadFile(terminal.Resolve(path));
            if (result.GetValue(json))
            {
                JsonOutput.Write(
                    terminal.Out, new { valid = loaded.Suite is not null, digest = loaded.Suite?.Digest, errors = loaded.Errors });
            }
            else if (loaded.Suite is { } suite)
            {
                terminal.Out.WriteLine(
                    $"{path} is valid: {suite.Probes.Count} probes, {suite.Probes.Sum(static p => p.Calls)} calls, {suite.Probes.Count(static p => p.Quick)} quick; digest {suite.Digest[..12]}.");
            }
            else
            {
                WriteErrors(terminal, loaded.Errors);
            }

            return loaded.Suite is null ? ExitCode.Failed : ExitCode.Success;
        });
        return command;
    }

    private static Command CreateRun(Terminal terminal, TimeProvider clock)
    {
        var model = new Argument<string>("MODEL") { Description = "The model's id in the policy." };
        var deployment = new Option<string?>(
            "--deployment")
        { Description = "The deployment's name at the platform. Without it: the policy's.", HelpName = "NAME" };
        var quick = new Option<bool>("--quick") { Description = "Only the quick probes." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var upstream = new UpstreamOptionSet();
        var command = new Command("run", "Ask a deployment its suite. Attests nothing.")
        {
            model,
            deployment,
            quick,
            policy,
            data,
            upstream.Upstream,
            upstream.KeyVariable,
            json
        };
        command.SetAction((result, cancellationToken) => upstream.RunAsync(
            result,
            terminal,
            clock,
            async (address, key) =>
            {
                await using var services = CommandServices.OpenWatch(
                    terminal, result.GetValue(data)!, result.GetValue(policy), address, key, clock);
                var policies = services.GetRequiredService<IPolicySource>().Current;
                var asked = ModelOf(policies, result.GetValue(model)!);
                var suite = SuiteOf(terminal, services.GetRequiredService<IProbeSuiteSource>(), asked);
                var report = await services.GetRequiredService<ProbeRunner>()
                    .ReportAsync(asked, result.GetValue(deployment) ?? asked.Deployment, suite, result.GetValue(quick), cancellationToken);
                if (result.GetValue(json))
                {
                    JsonOutput.Write(terminal.Out, ProbeTable.Json(report));
                }
                else
                {
                    ProbeTable.Write(terminal, report);
                }

                return report.Result.IsPassed ? ExitCode.Success : ExitCode.Failed;
            },
            cancellationToken));
        return command;
    }

    public static ModelPolicy ModelOf(GuardPolicy policy, string id) => policy.Models.GetValueOrDefault(id)
        ?? throw new CommandException(
            $"The policy has no model {id}.", $"It has: {string.Join(", ", policy.Models.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>The model's suite; every error of it is written first.</summary>
    public static ProbeSuite SuiteOf(Terminal terminal, IProbeSuiteSource suites, ModelPolicy model)
    {
        var found = suites.Find(model) ?? throw new CommandException(
            $"The model {model.Id} names no probe suite.",
            "Make one with 'guard probes new', and name it as the model's probes in the policy.");
        if (found.Suite is null)
        {
            WriteErrors(terminal, found.Errors);
            throw new CommandException($"The probe suite of {model.Id} is not valid.", "Fix the lines above.");
        }

        return found.Suite;
    }

    private static GuardPolicy Policy(Terminal terminal, string? named, string data)
    {
        var path = PolicyFiles.Choose(named, terminal.Resolve(data));
        return PolicyLoader.LoadFile(terminal.Resolve(path)).Policy
            ?? throw new CommandException($"{path} is not valid.", $"'guard policy check {path}' shows the errors.");
    }

    private static void WriteErrors(Terminal terminal, IReadOnlyList<PolicyError> errors)
    {
        foreach (var error in errors)
        {
            terminal.Error.WriteLine(error);
        }
    }
}
