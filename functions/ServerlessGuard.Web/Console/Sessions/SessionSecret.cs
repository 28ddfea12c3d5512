using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Web.Console.Sessions;

/// <summary>
/// The server-side secret of all sessions. It keys and authenticates their documents, so that an identity that can only
/// write documents can neither begin a session nor raise its roles. Disabling the current version ends every session.
/// Thread-safe.
/// </summary>
internal sealed class SessionSecret(
    ISecretStore secrets, IEntropy entropy, TimeProvider clock, IOptions<ConsoleOptions> options) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private readonly string _name = options.Value.Sessions;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private (byte[] Value, DateTimeOffset Until)? _known;

    /// <summary>The current value. Throws <see cref="StoreUnavailableException"/> when it cannot be read.</summary>
    public async ValueTask<byte[]> CurrentAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_known is not { } known || known.Until <= clock.GetUtcNow())
            {
                var secret = await ReadAsync(cancellationToken);
                _known = known = (Convert.FromBase64String(secret.Value), clock.GetUtcNow() + Lifetime);
            }

            return known.Value;
        }
        finally
        {
            _turn.Release();
        }
    }

    public static byte[] Mac(byte[] secret, string purpose, params ReadOnlySpan<string> parts)
    {
        // Lengths before parts: no two lists of parts share an input.
        var input = new StringBuilder($"{purpose}\n");
        foreach (var part in parts)
        {
            input.Append(part.Length).Append(':').Append(part).Append('\n');
        }

        return HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(input.ToString()));
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<Secret> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await secrets.GetAsync(_name, cancellationToken) is { } secret)
            {
                return secret;
            }
        }
        catch (SecretDisabledException)
        {
            // An operator ended every session: the next sign-in needs a new version.
        }

        var random = new byte[32];
        entropy.Fill(random);
        await secrets.SetAsync(
            _name, Convert.ToBase64String(random), new SecretAttributes { ContentType = "application/octet-stream;base64" },
            cancellationToken);
        return await secrets.GetAsync(_name, cancellationToken)
            ?? throw new StoreUnavailableException("The console's session secret cannot be read.");
    }
}
