using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Drills;

/// <summary>
/// Through <see cref="InteractionGuard"/>, as a caller of the drill's application: where drills and gateway are one host.
/// </summary>
public sealed class GatewayDrillRequestSender(IInteractionGuard guard, IPolicySource policies, IEntropy entropy) : IDrillRequestSender
{
    public async ValueTask<string> SendAsync(DrillRun run, bool isUnsafe, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        var (application, root) = DrillRequestBody.Of(run, isUnsafe, policy, entropy);
        var sink = new DrillSink();
        await guard.HandleAsync(
            new InboundCall
            {
                Protocol = GatewayProtocol.ChatCompletions,
                Principal = Actors.Guard,
                Application = application,
                Policy = policy,
                Root = root,
                Body = JsonSerializer.SerializeToUtf8Bytes(root),
            },
            sink,
            cancellationToken);
        return sink is { Status: 200, Verdict: { } verdict } ? verdict : throw new DrillException("no-answer");
    }
}

/// <summary>Keeps an answer's status and verdict; its text goes nowhere.</summary>
internal sealed class DrillSink : IResponseSink
{
    public int Status { get; private set; }

    public string? Verdict { get; private set; }

    public bool IsStarted => Status != 0;

    public ValueTask StartAsync(
        int status, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        Status = status;
        Verdict = headers.FirstOrDefault(static h => h.Key == GatewayHeaders.Verdict).Value;
        return ValueTask.CompletedTask;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Abort() => Verdict = null;
}

/// <summary>Sends one request of the drill's application through the same gateway engine that serves callers.</summary>
public interface IDrillRequestSender
{
    /// <summary>
    /// The verdict's name (<c>allow</c>, <c>redact</c>, <c>hold</c>, <c>block</c>). Throws <see cref="DrillException"/> when there was no
    /// answer.
    /// </summary>
    /// <param name="isUnsafe">Whether to make the model give the marked unsafe output, or a harmless one.</param>
    ValueTask<string> SendAsync(DrillRun run, bool isUnsafe, CancellationToken cancellationToken);
}

/// <summary>A step of a drill did not succeed. <see cref="Code"/> is stable; the message never holds content or a key.</summary>
public sealed class DrillException(string code, Exception? inner = null) : Exception($"The drill's step failed: {code}.", inner)
{
    public string Code { get; } = code;
}
