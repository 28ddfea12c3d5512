using System.CommandLine;

namespace ServerlessGuard.Local.Cli;

/// <summary>The data folder of a command that opens the guard's stores; <see cref="StorageTargetOptions"/> come with it.</summary>
internal sealed class DataOption : Option<string>
{
    public DataOption()
        : base("--data")
    {
        Description = "The folder that holds the stores, the vault and the keys.";
        HelpName = "DIR";
        DefaultValueFactory = static _ => CommonOptions.DefaultData;
    }
}
