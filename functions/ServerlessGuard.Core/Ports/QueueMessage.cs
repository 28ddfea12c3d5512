namespace ServerlessGuard.Core.Ports;

/// <summary>A delivered message. <see cref="Receipt"/> proves this delivery; <see cref="DeliveryCount"/> starts at 1.</summary>
public sealed record QueueMessage(string Id, ReadOnlyMemory<byte> Body, string Receipt, int DeliveryCount);
