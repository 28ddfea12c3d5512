namespace ServerlessGuard.Core.Conversations;

/// <summary>How much of a document the gateway reads, and whether parts that it cannot inspect pass.</summary>
internal readonly record struct GatewayBounds(int MaxMessages, int MaxSlots, bool PassMedia);
