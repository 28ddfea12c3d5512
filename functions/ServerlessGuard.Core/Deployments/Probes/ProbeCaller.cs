using System.Globalization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>Asks a deployment once, through the gateway's own model client and with the guard's identity.</summary>
internal sealed class ProbeCaller(IModelClient models, ProbeOptions options, TimeProvider clock)
{
    private static readonly ResponseLimits Bounds = new(
        1024 * 1024, 1024 * 1024, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));

    public async Task<ProbeResponse> AskAsync(
        ModelPolicy model, Probe probe, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, pause) = await TryAsync(model, probe, body, cancellationToken);
            if (pause is not { } time || attempt > options.Retries)
            {
                return answer;
            }

            await Task.Delay(time, clock, cancellationToken);
        }
    }

    private async Task<(ProbeResponse Answer, TimeSpan? Pause)> TryAsync(
        ModelPolicy model, Probe probe, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        using var patience = new CancellationTokenSource(probe.Expectation.Within ?? options.Timeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var answer = await models.SendAsync(new ModelCall(model, "chat/completions", body, false), linked.Token);
            var bytes = await ModelReader.ReadAllAsync(answer.Body, Bounds, clock, started, linked.Token);
            var read = ProbeResponseReader.Read(probe, answer.Status, bytes, clock.GetElapsedTime(started));
            return (read, answer.Status == 429 ? PauseOf(answer.RetryAfter) : null);
        }
        catch (ModelFailedException)
        {
            return (ProbeResponse.None("no_answer", clock.GetElapsedTime(started)), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (ProbeResponse.None(probe.Expectation.Within is null ? "no_answer" : "within", clock.GetElapsedTime(started)), null);
        }
    }

    private TimeSpan PauseOf(string? retryAfter)
    {
        var pause = int.TryParse(retryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.FromSeconds(2);
        return pause < options.LongestPause ? pause : options.LongestPause;
    }
}
