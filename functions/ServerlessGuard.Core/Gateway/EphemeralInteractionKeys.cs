using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Keys that nobody keeps: entries measure content, and only the interaction itself could repeat the measure.</summary>
internal sealed class EphemeralInteractionKeys(IEntropy entropy) : IInteractionKeys
{
    public ValueTask<ReadOnlyMemory<byte>> CreateAsync(string interaction, CancellationToken cancellationToken)
    {
        var key = new byte[32];
        entropy.Fill(key);
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(key);
    }
}
