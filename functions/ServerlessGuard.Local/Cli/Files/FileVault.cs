using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>The part of a data folder's vault that holds the tokens of files.</summary>
internal sealed class FileVault : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private FileVault(ServiceProvider services, TokenSession session) => (this.services, Session) = (services, session);

    public TokenSession Session { get; }

    /// <param name="name">Tokens restore only under the name they were made under.</param>
    public static async Task<FileVault> OpenAsync(Terminal terminal, string folder, string name, TimeProvider clock, CancellationToken cancellationToken)
    {
        var services = CommandServices.Open(terminal, folder, clock);
        try
        {
            var session = await services.GetRequiredService<TokenVault>().OpenAsync(new("files", "user:local", name), cancellationToken);
            return new(services, session);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
