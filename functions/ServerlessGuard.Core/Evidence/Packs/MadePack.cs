namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>A pack with its files by name, the manifest among them.</summary>
/// <param name="Countersigner">Which key signed the manifest beside the log's; null for none.</param>
public sealed record MadePack(EvidencePack Pack, IReadOnlyDictionary<string, byte[]> Files, string? Countersigner = null);
