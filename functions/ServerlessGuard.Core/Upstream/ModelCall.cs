using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Upstream;

/// <summary>A request to a model. Nothing of the caller's headers goes along.</summary>
/// <param name="Path">Below the model's base address: <c>chat/completions</c> or <c>responses</c>.</param>
public sealed record ModelCall(ModelPolicy Model, string Path, ReadOnlyMemory<byte> Body, bool Stream);
