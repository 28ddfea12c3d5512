using System.CommandLine;
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
        "--format", "How the texts are built; auto goes by name and content.", "auto", TextFormat.Names);

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
    };
}
