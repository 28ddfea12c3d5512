namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>One message of a probe. <see cref="Tool"/> names the tool whose result a message of the role <c>tool</c> is.</summary>
public sealed record ProbeMessage(string Role, string Content, string? Tool = null);
