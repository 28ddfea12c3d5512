using System.CommandLine;
using System.Diagnostics;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Detection;
using ServerlessGuard.Local.Cli.Files;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard redact</c>: takes personal data and secrets out of texts.</summary>
internal static class RedactCommand
{
    private const string Tokenise = "tokenise";

    private static readonly Dictionary<string, GuardAction> Actions = Enum.GetValues<GuardAction>()
        .Where(static action => action.Replaces())
        .ToDictionary(static action => WireName.Of(action));

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var texts = new TextOptionSet();
        var action = TextOptionSet.OneOf(
            "--action", "The replacement of a finding; only tokens can be restored.", "mask", [.. Actions.Keys]);
        var yes = new Option<bool>("--yes") { Description = "Allow --in-place to destroy what cannot be restored." };
        var data = CommonOptions.Data();
        var scope = TextOptionSet.Scope();
        var command = new Command("redact", "Take personal data and secrets out of files, folders or standard input, as a stream.");
        var most = new Option<int>("--max-tokens")
        {
            Description = "Tokens that a scope may hold; beyond it the run fails. A million take some 300 MB of memory.",
            DefaultValueFactory = static _ => FileVault.MaxTokens
        };
        texts.AddTo(command, writes: true);
        command.Add(action);
        command.Add(texts.Threshold);
        command.Add(texts.Kinds);
        command.Add(yes);
        command.Add(data);
        command.Add(scope);
        command.Add(most);
        command.SetAction(async (result, cancellationToken) =>
        {
            var request = texts.Read(result, writes: true);
            var chosen = result.GetValue(action)!;
            if (request.InPlace && chosen != Tokenise && !result.GetValue(yes))
            {
                throw CommandException.Usage(
                    $"--in-place with --action {chosen} destroys the originals for good.",
                    "Write elsewhere with -o, use --action tokenise (which 'guard restore' undoes), or add --yes.");
            }

            var plan = PlanFor(chosen, texts.ReadThreshold(result));
            var redactor = new Redactor(texts.ReadScanner(result, FindingCategory.Personal, FindingCategory.Secret));
            await using var vault = chosen == Tokenise
                ? await FileVault.OpenAsync(
                    terminal, result.GetValue(data)!, result.GetValue(scope)!, BoundOf(result.GetValue(most)), clock, cancellationToken)
                : null;
            var session = vault?.Session ?? TokenSession.Ephemeral(new SystemEntropy(clock));
            return await RunAsync(terminal, request, redactor, plan, session, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, TextRequest request, Redactor redactor, RedactionPlan plan, TokenSession session,
        CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var runner = new TextRunner(terminal, request, (input, output, options, token) =>
            TextRedaction.RunAsync(input, output, redactor, plan, session, options, token));
        var reports = await runner.RunAsync(cancellationToken);
        return TextReport.Write(
            terminal, reports, Stopwatch.GetElapsedTime(started), "Redacted", request.Json,
            beside: request.Output is null && !request.InPlace);
    }

    private static RedactionPlan PlanFor(string action, double threshold)
    {
        var chosen = Actions[action];
        return new() { Personal = chosen, Secret = chosen, Threshold = threshold, IsExact = true };
    }

    private static int BoundOf(int value) => value > 0
        ? value
        : throw CommandException.Usage($"--max-tokens {value} is out of range.", "Give 1 or more.");
}
