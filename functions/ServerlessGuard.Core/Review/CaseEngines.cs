using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Asks the tier's policy engine about a case that nobody has touched yet. It decides as one reviewer: under four eyes a
/// person must still agree. Whatever goes wrong means: people decide.
/// </summary>
public sealed class CaseEngines(IEnumerable<IPolicyEngine> engines, CaseContents contents, IPolicySource policies, ReviewTimes times, TimeProvider clock, ILogger<CaseEngines> logger)
{
    private readonly IPolicyEngine? _engine = engines.FirstOrDefault();

    /// <summary>The case after the engine's answer.</summary>
    public async ValueTask<CaseRecord> AskAsync(CaseRecord value, CancellationToken cancellationToken)
    {
        var (policy, actor) = (policies.Current, "engine:" + value.Engine);
        if (_engine is null || !policy.Engines.TryGetValue(value.Engine!, out var engine))
        {
            return CaseChanges.PassOn(value, actor, clock.GetUtcNow(), "engine-gone");
        }

        EngineAnswer answer;
        try
        {
            answer = await _engine.AskAsync(new EngineQuestion(engine, value, await ContentAsync(engine, value, actor, cancellationToken)), cancellationToken);
        }
#pragma warning disable CA1031 // An engine's failure, whatever it is, leaves the case to people.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            ReviewLog.EngineFailed(logger, engine.Id, value.Id, failure.GetType().Name);
            return CaseChanges.PassOn(value, actor, clock.GetUtcNow(), "engine-failed");
        }

        var now = clock.GetUtcNow();
        var asked = value with { Engine = null };
        return answer switch
        {
            EngineAnswer.Approve when value.FourEyes => CaseChanges.Second(asked, actor, now, "engine"),
            EngineAnswer.Approve => CaseChanges.Approve(asked, actor, now, times, policy.RevisionId, "engine"),
            EngineAnswer.Deny => CaseChanges.Deny(asked, actor, now, "engine"),
            _ => CaseChanges.PassOn(value, actor, now, "engine-passed"),
        };
    }

    private async ValueTask<CaseContent?> ContentAsync(EnginePolicy engine, CaseRecord value, string actor, CancellationToken cancellationToken) =>
        engine.Content && await contents.ReadAsync(value, actor, "engine", cancellationToken) is { } bytes ? CaseContent.FromBytes(bytes.Span) : null;
}
