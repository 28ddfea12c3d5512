using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments.Attestations;

/// <summary>
/// Revalidates: reads which revision is in a deployment, asks it the whole suite, looks again, and signs. If another
/// revision was put there meanwhile, nobody knows which one answered, and nothing is signed.
/// </summary>
public sealed class Revalidator(IEnumerable<IDeploymentPlatform> platforms, ProbeRunner probes, IPolicySource policies, TimeProvider clock)
{
    /// <summary>
    /// Throws <see cref="DeploymentPlatformException"/> when there is no such deployment, or no adapter for the platform.
    /// </summary>
    public async ValueTask<Revalidation> RunAsync(
        ModelPolicy model, string deployment, ProbeSuite suite, string attester, AttesterKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(key);
        var before = await RevisionAsync(model, deployment, cancellationToken);
        var report = await probes.ReportAsync(model, deployment, suite, quick: false, cancellationToken);
        if (await RevisionAsync(model, deployment, cancellationToken) != before)
        {
            return new(report, before, true, default);
        }

        var issued = clock.GetUtcNow();
        var statement = new AttestationStatement
        {
            Model = model.Id,
            Revision = before,
            Attester = attester,
            Issued = issued,
            Expires = issued + (policies.Current.Attesters.GetValueOrDefault(attester)?.ValidFor ?? TimeSpan.Zero),
            Suite = model.Probes ?? "",
            SuiteDigest = suite.Digest,
            Passed = [.. report.Outcomes.Where(static o => o.IsPassed).Select(static o => o.Id)],
            Failed = report.Result.Failed,
        };
        return new(report, before, false, Sign(statement, key));
    }

    /// <summary>The envelope over a statement.</summary>
    public static byte[] Sign(AttestationStatement statement, AttesterKey key)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(key);
        var payload = StatementJson.Write(statement);
        var signature = key.Sign(DsseEnvelope.PreAuthentication(StatementJson.PayloadType, payload));
        return new DsseEnvelope(StatementJson.PayloadType, payload, [new(statement.Attester, signature)]).Write();
    }

    private async ValueTask<Revision> RevisionAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken)
    {
        var platform = platforms.FirstOrDefault(p => p.Platform == PlatformNames.OfDeployments(model.Platform))
            ?? throw new DeploymentPlatformException($"There is no adapter for {model.Platform} here.", isFinal: true);
        var state = await platform.ReadAsync(model, cancellationToken);
        return state.Deployments.FirstOrDefault(d => string.Equals(d.Name, deployment, StringComparison.OrdinalIgnoreCase))?.Revision
            ?? throw new DeploymentPlatformException(
                $"The model {model.Id} has no deployment {deployment} on {model.Platform}.", isFinal: true);
    }
}

/// <summary>
/// The result of revalidating a deployment: the signed envelope, whether all passed or not. <see cref="RevisionChanged"/>: another revision
/// was deployed at the end, so nothing was signed.
/// </summary>
public sealed record Revalidation(ProbeReport Report, Revision Revision, bool RevisionChanged, ReadOnlyMemory<byte> Envelope);
