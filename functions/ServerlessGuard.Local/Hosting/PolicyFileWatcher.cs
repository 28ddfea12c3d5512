using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Hosting;

/// <summary>
/// Takes a changed policy file over while the host runs. It polls: change notifications are lost on network drives and
/// in containers, and a policy file is small. A change is an entry before it is in force. A file that does not exist at the start
/// is one when it appears.
/// </summary>
internal sealed class PolicyFileWatcher(
    PolicyStore store, IAuditLog auditLog, EmbeddedHostOptions options, TimeProvider clock, ILogger<PolicyFileWatcher> logger)
{
    private string _known = HashOf(Read(options.PolicyFile));
    private volatile PolicyAttempt? _last;

    /// <summary>The newest version of the file that was judged; null before the first change.</summary>
    public PolicyAttempt? Last => _last;

    /// <summary>Reads the file once. A change that cannot be recorded is judged again by the next run.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var bytes = Read(options.PolicyFile);
        var hash = HashOf(bytes);
        if (hash != _known && await JudgeAsync(bytes, hash, cancellationToken))
        {
            _known = hash;
        }
    }

    /// <summary>False when the change could not be recorded: it is tried again.</summary>
    private async Task<bool> JudgeAsync(byte[]? bytes, string hash, CancellationToken cancellationToken)
    {
        // A file that is gone is read by name, so that the error names it.
        var result = bytes is null ? PolicyLoader.LoadFile(options.PolicyFile) : PolicyLoader.Load(bytes, options.PolicyFile);
        try
        {
            await auditLog.AppendAsync(EntryFor(result), cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            HostLog.PolicyNotRecorded(logger, exception);
            return false;
        }

        store.Offer(result);
        _last = new(hash, result.Errors);
        return true;
    }

    private AuditEntry EntryFor(PolicyResult result) => new()
    {
        Kind = result.Policy is null ? AuditKinds.PolicyRefused : AuditKinds.PolicyLoaded,
        Time = clock.GetUtcNow(),
        Actor = "guard",
        PolicyRevision = result.Policy?.RevisionId ?? store.Current.RevisionId,
        Facts = new Dictionary<string, string>
        {
            ["previous"] = store.Current.RevisionId,
            ["errors"] = result.Errors.Count.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static byte[]? Read(string path)
    {
        try
        {
            return RegularFile.ReadBytes(path, PolicyLoader.MaxBytes + 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static string HashOf(byte[]? bytes) => bytes is null ? "gone" : Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>
/// The result of loading one version of the policy file: its content's SHA-256 (lower-case hex), and why it was refused, if it was.
/// </summary>
internal sealed record PolicyAttempt(string ContentHash, IReadOnlyList<PolicyError> Errors);
