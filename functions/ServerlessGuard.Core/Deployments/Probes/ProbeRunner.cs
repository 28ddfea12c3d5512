using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>
/// Sends deployments their model's suite. Questions and answers live until they are judged: only ids of probes and
/// keys of expectations leave. A suite that is missing, or not valid, passes nothing. Thread-safe.
/// </summary>
public sealed class ProbeRunner(
    IProbeSuiteSource suites, IModelClient models, IPolicySource policies, ProbeOptions options, TimeProvider clock,
    ILogger<ProbeRunner> logger) : IProbeRunner
{
    private readonly ProbeCaller _caller = new(models, options, clock);

    public async ValueTask<ProbeResult> RunAsync(ModelPolicy model, string deployment, bool quick, CancellationToken cancellationToken) =>
        (await ReportAsync(model, deployment, quick, cancellationToken)).Result;

    /// <inheritdoc cref="RunAsync"/>
    public async ValueTask<ProbeReport> ReportAsync(ModelPolicy model, string deployment, bool quick, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(deployment);
        if (suites.Find(model)?.Suite is { } suite)
        {
            return await ReportAsync(model, deployment, suite, quick, cancellationToken);
        }

        ProbeLog.NoSuite(logger, model.Id);
        return new("", [], clock.GetUtcNow(), TimeSpan.Zero);
    }

    /// <summary>
    /// As <see cref="ReportAsync(ModelPolicy, string, bool, CancellationToken)"/>, with a suite that need not be the policy's.
    /// </summary>
    public async ValueTask<ProbeReport> ReportAsync(
        ModelPolicy model, string deployment, ProbeSuite suite, bool quick, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(suite);
        var (began, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var probes = suite.Probes.Where(p => p.Quick || !quick).ToList();
        var calls = probes.SelectMany(static p => Calls(p)).ToList();
        var answers = new ProbeResponse[calls.Count];
        var target = model with { Deployment = deployment };
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, calls.Count, parallel, async (i, token) =>
        {
            var call = calls[i];
            var body = ProbeRequest.Write(suite, call.Probe, call.Group, call.Case, deployment, policies.Current);
            answers[i] = await _caller.AskAsync(target, call.Probe, body, token);
        });

        var outcomes = calls.Zip(answers).GroupBy(static a => a.First.Probe).Select(static g => Judge(g.Key, [.. g])).ToList();
        var report = new ProbeReport(suite.Digest, outcomes, began, clock.GetElapsedTime(started));
        ProbeTelemetry.Asked(model.Id, outcomes);
        ProbeLog.Ran(logger, model.Id, deployment, outcomes.Count, outcomes.Count(static o => !o.IsPassed));
        return report;
    }

    private static IEnumerable<ProbeCall> Calls(Probe probe) =>
        from @case in probe.Pairs is { Cases: { Count: > 0 } cases } ? cases : [""]
        from @group in probe.Pairs?.Groups ?? [""]
        from run in Enumerable.Range(0, probe.Runs)
        select new ProbeCall(probe, @group, @case);

    private static ProbeOutcome Judge(Probe probe, IReadOnlyList<(ProbeCall Call, ProbeResponse Answer)> answers)
    {
        var faults = answers.SelectMany(a => ProbeEvaluator.Faults(probe.Expectation, a.Answer)).Distinct().ToList();
        double? agreement = probe.Agreement is null ? null : ProbeEvaluator.Agreement([.. answers.Select(static a => a.Answer)]);
        if (agreement < probe.Agreement)
        {
            faults.Add("agreement");
        }

        Disparity? widest = null;
        if (probe.Pairs is { } pairs)
        {
            widest = Widest(pairs, answers);
            if (!widest.Value.IsWithin(pairs.MostDisparity))
            {
                faults.Add("pairs");
            }
        }

        return new(probe.Id, probe.Kind, faults, answers.Count, answers.Max(static a => a.Answer.Duration))
        {
            Agreement = agreement,
            Disparity = widest
        };
    }

    private static Disparity Widest(ProbePairs pairs, IReadOnlyList<(ProbeCall Call, ProbeResponse Answer)> answers)
    {
        var shares = answers.GroupBy(static a => a.Call.Group).ToDictionary(
            static g => g.Key,
            g => (Favourable: g.Count(a => a.Answer.Fault is null && pairs.Favourable.IsMatch(a.Answer.Text)), Asked: g.Count()));
        var first = shares[pairs.Groups[0]];
        return pairs.Groups.Skip(1)
            .Select(group => Disparity.Of(first.Favourable, first.Asked, shares[group].Favourable, shares[group].Asked))
            .MaxBy(static d => Math.Max(Math.Abs(d.Low), Math.Abs(d.High)));
    }

    private readonly record struct ProbeCall(Probe Probe, string Group, string Case);
}

internal static class ProbeTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Probes = Meter.CreateCounter<long>(
        "guard.probes.run", "{probe}", "Probes asked, by model, kind and whether they passed.");

    public static void Asked(string model, IEnumerable<ProbeOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            Probes.Add(
                1, new("guard.model", model), new("guard.probe_kind", WireName.Of(outcome.Kind)), new("guard.passed", outcome.IsPassed));
        }
    }
}

/// <summary>How a suite went, probe by probe. Never prompts or answers.</summary>
public sealed record ProbeReport(string SuiteDigest, IReadOnlyList<ProbeOutcome> Outcomes, DateTimeOffset Started, TimeSpan Duration)
{
    public ProbeResult Result =>
        new(SuiteDigest, Outcomes.Count, [.. Outcomes.Where(static o => !o.IsPassed).Select(static o => o.Id)], Started, Duration);
}
