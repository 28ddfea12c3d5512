using System.CommandLine;

namespace ServerlessGuard.Local.Cli;

/// <summary>Options that several commands share, so that one name means one thing.</summary>
internal static class CommonOptions
{
    public const string DefaultData = ".guard";

    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON, for machines." };

    public static Option<string> Data() => new DataOption();

    public static Option<string?> Policy() => new("--policy")
    {
        Description = "The policy file. Without it: guard.yaml in the data folder, else the one that ships.",
        HelpName = "FILE",
    };
}
