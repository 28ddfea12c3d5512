using System.CommandLine;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Policies;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard policy</c>: checks a policy file, explains what an application gets.</summary>
internal static class PolicyCommand
{
    public static Command Create(Terminal terminal) => new("policy", "Check and explain policies.")
    {
        CreateCheck(terminal),
        CreateExplain(terminal),
    };

    private static Command CreateCheck(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The policy file." };
        var json = CommonOptions.Json();
        var command = new Command("check", "Report everything that is wrong with a policy file, each at its place.") { file, json };
        command.SetAction(result => Check(terminal, result.GetValue(file)!, result.GetValue(json)));
        return command;
    }

    private static int Check(Terminal terminal, string path, bool json)
    {
        var result = WithSuites(Load(terminal, path), terminal.Resolve(path));
        if (json)
        {
            JsonOutput.Write(
                terminal.Out,
                new
                {
                    valid = result.Policy is not null,
                    revision = result.Policy?.RevisionId,
                    errors = result.Errors,
                    warnings = Warnings(result.Policy),
                });
        }
        else if (result.Policy is { } policy)
        {
            terminal.Out.WriteLine(
                $"{path} is valid: revision {policy.RevisionId[..12]}, {policy.Applications.Count} applications, {policy.Tiers.Count} tiers, {policy.Models.Count} models, {policy.Tools.Count} tools.");
            foreach (var warning in Warnings(policy))
            {
                terminal.Out.WriteLine("Warning: " + warning);
            }
        }
        else
        {
            WriteErrors(terminal, result.Errors);
        }

        return result.Policy is null ? ExitCode.Failed : ExitCode.Success;
    }

    /// <summary>Once connectors name tools, a tool that changes or sends something has one.</summary>
    private static IReadOnlyList<string> Warnings(GuardPolicy? policy) => policy is not { BindsTools: true } ? [] :
    [
        .. policy.Tools.Values.Where(static tool => tool is { Effect: not ToolEffect.Read, Connector: null })
            .Select(static tool => tool.Id)
            .Order(StringComparer.Ordinal)
            .Select(static id => $"tools.{id} has side effects and no connector: name it under the tools of one of the connectors."),
    ];

    /// <summary>A policy is worth as much as the probe suites that it names.</summary>
    private static PolicyResult WithSuites(PolicyResult result, string path)
    {
        var suites = new ProbeSuiteFiles(Path.GetDirectoryName(path)!);
        var errors = result.Policy?.Models.Values.OrderBy(static m => m.Id, StringComparer.Ordinal)
            .SelectMany(m => suites.Find(m)?.Errors ?? [])
            .ToList() ?? [];
        return errors.Count == 0 ? result : new(null, [.. result.Errors, .. errors]);
    }

    private static Command CreateExplain(Terminal terminal)
    {
        var application = new Argument<string>("APP") { Description = "The application's id in the policy." };
        var tool = new Argument<string?>("TOOL")
        {
            Description = "A tool: its rules for the application, argument by argument.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var arguments = new Option<string?>("--arguments") { Description = "Judge a call with these arguments.", HelpName = "JSON" };
        var from = new Option<string?>("--from")
        {
            Description = "The conversation before the call: a file with a chat completions request.",
            HelpName = "FILE",
        };
        var file = CommonOptions.Policy();
        var data = new Option<string>("--data")
        {
            Description = "The folder with guard.yaml.",
            HelpName = "DIR",
            DefaultValueFactory = static _ => CommonOptions.DefaultData
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "explain", "Explain an application's rights and the guard's handling of its calls.")
        {
            application, tool, arguments, from, file, data, json,
        };
        command.SetAction((result, cancellationToken) =>
        {
            var path = PolicyFiles.Choose(result.GetValue(file), terminal.Resolve(result.GetValue(data)!));
            var asked = new ToolQuestion(
                result.GetValue(application)!, result.GetValue(tool), result.GetValue(arguments), result.GetValue(from),
                result.GetValue(json));
            return asked.Tool is null
                ? Task.FromResult(Explain(terminal, asked.Application, path, asked.Json))
                : ExplainToolAsync(terminal, asked, path, cancellationToken);
        });
        return command;
    }

    private static int Explain(Terminal terminal, string application, string path, bool json)
    {
        var result = Load(terminal, path);
        if (result.Policy is not { } policy)
        {
            WriteErrors(terminal, result.Errors);
            return ExitCode.Failed;
        }

        if (PolicyExplanation.For(policy, application) is not { } explanation)
        {
            throw new CommandException(
                $"{path}: there is no application {application}.",
                $"It has: {string.Join(", ", policy.Applications.Keys.Order(StringComparer.Ordinal))}.");
        }

        if (json)
        {
            JsonOutput.Write(terminal.Out, explanation);
        }
        else
        {
            foreach (var sentence in explanation.Sentences)
            {
                terminal.Out.WriteLine(sentence);
            }
        }

        return ExitCode.Success;
    }

    private static async Task<int> ExplainToolAsync(
        Terminal terminal, ToolQuestion asked, string path, CancellationToken cancellationToken)
    {
        var result = Load(terminal, path);
        if (result.Policy is not { } policy)
        {
            WriteErrors(terminal, result.Errors);
            return ExitCode.Failed;
        }

        return await ToolExplainer.WriteAsync(terminal, policy, asked, path, cancellationToken);
    }

    private static PolicyResult Load(Terminal terminal, string path) => PolicyLoader.LoadFile(terminal.Resolve(path));

    private static void WriteErrors(Terminal terminal, IReadOnlyList<PolicyError> errors)
    {
        foreach (var error in errors)
        {
            terminal.Error.WriteLine(error);
        }

        terminal.Error.WriteLine($"guard: {errors.Count} error{(errors.Count == 1 ? "" : "s")}; the policy is not valid.");
    }
}
