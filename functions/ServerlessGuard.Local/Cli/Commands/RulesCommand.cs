using System.CommandLine;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;
using ServerlessGuard.Local.Policies;
using Spectre.Console;
using Rule = ServerlessGuard.Detection.Rule;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard rules</c>: the rules that find personal data, secrets, injections and markup, the policy's own among them.</summary>
internal static class RulesCommand
{
    public static Command Create(Terminal terminal) => new("rules", "List, show and try detection rules, the policy's own among them.")
    {
        CreateList(terminal),
        CreateShow(terminal),
        CreateTest(terminal),
    };

    private static Command CreateList(Terminal terminal)
    {
        var (file, data, json) = (CommonOptions.Policy(), DataFolder(), CommonOptions.Json());
        var kind = new Option<string?>("--kind") { Description = "Only the rules of a kind or category.", HelpName = "KIND" };
        var command = new Command("list", "List the rules.") { kind, file, data, json };
        command.SetAction(result =>
        {
            var named = result.GetValue(kind);
            var rules = RulesOf(terminal, result.GetValue(file), result.GetValue(data)!)
                .Where(rule => named is null || rule.Kind == named || Category(rule) == named)
                .ToList();
            if (rules.Count == 0)
            {
                throw CommandException.Usage($"No rule is of the kind {named}.", "'guard rules list' shows the kinds.");
            }

            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, rules.Select(Described));
                return ExitCode.Success;
            }

            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns("Rule", "Kind", "Category", "Alone", "Near a word");
            foreach (var rule in rules)
            {
                table.AddRow(
                    rule.Id, rule.Kind, Category(rule), Confidence(rule.Confidence),
                    rule.Context.Count > 0 ? Confidence(rule.ContextConfidence) : "");
            }

            terminal.OutConsole.Write(table);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var id = new Argument<string>("RULE") { Description = "The rule's id." };
        var (file, data, json) = (CommonOptions.Policy(), DataFolder(), CommonOptions.Json());
        var command = new Command("show", "Show a rule: its pattern, the words that it needs, examples.") { id, file, data, json };
        command.SetAction(result =>
        {
            var rule = RulesOf(terminal, result.GetValue(file), result.GetValue(data)!)
                .FirstOrDefault(rule => rule.Id.Equals(result.GetValue(id), StringComparison.OrdinalIgnoreCase))
                ?? throw CommandException.Usage($"There is no rule {result.GetValue(id)}.", "'guard rules list' shows them.");
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, Described(rule));
                return ExitCode.Success;
            }

            terminal.Out.WriteLine($"{rule.Id} finds {rule.Kind} ({Category(rule)}).");
            terminal.Out.WriteLine(
                $"Confidence {Confidence(rule.Confidence)} alone{(rule.Context.Count > 0 ? $", {Confidence(rule.ContextConfidence)} near one of: {string.Join(", ", rule.Context)}" : "")}. A policy acts from {Confidence(Scanner.DefaultThreshold)} on.");
            terminal.Out.WriteLine($"Pattern: {rule.Pattern}");
            terminal.Out.WriteLine(rule.Check is null ? "The pattern decides." : "A check of the value decides beside the pattern: check digits, ranges or randomness.");
            foreach (var positive in rule.Positives)
            {
                terminal.Out.WriteLine($"Finds: {positive}");
            }

            foreach (var negative in rule.Negatives)
            {
                terminal.Out.WriteLine($"Leaves: {negative}");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateTest(Terminal terminal)
    {
        var text = new Argument<string>("TEXT") { Description = "The text to try; - reads standard input." };
        var (file, data, json) = (CommonOptions.Policy(), DataFolder(), CommonOptions.Json());
        var command = new Command("test", "Say which rules find something in a text, and where. The policy's own tests run when it is read.")
        {
            text, file, data, json,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var tried = result.GetValue(text)!;
            if (tried == "-")
            {
                using var reader = new StreamReader(terminal.Input, leaveOpen: true);
                tried = await reader.ReadToEndAsync(cancellationToken);
            }

            var findings = new Scanner([.. RulesOf(terminal, result.GetValue(file), result.GetValue(data)!)])
                .Scan(tried, Scanner.SensitiveThreshold)
                .OrderBy(static finding => finding.Start)
                .ToList();
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, findings.Select(static finding => new
                {
                    rule = finding.Rule.Id,
                    kind = finding.Rule.Kind,
                    start = finding.Start,
                    length = finding.Length,
                    confidence = finding.Confidence,
                    acted = finding.Confidence >= Scanner.DefaultThreshold,
                }));
            }
            else if (findings.Count == 0)
            {
                terminal.Out.WriteLine("No rule finds anything.");
            }

            foreach (var finding in result.GetValue(json) ? [] : findings)
            {
                terminal.Out.WriteLine(
                    $"{finding.Rule.Id} {finding.Rule.Kind} at {finding.Start + 1}, {finding.Length} long, confidence {Confidence(finding.Confidence)}{(finding.Confidence >= Scanner.DefaultThreshold ? "" : ": not acted on")}");
            }

            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The rules that ship, and the policy's own where there is a policy.</summary>
    private static IEnumerable<Rule> RulesOf(Terminal terminal, string? file, string data)
    {
        var path = PolicyFiles.Choose(file, terminal.Resolve(data));
        if (file is null && !File.Exists(terminal.Resolve(path)))
        {
            return GuardScanner.Rules;
        }

        var loaded = PolicyLoader.LoadFile(terminal.Resolve(path));
        return loaded.Policy is { } policy
            ? GuardScanner.Rules.Concat(policy.Detection.Rules)
            : throw new CommandException($"{path} is not valid: {loaded.Errors[0]}", "'guard policy check' reports everything that is wrong with it.");
    }

    private static Option<string> DataFolder() => new("--data")
    {
        Description = "The folder with guard.yaml.",
        HelpName = "DIR",
        DefaultValueFactory = static _ => CommonOptions.DefaultData,
    };

    private static object Described(Rule rule) => new
    {
        id = rule.Id,
        kind = rule.Kind,
        category = Category(rule),
        confidence = rule.Confidence,
        contextConfidence = rule.Context.Count > 0 ? rule.ContextConfidence : (double?)null,
        context = rule.Context,
        pattern = rule.Pattern,
        positives = rule.Positives,
        negatives = rule.Negatives,
    };

    private static string Category(Rule rule) => rule.Category switch
    {
        FindingCategory.Secret => "secrets",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static string Confidence(double value) => value.ToString("0.0#", System.Globalization.CultureInfo.InvariantCulture);
}
