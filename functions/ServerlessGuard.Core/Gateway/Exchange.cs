using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Gateway;

/// <summary>What the stages of one interaction share. Session, judge and leakage stand once the input stage is done.</summary>
internal sealed class Exchange
{
    public required Interaction Interaction { get; init; }

    public required InboundCall Call { get; init; }

    public required Protocol Protocol { get; init; }

    public required Conversation Conversation { get; init; }

    /// <summary>As the policy has it; once routed, with the deployment that is asked.</summary>
    public required ModelPolicy Model { get; set; }

    public IContentSession Session { get; set; } = null!;

    public OutputJudge Judge { get; set; } = null!;

    public LeakageIndex Leakage { get; set; } = null!;

    public required GatewayBounds Bounds { get; init; }

    public required IAnswerSink Sink { get; init; }
}
