using System.CommandLine;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Local.Cli.Files;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard init</c>: writes the policy that one starts from into the data folder.</summary>
internal static class InitCommand
{
    public static Command Create(Terminal terminal)
    {
        var models = Models("A model that callers may ask for, by the name that the upstream knows; may be repeated.");
        var tools = Tools();
        var platform = Platform();
        var data = CommonOptions.Data();
        var force = new Option<bool>("--force") { Description = "Replace a policy that is there." };
        var json = CommonOptions.Json();
        var command = new Command("init", "Write a commented policy to start from into the data folder.")
        {
            models, tools, platform, data, force, json,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var folder = terminal.Resolve(result.GetValue(data)!);
            var path = Path.Combine(folder, PolicyFiles.Name);
            if (File.Exists(path) && !result.GetValue(force))
            {
                throw CommandException.Usage($"{path}: there is a policy already.", "Edit that one, or add --force to replace it.");
            }

            var names = result.GetValue(models) is { Length: > 0 } given ? given : [StarterPolicy.SimulatedModel];
            var api = result.GetValue(platform) ?? PlatformNames.OpenAI;
            await WriteAsync(folder, path, names, result.GetValue(tools) ?? [], api, cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, new { policy = path, models = names });
                return ExitCode.Success;
            }

            await terminal.Out.WriteLineAsync(path);
            await terminal.Error.WriteLineAsync("Edit it, then: guard up --upstream URL");
            return ExitCode.Success;
        });
        return command;
    }

    public static Option<string[]> Models(string description) => new("--model")
    {
        Description = description,
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<string[]> Tools() => new("--tool")
    {
        Description = "A tool that models may call; may be repeated.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Which API the models behind the guard speak.</summary>
    public static Option<string?> Platform()
    {
        var option = new Option<string?>("--platform")
        {
            Description = "The API of the models: openai (default; any compatible server) or anthropic.",
            HelpName = "API",
        };
        option.AcceptOnlyFromAmong(PlatformNames.OpenAI, PlatformNames.Anthropic);
        return option;
    }

    /// <summary>Writes the policy; throws a usage error when a name is none, and writes nothing then.</summary>
    public static async Task WriteAsync(
        string folder, string path, IReadOnlyList<string> models, IReadOnlyList<string> tools, string platform,
        CancellationToken cancellationToken)
    {
        Check(models, tools, platform);
        DataFolder.Open(folder);
        await using (var file = AtomicFile.Create(path, replace: true, like: null))
        {
            await file.Stream.WriteAsync(StarterPolicy.Utf8(models, tools, platform), cancellationToken);
            await file.CommitAsync(cancellationToken);
        }

        OwnFile.Protect(path);
    }

    /// <summary>Throws a usage error that says which name is none.</summary>
    public static GuardPolicy Check(IReadOnlyList<string> models, IReadOnlyList<string> tools, string platform)
    {
        var result = StarterPolicy.Load(models, tools, platform);
        return result.Policy ?? throw CommandException.Usage(
            $"No policy can name these models and tools: {result.Errors[0].Message}", result.Errors[0].SuggestedFix);
    }
}
