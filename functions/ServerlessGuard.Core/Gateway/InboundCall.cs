using System.Text.Json.Nodes;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Gateway;

/// <summary>A request for a model by an authenticated application, with the policy snapshot that the whole of it is judged by.</summary>
public sealed record InboundCall
{
    public required GatewayProtocol Protocol { get; init; }

    public required string Principal { get; init; }

    public required ApplicationPolicy Application { get; init; }

    public required GuardPolicy Policy { get; init; }

    /// <summary>The parsed body: bounded, unique names, valid Unicode. The gateway changes it.</summary>
    public required JsonObject Root { get; init; }

    /// <summary>The same body as it was sent, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The deployment to ask whatever the route says: for probes. Null: the route decides.</summary>
    public string? Deployment { get; init; }

    /// <summary>
    /// The answer to judge instead of asking the model, JSON in UTF-8: an application that runs tools itself brings it. Null: the model is
    /// asked.
    /// </summary>
    public ReadOnlyMemory<byte>? ExternalResponse { get; init; }

    /// <summary>Runs what the external response calls, once it is allowed; null where the application does.</summary>
    public ToolExecution? Execution { get; init; }

    /// <summary>No model is asked: its answer is the request as it would have got it. For gateways that ask a model themselves.</summary>
    public bool IsEcho { get; init; }

    /// <summary>The stored response that is asked for; null: a new answer is.</summary>
    public StoredResponseCall? Stored { get; init; }

    /// <summary>The header Guard-Conversation, or null.</summary>
    public string? Conversation { get; init; }

    /// <summary>The task that the request names; null for none.</summary>
    public TaskPolicy? Task { get; init; }

    /// <summary>The header Guard-Case: the approved case under which a held request is sent again; or null.</summary>
    public string? Case { get; init; }

    /// <summary>Takes the tokens that the model read and wrote, when the interaction is over; null where nobody counts them.</summary>
    public Action<long>? OnTokens { get; init; }

    /// <summary>The header traceparent, where it is one.</summary>
    public TraceParent? Trace { get; init; }

    /// <summary>The network that the request came from, hashed; 0 where the host does not say it.</summary>
    public uint Place { get; init; }

    /// <summary>The header Guard-Join as it was sent, or null; see <c>InteractionLinks</c>.</summary>
    public string? Join { get; init; }
}
