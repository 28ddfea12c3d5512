using System.Globalization;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Deployments.Evaluation;

/// <summary>
/// Judges every model's candidates by what all instances counted, and requests a rollback where one is worse. Any number
/// of workers may run it: one write decides, and a rollback requested twice is one.
/// </summary>
public sealed class OutcomeEvaluator(
    OutcomeStore store,
    IAuditLog audit,
    IAlertSink alerts,
    IPolicySource policies,
    TimeProvider clock,
    OutcomeOptions options,
    ILogger<OutcomeEvaluator> logger,
    IRollbackCoordinator? rollbacks = null)
{
    /// <summary>The same for the same finding, however often it is requested.</summary>
    public static string TriggerOf(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return $"worse:{comparison.Candidate.Key()}";
    }

    /// <summary>Throws <see cref="StoreUnavailableException"/>; nothing is lost by it.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (model, totals) in await store.ReadAsync(cancellationToken))
        {
            var (known, version) = await store.LoadModelAsync(model, cancellationToken);
            var alpha = AlphaOf(policies.Current, model);
            var next = OutcomeRules.Next(clock.GetUtcNow(), known, totals, alpha, options);
            var isDue = next.Baseline is not null && (known.Recorded is not { } last || clock.GetUtcNow() >= last + options.RecordEvery);
            if (ReferenceEquals(next, known) && !isDue)
            {
                continue;
            }

            // The entry and the request come first: what is known to be worse has both, whatever happens in between.
            foreach (var comparison in next.Comparisons.Where(
                c => c.State != ComparisonState.Watched && !known.Comparisons.Any(k => k.State == c.State && k.Candidate == c.Candidate)))
            {
                await ActAsync(comparison, totals, next.Baseline!, alpha, cancellationToken);
            }

            if (isDue)
            {
                await AppendAsync(Watched(model, next, totals, alpha), cancellationToken);
                next = next with { Recorded = clock.GetUtcNow() };
            }

            await store.SaveModelAsync(next, version, cancellationToken);
        }
    }

    /// <summary>The strictest bound of the tiers that may call the model.</summary>
    public static double AlphaOf(GuardPolicy policy, string model)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Applications.Values.Where(a => a.Models.Contains(model, StringComparer.Ordinal))
            .Select(a => policy.Tiers[a.Tier].Rollback.Alpha).DefaultIfEmpty(new RollbackPolicy().Alpha).Min();
    }

    private async ValueTask ActAsync(
        Comparison comparison, IReadOnlyDictionary<string, ServedTotals> totals, string baseline, double alpha,
        CancellationToken cancellationToken)
    {
        var (candidate, worse) = (comparison.Candidate, comparison.State == ComparisonState.Worse);
        OutcomeLog.Judged(logger, candidate.Model, candidate.Deployment, comparison.State);
        await AppendAsync(Facts(comparison, totals, worse ? baseline : null, alpha), cancellationToken);
        if (!worse)
        {
            return;
        }

        await alerts.RaiseAsync(
            new Alert
            {
                Code = "outcomes.worse",
                Severity = AlertSeverity.Critical,
                Message = $"The deployment {candidate.Deployment} of {candidate.Model} is worse than its baseline: {Words(comparison)}.",
                Time = clock.GetUtcNow(),
                DedupeKey = candidate.Key(),
                Tags = new Dictionary<string, string> { ["model"] = candidate.Model, ["deployment"] = candidate.Deployment },
            },
            cancellationToken);
        if (rollbacks is not null && policies.Current.Models.ContainsKey(candidate.Model))
        {
            await rollbacks.RequestAsync(
                new RollbackTrigger
                {
                    Id = TriggerOf(comparison),
                    Model = candidate.Model,
                    Cause = RollbackCause.Worse,
                    Deployment = candidate.Deployment,
                    RevisionDigest = candidate.Revision,
                    Actor = Actors.Guard,
                },
                cancellationToken);
        }
    }

    private async ValueTask AppendAsync(Dictionary<string, string> facts, CancellationToken cancellationToken) => await audit.AppendAsync(
        new AuditEntry
        {
            Kind = AuditKinds.OutcomesEvaluated,
            Time = clock.GetUtcNow(),
            Actor = Actors.Guard,
            PolicyRevision = policies.Current.RevisionId,
            Facts = facts
        },
        cancellationToken);

    private static Dictionary<string, string> Watched(
        string model, ModelOutcomes known, IReadOnlyDictionary<string, ServedTotals> totals, double alpha)
    {
        var watched = known.Comparisons.Where(static c => c.State == ComparisonState.Watched).ToList();
        var facts = new Dictionary<string, string>
        {
            ["model"] = model,
            ["state"] = "watched",
            ["baseline"] = totals.GetValueOrDefault(known.Baseline!)?.Served.Deployment ?? "",
            ["candidates"] = watched.Count.ToString(CultureInfo.InvariantCulture),
            ["calls"] = totals.Values.Sum(static t => t.Counts.Calls()).ToString(CultureInfo.InvariantCulture),
        };
        if (totals.GetValueOrDefault(known.Baseline!) is { } standard
            && watched.Where(c => c.IsSettled && totals.ContainsKey(c.Candidate.Key()))
                .Select(c => OutcomeRules.LogE(c, totals[c.Candidate.Key()].Counts, standard.Counts))
                .MaxBy(static e => e.Max()) is { } strongest)
        {
            AddEvidence(facts, strongest, alpha);
        }

        return facts;
    }

    /// <summary>For the log workspace: how strong the evidence is, and how strong it must be.</summary>
    private static void AddEvidence(Dictionary<string, string> facts, IReadOnlyList<double> logE, double alpha)
    {
        foreach (var metric in Enum.GetValues<OutcomeMetric>())
        {
            facts[OutcomeFacts.Evidence + Word(metric)] = logE[(int)metric].ToString("R", CultureInfo.InvariantCulture);
        }

        facts[OutcomeFacts.EvidenceNeeded] = EValues.Needed(logE, alpha).ToString("R", CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, string> Facts(
        Comparison comparison, IReadOnlyDictionary<string, ServedTotals> totals, string? baseline, double alpha)
    {
        var counts = totals[comparison.Candidate.Key()].Counts;
        var facts = new Dictionary<string, string>
        {
            ["model"] = comparison.Candidate.Model,
            ["deployment"] = comparison.Candidate.Deployment,
            ["state"] = WireName.Of(comparison.State),
            ["calls"] = comparison.Calls.ToString(CultureInfo.InvariantCulture),
            ["started"] = comparison.Started.ToString("O", CultureInfo.InvariantCulture),
        };
        if (comparison.Candidate.Revision is { } revision)
        {
            facts["revision"] = revision;
        }

        if (baseline is not null && totals.GetValueOrDefault(baseline) is { } standard)
        {
            facts["baseline"] = standard.Served.Deployment;
            facts["worse_on"] = Words(comparison);
            var logE = OutcomeRules.LogE(comparison, counts, standard.Counts);
            AddEvidence(facts, logE, alpha);
            foreach (var metric in comparison.WorseOn)
            {
                var (name, seen, usual) = (Word(metric), counts[metric], standard.Counts.Since(comparison.From)[metric]);
                facts[name] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{seen.Harms}/{seen.Trials} beside {usual.Harms}/{usual.Trials}, log e {logE[(int)metric]:0.00}");
            }
        }

        return facts;
    }

    private static string Words(Comparison comparison) => string.Join(',', comparison.WorseOn.Select(Word));

    private static string Word(OutcomeMetric metric) => WireName.Of(metric);
}
