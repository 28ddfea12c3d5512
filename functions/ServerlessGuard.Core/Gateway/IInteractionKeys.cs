namespace ServerlessGuard.Core.Gateway;

/// <summary>The key under which an interaction's content is measured in the audit log. Destroying it makes the measures meaningless.</summary>
public interface IInteractionKeys
{
    /// <summary>A new 32-byte key for one interaction.</summary>
    ValueTask<ReadOnlyMemory<byte>> CreateAsync(string interaction, CancellationToken cancellationToken);
}
