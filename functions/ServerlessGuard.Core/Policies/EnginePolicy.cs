namespace ServerlessGuard.Core.Policies;

/// <summary>A policy engine that may decide held cases. <paramref name="Secret"/> names the key in the secret store that requests are signed with.</summary>
/// <param name="Content">Whether it is sent the content; else only what the case says of itself.</param>
public sealed record EnginePolicy(string Id, Uri Url, string Secret, bool Content);
