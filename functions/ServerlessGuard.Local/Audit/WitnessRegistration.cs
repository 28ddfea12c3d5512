using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Audit;

/// <summary>
/// The witness of this machine's log. <c>guard up</c> keeps it in the data folder, so that every command that sequences the log or makes
/// evidence submits to the same witness. Evidence is checked with the witness's key from elsewhere, not with this file.
/// </summary>
/// <param name="Url">The address that takes checkpoints.</param>
/// <param name="Key">The key that its signatures are held to.</param>
public sealed record WitnessRegistration(Uri Url, NoteKey Key)
{
    private const string FileName = "witness";
    private const int MostBytes = 4096;

    /// <summary>A witness that takes longer is away: the checkpoint goes out without it.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    /// <summary>The registration in the data folder, or null.</summary>
    /// <exception cref="StoreUnavailableException">The file is there and is none.</exception>
    public static WitnessRegistration? Read(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        if (!File.Exists(file))
        {
            return null;
        }

        return System.Text.Encoding.UTF8.GetString(RegularFile.ReadBytes(file, MostBytes)).Split('\n') is [var url, var key, ""]
            && Address(url) is { } address && NoteKey.Parse(key) is { } parsed
            ? new(address, parsed)
            : throw new StoreUnavailableException(
                $"{file} is no registration of a witness. Delete it, and start 'guard up' with --witness and --witness-key.");
    }

    public static void Forget(string dataFolder) => File.Delete(Path.Combine(dataFolder, FileName));

    /// <summary>The http or https address in the text, or null.</summary>
    public static Uri? Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>Keeps the registration; two processes that do so at once leave one of both, whole.</summary>
    public void Save(string dataFolder)
    {
        DurableFiles.CreateRoot(dataFolder);
        var written = Path.Combine(dataFolder, $"{FileName}.{Path.GetRandomFileName()}");
        using (var file = OwnFile.Open(written, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes($"{Url.AbsoluteUri}\n{Key}\n"));
        }

        File.Move(written, Path.Combine(dataFolder, FileName), overwrite: true);
        DurableFiles.FlushDirectory(dataFolder);
    }

    /// <summary>Adds the witness that the sequencer and the packs submit to.</summary>
    public void AddTo(IServiceCollection services) =>
        services.AddSingleton<IWitness>(_ => new HttpWitness(HttpWitness.CreateClient(AnswerWithin), Url, Key));
}
