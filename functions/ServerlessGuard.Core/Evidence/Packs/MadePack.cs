namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>A pack with its files by name, the manifest among them.</summary>
public sealed record MadePack(EvidencePack Pack, IReadOnlyDictionary<string, byte[]> Files);
