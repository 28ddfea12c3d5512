using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Gateway;

/// <summary>The state that the steps of one interaction share. Session, judge and leakage are set once the input was inspected.</summary>
internal sealed class InteractionContext
{
    public required Interaction Interaction { get; init; }

    public required InboundCall Call { get; init; }

    public required Protocol Protocol { get; init; }

    public required Conversation Conversation { get; init; }

    /// <summary>The stored response that the request continues; null for none.</summary>
    public StoredResponse? Earlier { get; set; }

    /// <summary>Why the content of the request cannot be judged; null when it can.</summary>
    public ContentRefusedException? Unreadable { get; init; }

    /// <summary>As the policy has it; once routed, with the deployment that is asked.</summary>
    public required ModelPolicy Model { get; set; }

    /// <summary>The model that was asked first, once another stands in for it.</summary>
    public ModelPolicy? Primary { get; set; }

    /// <summary>How many of <see cref="Primary"/>'s substitutes were considered.</summary>
    public int FallenBack { get; set; }

    public IContentSession Session { get; set; } = null!;

    public OutputEvaluator Judge { get; set; } = null!;

    public InstructionLeakIndex Leakage { get; set; } = null!;

    /// <summary>Whose tokens the session holds; null where it has no vault.</summary>
    public TokenScope? Scope { get; set; }

    /// <summary>The clock's timestamp when the model was asked.</summary>
    public long Asked { get; set; }

    /// <summary>The request as the model got it; null where no model is asked.</summary>
    public ReadOnlyMemory<byte>? Sent { get; set; }

    /// <summary>How often the model was asked again.</summary>
    public int Rounds { get; set; }

    /// <summary>The model's answer as it came, made anew by each call; null before there is one.</summary>
    public Func<JsonObject?>? Raw { get; set; }

    /// <summary>Why a reviewer must release the request whatever it holds; null: nobody must.</summary>
    public string? HeldFor { get; set; }

    /// <summary>A reviewer approved this very request.</summary>
    public bool IsApproved { get; set; }

    /// <summary>A reviewer will check what is released.</summary>
    public bool IsSampled { get; set; }

    public required GatewayLimits Bounds { get; init; }

    public required IResponseSink Sink { get; init; }
}
