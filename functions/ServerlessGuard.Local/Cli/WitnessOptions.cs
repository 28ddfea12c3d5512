using System.CommandLine;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Cli.Commands;

namespace ServerlessGuard.Local.Cli;

/// <summary>The options that name the log's witness, and the registration that the data folder keeps of them.</summary>
internal sealed class WitnessOptions
{
    private const string None = "none";

    public Option<string?> Url { get; } = new("--witness")
    {
        Description = $"A witness (C2SP tlog-witness) that cosigns the audit log's checkpoints; '{None}' forgets it. Without it: the one that "
            + "'guard up' was last started with.",
        HelpName = "URL",
    };

    public Option<string?> Key { get; } = new("--witness-key") { Description = "The witness's public key.", HelpName = "NAME+ID+BASE64" };

    /// <summary>The named witness, else the one that the data folder keeps; null for none.</summary>
    /// <param name="keep">Whether the data folder keeps what is named.</param>
    /// <exception cref="CommandException">A witness without its key would sign for nobody: both or none.</exception>
    public WitnessRegistration? Choose(ParseResult result, string dataFolder, bool keep)
    {
        var (url, text) = (result.GetValue(Url), result.GetValue(Key));
        if (url == None && text is null)
        {
            if (keep)
            {
                WitnessRegistration.Forget(dataFolder);
            }

            return null;
        }

        if (url is null && text is null)
        {
            return WitnessRegistration.Read(dataFolder);
        }

        if (url is null || text is null)
        {
            throw CommandException.Usage("--witness and --witness-key belong together.", "'guard witness' prints both when it starts.");
        }

        var named = new WitnessRegistration(
            WitnessRegistration.Address(url) ?? throw CommandException.Usage($"--witness {url} is no http or https address."),
            CosignerKey(text, Key.Name));
        if (keep)
        {
            named.Save(dataFolder);
        }

        return named;
    }

    /// <summary>The key of a witness in an option. A log's own key signs no cosignature.</summary>
    public static NoteKey CosignerKey(string text, string option)
    {
        var key = LogCommand.ParseKey(text, option)!;
        return key.Type == NoteKey.CosignatureType
            ? key
            : throw CommandException.Usage($"{option} is no key of a witness.", "'guard witness' prints it when it starts; a log's key is another.");
    }
}
