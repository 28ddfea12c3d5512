using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Local.Hosting;

/// <summary>What came of one version of the policy file: its content's SHA-256 (lower-case hex), and why it was refused, if it was.</summary>
internal sealed record PolicyAttempt(string ContentHash, IReadOnlyList<PolicyError> Errors);
