namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>One fault and the file it is in.</summary>
public sealed record PackFinding(PackFault Fault, string Where);
