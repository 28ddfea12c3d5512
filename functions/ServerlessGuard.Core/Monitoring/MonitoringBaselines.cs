using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>A person's word that the behaviour of now is the one to compare with.</summary>
public sealed class MonitoringBaselines(MonitoringStore store, IAuditLog audit, IPolicySource policies, TimeProvider clock)
{
    /// <summary>
    /// Has the baseline of a subject learnt anew from this hour on. Its alarms are closed, and until the new one is learnt its changes are
    /// not found, which is why the entry comes first and names the person. Throws <see cref="Ports.StoreUnavailableException"/>.
    /// </summary>
    /// <returns>False: nothing is known of such a subject.</returns>
    public async ValueTask<bool> ResetAsync(MonitoredSubject subject, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        while (true)
        {
            var (state, version) = (await store.ReadStatesAsync(cancellationToken)).FirstOrDefault(s => s.State.Subject == subject);
            if (state is null)
            {
                return false;
            }

            var now = clock.GetUtcNow();
            await audit.AppendAsync(
                new AuditEntry
                {
                    Kind = AuditKinds.MonitoringReset,
                    Time = now,
                    Application = subject.Application,
                    Actor = actor,
                    PolicyRevision = policies.Current.RevisionId,
                    Facts = new Dictionary<string, string>
                    {
                        ["model"] = subject.Model,
                        ["digest"] = state.Digest ?? "none",
                        ["alarms"] = string.Join(',', state.Alarms.Select(static a => a.Signal)),
                    },
                },
                cancellationToken);
            if (await store.SaveAsync(SubjectRules.Begin(subject, MonitoringCollector.HourOf(now)), version, cancellationToken))
            {
                return true;
            }
        }
    }
}
