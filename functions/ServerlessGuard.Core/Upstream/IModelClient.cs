using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Upstream;

/// <summary>Calls a model. Throws <see cref="ModelFailedException"/> when the model gave no answer at all.</summary>
public interface IModelClient
{
    /// <summary>Completes when the answer's status and headers are there. The caller disposes the answer, which ends the call.</summary>
    Task<ModelResponse> SendAsync(ModelCall call, CancellationToken cancellationToken);
}

/// <summary>The model did not answer, or not in a form that can be judged. The fault is what the client gets.</summary>
public sealed class ModelFailedException(GatewayFault fault, Exception? innerException = null) : Exception(fault.Message, innerException)
{
    public GatewayFault Fault => fault;
}

/// <summary>A request to a model. Nothing of the caller's headers goes along.</summary>
/// <param name="Path">
/// Below the model's base address: <c>chat/completions</c>, <c>responses</c>, <c>messages</c>; it may end with a query.
/// </param>
public sealed record ModelCall(ModelPolicy Model, string Path, ReadOnlyMemory<byte> Body, bool Stream)
{
    /// <summary>The HTTP method; the body belongs to POST alone.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The protocol's own headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
