using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// Makes packs: it reads facts from the log and from every part of the guard, and signs the resulting files with the log's
/// key. It reads the signed log only; a caller that wants the newest entries sequences them first.
/// </summary>
public sealed class EvidencePackBuilder(
    PackLog log, StatedFacts facts, IEnumerable<IPackStatements> statements, PackSigning signing, IPolicySource policies,
    IAuditLog audit, TimeProvider clock, EvidenceOptions options)
{
    private readonly IPackStatements[] _statements = [.. statements];

    /// <summary>
    /// Makes a pack of the current state. Throws <see cref="EvidenceFailedException"/> when the controls are not valid, and
    /// <see cref="StoreUnavailableException"/> when a source of facts does not answer.
    /// </summary>
    /// <param name="progress">Entries of the log read so far.</param>
    /// <param name="sequence">Sequences the durable entries into the log. It is called after all other reads, because reads write
    /// entries.</param>
    public async ValueTask<BuiltPack> BuildAsync(
        CancellationToken cancellationToken, IProgress<long>? progress = null, Func<CancellationToken, Task>? sequence = null)
    {
        var (controls, file) = await ControlsAsync(cancellationToken);
        var signer = await signing.LoadKeyAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var stated = await facts.ReadAsync(now, cancellationToken);
        if (sequence is not null)
        {
            await sequence(cancellationToken);
        }

        var policy = stated.FirstOrDefault(static f => f.Kind == FactKinds.Policy);
        var reading = await log.Facts(signer.Key).ReadAsync(
            controls.SelectMany(static c => c.DecidedBy), policy, now, cancellationToken, progress);
        var pack = new EvidencePack
        {
            CreatedBy = options.CreatedBy,
            Created = now,
            LogKey = signer.Key.ToString(),
            Controls = controls,
            Facts = FactSet.Create([.. stated, .. reading.Facts]),
        };
        var further = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var source in _statements)
        {
            foreach (var (name, content) in await source.ReadAsync(cancellationToken))
            {
                further[name] = content;
            }
        }

        return await signing.CountersignAsync(
            new BuiltPack(pack, PackFiles.Create(pack, file, reading, signer, further)), cancellationToken);
    }

    /// <summary>Writes an entry with the digest of the manifest of a pack that the guard has handed out.</summary>
    public async ValueTask RecordAsync(BuiltPack made, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(made);
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.EvidenceWritten,
                Time = clock.GetUtcNow(),
                Actor = actor,
                PolicyRevision = policies.Current.RevisionId,
                Facts = new Dictionary<string, string>
                {
                    ["manifest"] = PackManifest.Digest(made.Files[PackNames.Manifest]),
                    ["files"] = Number(made.Files.Count),
                    ["countersigner"] = made.Countersigner ?? "none",
                    ["holds"] = Number(made.Pack.Count(ControlStatus.Holds)),
                    ["fails"] = Number(made.Pack.Count(ControlStatus.Fails)),
                    ["unknown"] = Number(made.Pack.Count(ControlStatus.Unknown)),
                },
            },
            cancellationToken);
    }

    private async ValueTask<(IReadOnlyList<Control> Controls, byte[] File)> ControlsAsync(CancellationToken cancellationToken)
    {
        byte[] file;
        try
        {
            file = await RegularFile.ReadAllBytesAsync(options.ControlsFile, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceFailedException($"{options.ControlsFile} cannot be read ({e.GetType().Name}).");
        }

        var result = ControlLoader.Load(file, options.ControlsFile);
        return (result.Controls ?? throw new EvidenceFailedException($"The controls are not valid. {result.Errors[0]}"), file);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The guard cannot make a pack; the message gives the reason and the fix.</summary>
public sealed class EvidenceFailedException(string message) : Exception(message);
