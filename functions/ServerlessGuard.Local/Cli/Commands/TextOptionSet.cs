using System.CommandLine;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Detection;
using ServerlessGuard.Local.Cli.Files;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>The options that the commands on texts share.</summary>
internal sealed class TextOptionSet
{
    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "Files and folders to read; none, or '-', reads standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Option<string> Format { get; } = OneOf(
        "--format", "How the texts are built; auto goes by name and content.", "auto", TextFormats.Names);

    public Option<string[]> Exclude { get; } = new("--exclude")
    {
        Description = "Files to leave out: a glob on names or, with a slash, on paths below the folder; may be repeated.",
        HelpName = "GLOB",
    };

    public Option<string[]> Kinds { get; } = new("--kinds")
    {
        Description = "Only these kinds or categories (personal, secret, injection, markup), separated by commas.",
        HelpName = "KIND,...",
    };

    public Option<double> Threshold { get; } = new("--threshold")
    {
        Description = "Confidence from which a finding counts, 0 to 1.",
        DefaultValueFactory = static _ => Scanner.DefaultThreshold
    };

    public Option<string?> Output { get; } = new(
        "--output", "-o")
    { Description = "The file, or for several inputs the folder, that gets the result.", HelpName = "PATH" };

    public Option<bool> InPlace { get; } = new("--in-place") { Description = "Replace each file by its result, at once or not at all." };

    public Option<bool> Force { get; } = new("--force") { Description = "Replace outputs that exist." };

    public Option<bool> Json { get; } = CommonOptions.Json();

    public static Option<string> OneOf(string name, string description, string fallback, string[] values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => fallback };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    public static Option<string> Scope() => new("--scope")
    {
        Description = "Names whose tokens these are: they restore under the same name only.",
        HelpName = "NAME",
        DefaultValueFactory = static _ => "files",
    };

    public void AddTo(Command command, bool writes)
    {
        command.Add(Paths);
        command.Add(Format);
        command.Add(Exclude);
        if (writes)
        {
            command.Add(Output);
            command.Add(InPlace);
            command.Add(Force);
        }

        command.Add(Json);
    }

    public TextRequest Read(ParseResult result, bool writes) => new()
    {
        Paths = result.GetValue(Paths) ?? [],
        Format = result.GetValue(Format)!,
        Output = writes ? result.GetValue(Output) : null,
        InPlace = writes && result.GetValue(InPlace),
        Force = writes && result.GetValue(Force),
        Json = result.GetValue(Json),
        Exclude = result.GetValue(Exclude) ?? [],
    };

    public double ReadThreshold(ParseResult result) => result.GetValue(Threshold) is >= 0 and <= 1 and var value
        ? value
        : throw CommandException.Usage($"--threshold {result.GetValue(Threshold)} is out of range.", "Give 0 to 1.");

    /// <summary>A scanner over the rules that <c>--kinds</c> leaves. Throws a usage error for a kind that no rule finds.</summary>
    public Scanner ReadScanner(ParseResult result, params IReadOnlyCollection<FindingCategory> categories)
    {
        var rules = GuardScanner.Rules.Where(rule => categories.Contains(rule.Category)).ToList();
        var names = (result.GetValue(Kinds) ?? [])
            .SelectMany(static list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Count == 0)
        {
            return rules.Count == GuardScanner.Rules.Count ? GuardScanner.Default : new Scanner(rules);
        }

        if (names.FirstOrDefault(name => !rules.Exists(rule => IsNamed(rule, [name]))) is { } unknown)
        {
            throw CommandException.Usage(
                $"--kinds {unknown}: no rule finds that.", "Kinds are those that 'guard inspect' reports, or a category.");
        }

        return new Scanner([.. rules.Where(rule => IsNamed(rule, names))]);
    }

    private static bool IsNamed(Rule rule, IEnumerable<string> names) =>
        names.Any(name => name.Equals(rule.Kind, StringComparison.OrdinalIgnoreCase)
            || name.Equals(WireName.Of(rule.Category), StringComparison.OrdinalIgnoreCase));
}
