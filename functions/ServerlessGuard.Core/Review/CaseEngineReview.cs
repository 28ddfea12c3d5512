using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Asks the tier's policy engine about a case that nobody has touched yet. It decides as one reviewer: where two are required, a
/// person must still agree. On every failure, people decide.
/// </summary>
public sealed class CaseEngineReview(
    IEnumerable<IPolicyEngine> engines, CaseContentStore contents, IPolicySource policies, ReviewTimings times, TimeProvider clock,
    ILogger<CaseEngineReview> logger)
{
    private readonly IPolicyEngine? _engine = engines.FirstOrDefault();

    /// <summary>The case after the engine's answer.</summary>
    public async ValueTask<CaseRecord> AskAsync(CaseRecord value, CancellationToken cancellationToken)
    {
        var (policy, actor) = (policies.Current, "engine:" + value.Engine);
        if (_engine is null || !policy.Engines.TryGetValue(value.Engine!, out var engine))
        {
            return CaseTransitions.PassOn(value, actor, clock.GetUtcNow(), "engine-gone");
        }

        EngineDecision answer;
        try
        {
            answer = await _engine.AskAsync(
                new EngineInput(engine, value, await ContentAsync(engine, value, actor, cancellationToken)), cancellationToken);
        }
#pragma warning disable CA1031 // An engine's failure, whatever it is, leaves the case to people.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            ReviewLog.EngineFailed(logger, engine.Id, value.Id, failure.GetType().Name);
            return CaseTransitions.PassOn(value, actor, clock.GetUtcNow(), "engine-failed");
        }

        var now = clock.GetUtcNow();
        var asked = value with { Engine = null };
        return answer switch
        {
            EngineDecision.Approve when value.FourEyes => CaseTransitions.RecordFirstApproval(asked, actor, now, "engine"),
            EngineDecision.Approve => CaseTransitions.Approve(asked, actor, now, times, policy.RevisionId, "engine"),
            EngineDecision.Deny => CaseTransitions.Deny(asked, actor, now, "engine"),
            _ => CaseTransitions.PassOn(value, actor, now, "engine-passed"),
        };
    }

    private async ValueTask<CaseContent?> ContentAsync(
        EnginePolicy engine, CaseRecord value, string actor, CancellationToken cancellationToken) =>
        engine.Content && await contents.ReadAsync(value, actor, "engine", cancellationToken) is { } bytes
            ? CaseContent.FromBytes(bytes.Span)
            : null;
}
