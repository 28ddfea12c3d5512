namespace ServerlessGuard.Core.Policies;

/// <summary>Where an application is told that its cases are decided. <paramref name="Secret"/> names the key in the secret store that calls are signed with.</summary>
public sealed record CallbackPolicy(Uri Url, string Secret);
