using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Drills;

/// <summary>Through <see cref="InteractionGuard"/>, as a caller of the drill's application: where drills and gateway are one host.</summary>
public sealed class GatewayDrillOutputs(InteractionGuard guard, IPolicySource policies, IEntropy entropy) : IDrillOutputs
{
    public async ValueTask<string> SendAsync(DrillRun run, bool isUnsafe, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        var (application, root) = DrillOutputRequest.Of(run, isUnsafe, policy, entropy);
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
