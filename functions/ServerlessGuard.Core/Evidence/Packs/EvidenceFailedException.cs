namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>No pack can be made: the message says why and what to do.</summary>
public sealed class EvidenceFailedException(string message) : Exception(message);
