using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Upstream;

/// <summary>The model did not answer, or not in a form that can be judged. The fault is what the client gets.</summary>
public sealed class ModelFailedException(GatewayFault fault, Exception? innerException = null) : Exception(fault.Message, innerException)
{
    public GatewayFault Fault => fault;
}
