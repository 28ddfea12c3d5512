using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>The part of a data folder's vault that holds the tokens of files.</summary>
internal sealed class FileVault : IAsyncDisposable
{
    /// <summary>
    /// All files of a name share their tokens, so that the same value has the same token in each and one restore knows them
    /// all. Every token is in memory while a run lasts: this many take some 300 MB.
    /// </summary>
    public const int MaxTokens = 1_000_000;

    private readonly ServiceProvider _services;
    private readonly FileStream? _pen;

    private FileVault(ServiceProvider services, TokenSession session, FileStream? pen) =>
        (_services, Session, _pen) = (services, session, pen);

    public TokenSession Session { get; }

    /// <param name="terminal">The terminal, which knows whether the stores are elsewhere.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="name">Tokens restore only under the name they were made under.</param>
    /// <param name="maxTokens">
    /// How many tokens the scope may hold with the new ones; null makes none. One run at a time makes them: two could draw
    /// the same token for two values, and neither could be restored.
    /// </param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static async Task<FileVault> OpenAsync(
        Terminal terminal, string folder, string name, int? maxTokens, TimeProvider clock, CancellationToken cancellationToken)
    {
        var services = CommandServices.Open(terminal, folder, clock);
        FileStream? pen = null;
        try
        {
            pen = maxTokens is not null && terminal.StorageTargets.NeedsFolder ? AcquireWriterLock(terminal.Resolve(folder)) : null;
            var vault = new TokenVault(
                services.GetRequiredService<IDocumentStore>(), services.GetRequiredService<IKeyRing>(),
                services.GetRequiredService<IEntropy>(), clock, new() { MaxEntries = maxTokens ?? int.MaxValue / 2 });
            return new(services, await vault.OpenAsync(new("files", "user:local", name), cancellationToken), pen);
        }
        catch
        {
            pen?.Dispose();
            await services.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _pen?.Dispose();
        await _services.DisposeAsync();
    }

    /// <summary>The system frees it when the process ends, however it ends.</summary>
    private static FileStream AcquireWriterLock(string folder)
    {
        try
        {
            return OwnFile.Open(Path.Combine(folder, "files.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new CommandException(
                $"{folder}: another run makes tokens in this data folder.", "Run it again when that one has ended.", ExitCode.Failed,
                exception);
        }
    }
}
